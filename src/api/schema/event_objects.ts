import type { PgResource } from 'postgraphile/@dataplan/pg';
import { get, type Step } from 'postgraphile/grafast';
import { Kind } from 'postgraphile/graphql';
import type { RowField } from '../../draft/event_kind.ts';
import { eventsSdl } from './sdl/events.ts';

type Resources = Readonly<Record<string, PgResource | undefined>>;
type Plan = ($event: Step) => Step;
/** Rows beside ids: of the draft, of events, and of what is listed in them. */
type RowFieldOfEvents = 'draft' | RowField | 'fromTeam' | 'toTeam';

/**
 * Plans of the fields of events, and of what is listed in them, that hold an object beside its id, for every type that has such a field. The
 * rows of all events of a list are read in one statement for each kind of row.
 */
export function eventObjectPlans(resources: Resources): Record<string, { plans: Record<string, Plan> }> {
  const { drafts, leagues, player_pools: playerPools, teams, players, picks, users } = resources;
  if (!drafts || !leagues || !playerPools || !teams || !players || !picks || !users)
    throw new Error('The schema app_public is not migrated');
  const one = (rows: PgResource, from: string) => ($event: Step) =>
    rows.get({ id: get($event, from) }) as Step;
  const cell = (from: string) => ($event: Step) =>
    picks.get({ draft_id: get($event, 'draftId'), pick_number: get($event, from) }) as Step;
  const plans: Readonly<Record<RowFieldOfEvents, Plan>> = {
    draft: one(drafts, 'draftId'),
    league: one(leagues, 'leagueId'),
    pool: one(playerPools, 'poolId'),
    team: one(teams, 'teamId'),
    nextTeam: one(teams, 'nextTeamId'),
    fromTeam: one(teams, 'fromTeamId'),
    toTeam: one(teams, 'toTeamId'),
    player: one(players, 'playerId'),
    otherPlayer: one(players, 'otherPlayerId'),
    formerPlayer: one(players, 'formerPlayerId'),
    manager: one(users, 'managerId'),
    formerManager: one(users, 'formerManagerId'),
    pick: cell('pickNumber'),
    nextPick: cell('nextPickNumber'),
    otherPick: cell('otherPickNumber'),
  };
  const types = eventsSdl.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [definition] : [],
  );
  return Object.fromEntries(
    types.map(({ name, fields = [] }) => {
      const told = fields.flatMap((field) => {
        const plan = Object.hasOwn(plans, field.name.value)
          ? plans[field.name.value as RowFieldOfEvents]
          : undefined;
        return plan ? [[field.name.value, plan] as const] : [];
      });
      return [name.value, { plans: Object.fromEntries(told) }];
    }),
  );
}
