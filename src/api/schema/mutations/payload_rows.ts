import type { PgResource } from 'postgraphile/@dataplan/pg';
import { get, type Step } from 'postgraphile/grafast';
import { Kind } from 'postgraphile/graphql';
import { mePlan } from '../me.ts';
import { mutationTypeDefs } from '../type_defs.ts';

type Plan = ($payload: Step) => Step;

/**
 * Plans of the fields of payloads that hold a row, for every payload that has such a field: `league`, `team`, `draft`, `endpoint`, `source`,
 * `ranking`, `pool`, `player`, `user` and `pick`, found by the `leagueId`, `teamId`, and so on, or by `draftId` and `pickNumber`, that the
 * mutation answered; and of `me`, who asks.
 */
export function payloadRowPlans(
  resources: Readonly<Record<string, PgResource | undefined>>,
): Record<string, { plans: Record<string, Plan> }> {
  const {
    drafts,
    leagues,
    teams,
    picks,
    players,
    endpoints,
    sources,
    rankings,
    player_pools: pools,
    users,
  } = resources;
  if (
    !drafts ||
    !leagues ||
    !teams ||
    !picks ||
    !players ||
    !endpoints ||
    !sources ||
    !rankings ||
    !pools ||
    !users
  )
    throw new Error('The schema app_public is not migrated');
  const one = (rows: PgResource, from: string) => ($payload: Step) =>
    rows.get({ id: get($payload, from) }) as Step;
  const plans = new Map<string, Plan>([
    ['league', one(leagues, 'leagueId')],
    ['team', one(teams, 'teamId')],
    ['draft', one(drafts, 'draftId')],
    ['endpoint', one(endpoints, 'endpointId')],
    ['source', one(sources, 'sourceId')],
    ['player', one(players, 'playerId')],
    ['ranking', one(rankings, 'rankingId')],
    ['pool', one(pools, 'poolId')],
    ['user', one(users, 'userId')],
    ['me', mePlan],
    [
      'pick',
      ($payload) =>
        picks.get({ draft_id: get($payload, 'draftId'), pick_number: get($payload, 'pickNumber') }) as Step,
    ],
  ]);
  const payloads = mutationTypeDefs
    .flatMap(({ definitions }) => definitions)
    .flatMap((definition) => (definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [definition] : []));
  return Object.fromEntries(
    payloads.map(({ name, fields = [] }) => {
      const rows = fields.flatMap(({ name: { value } }) => {
        const plan = plans.get(value);
        return plan ? [[value, plan] as const] : [];
      });
      return [name.value, { plans: Object.fromEntries(rows) }];
    }),
  );
}
