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

const RENAME_TEAM = rowsOf('rename_team').as<ChangedDraft>();

/** Gives a team another name, for its manager or who runs its league. Answers the drafts that say so with an event. */
export function renameTeam(
  db: Queryable,
  teamId: string,
  name: string,
  actor: Actor,
): Promise<ChangedDraft[]> {
  return RENAME_TEAM.all(db, [teamId, name, actor]);
}

/** Gives a league another name. Throws a DraftError where the actor does not run it. */
export async function renameLeague(
  db: Queryable,
  leagueId: string,
  name: string,
  actor: Actor,
): Promise<void> {
  await call(db, 'rename_league', [leagueId, name, actor]);
}

/** Removes a league of which no draft was ever opened. Throws a DraftError (DRAFT_WAS_OPENED). */
export async function deleteLeague(db: Queryable, leagueId: string, actor: Actor): Promise<void> {
  await call(db, 'delete_league', [leagueId, actor]);
}

/** Puts a league away, or brings it back. Throws a DraftError (DRAFT_NOT_OVER). */
export async function archiveLeague(
  db: Queryable,
  leagueId: string,
  archived: boolean,
  actor: Actor,
): Promise<void> {
  await call(db, 'archive_league', [leagueId, archived, actor]);
}

/** The teams of a league by their names. */
export async function readTeamIds(db: Queryable, leagueId: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(
    'select id, name from app_public.teams where league_id = $1',
    [leagueId],
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}
