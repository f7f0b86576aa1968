import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** Registers a person; answers their id. */
export function createUser(db: Queryable, name: string): Promise<string> {
  return call(db, 'create_user', [name]);
}

/** Creates a league run by the actor; answers its id. */
export function createLeague(
  db: Queryable,
  league: { name: string; teams: readonly { name: string; managerId: string | null }[] },
  actor: Actor,
): Promise<string> {
  return call(db, 'create_league', [league.name, league.teams, actor]);
}

/** A draft that something happened to, and its version after it. */
export interface ChangedDraft {
  readonly draftId: string;
  readonly version: number;
}

const SET_TEAM_MANAGER = rowsOf('set_team_manager').as<ChangedDraft>();

/** Gives a team to another manager, or to nobody. Answers the drafts that say so with an event. */
export function setTeamManager(
  db: Queryable,
  teamId: string,
  managerId: string | null,
  actor: Actor,
): Promise<ChangedDraft[]> {
  return SET_TEAM_MANAGER.all(db, [teamId, managerId, actor]);
}

/** The teams of a league by their names. */
export async function readTeamIds(db: Queryable, leagueId: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(
    'select id, name from app_public.teams where league_id = $1',
    [leagueId],
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}
