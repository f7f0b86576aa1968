import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { constant, type FieldArgs, type FieldPlanResolver, lambda, type Step } from 'postgraphile/grafast';
import { isKnownPosition, plainPosition } from '../../draft/positions.ts';
import { ServiceError } from '../../service_errors.ts';
import { playOneOf, type Rows } from './filters.ts';
import { orderNaturally } from './natural_order.ts';

/** Rows that are being put into an order. */
type Ordered = Parameters<typeof orderNaturally>[1];
type PoolOf = ($parent: PgSelectSingleStep) => PgSelectSingleStep;

/**
 * `Draft.players` comes from a function with arguments of its own: its order and one more argument are applied to what it answers. Both it
 * and the players of a pool refuse a position that is neither known nor played by anybody in the pool: a mistyped one would look as if all
 * players were taken.
 */
export const playersPlugin: GraphileConfig.Plugin = {
  name: 'DraftPlayersPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      // Cursors name what a row says, and not its place: a place moves with each player who is drafted before it.
      GraphQLObjectType_fields_field(field, build, { Self, scope: { fieldName } }) {
        const { plan } = field;
        if (fieldName !== 'players' || !plan) return field;
        if (Self.name === 'PlayerPool') return { ...field, plan: judged(plan, ($pool) => $pool) };
        if (Self.name !== 'Draft') return field;
        const pools = build.pgResources['player_pools'];
        if (!pools) throw new Error('The schema app_public is not migrated');
        const poolOf: PoolOf = ($draft) => pools.get({ id: $draft.get('pool_id') }) as PgSelectSingleStep;
        const planOrdered: typeof plan = ($draft, given, info) => {
          const $players = plan($draft, given, info);
          changeRows($players, constant(orderPlayers, false));
          return $players;
        };
        return { ...field, plan: judged(planOrdered, poolOf) };
      },
      GraphQLObjectType_fields_field_args(args, { extend, graphql }, { Self, scope: { fieldName } }) {
        if (Self.name !== 'Draft' || fieldName !== 'players') return args;
        const { GraphQLList, GraphQLNonNull, GraphQLString } = graphql;
        const positions = {
          description:
            'Only players of at least one of these positions, such as RB and WR. One that the pool lacks has no players; one that is\nnone anywhere is refused, as a mistyped one would look as if all were taken.',
          type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
          applyPlan(_$draft: Step, $players: Step, given: { getRaw(): Step }) {
            changeRows($players, lambda(given.getRaw(), playingOneOf));
          },
        };
        return extend(args, { positions }, 'Several positions at once');
      },
    },
  },
};

/** The arguments of a field that name positions. */
const NAMING = ['position', 'positions', 'condition'] as const;

/** The same plan, which refuses positions that nobody knows; the pool is read only where some are named. */
function judged(plan: FieldPlanResolver, poolOf: PoolOf): FieldPlanResolver {
  return ($parent, given, info) => {
    const $players = plan($parent, given, info);
    for (const name of $players ? NAMING : []) {
      if (!$players || !isGiven(given, info.field.args, name)) continue;
      const $named = given.getRaw(name);
      const $played = poolOf($parent as PgSelectSingleStep).get('positions') as Step<
        readonly string[] | null
      >;
      changeRows($players, lambda([$named, $played], JUDGES[name]));
    }
    return $players;
  };
}

/** Whether something is said with an argument, as far as the text of the query says. */
function isGiven(given: FieldArgs, args: readonly { name: string }[], name: string): boolean {
  if (!args.some((argument) => argument.name === name)) return false;
  const $given = given.getRaw(name) as Step & { evalIs?(value: unknown): boolean };
  return !($given.evalIs?.(undefined) ?? false);
}

type Judge = (both: readonly [named: unknown, played: readonly string[] | null]) => (rows: unknown) => void;

/** Made once: see page_sizes.ts. */
const JUDGES: Readonly<Record<(typeof NAMING)[number], Judge>> = {
  position: ([position, played]) => refusing(position, played, 'position'),
  positions: ([positions, played]) => refusing(positions, played, 'positions'),
  condition: ([condition, played]) =>
    refusing((condition as { positions?: unknown } | null)?.positions, played, 'condition.positions'),
};

/** Changes no rows; throws a ServiceError (INPUT_INVALID) where a position is not known. */
function refusing(named: unknown, played: readonly string[] | null, argument: string): () => void {
  const positions = [named ?? []].flat().map(String);
  const inPool = (played ?? []).map(plainPosition);
  const unknown = positions.find((name) => !isKnownPosition(name) && !inPool.includes(plainPosition(name)));
  if (unknown !== undefined) {
    const problem = `has a position that is not known here: ${JSON.stringify(unknown)}; the pool has ${inPool.join(', ')}`;
    throw new ServiceError('INPUT_INVALID', { argument, problem });
  }
  return () => undefined;
}

function playingOneOf(positions: unknown): (rows: Rows) => void {
  return (rows) => playOneOf(rows, positions, 'positions');
}

function orderPlayers(rows: Ordered): void {
  orderNaturally('players', rows);
}

/** Changes the rows that a connection selects. */
function changeRows($connection: Step, $change: Step): void {
  const $paged = $connection as Step & { getSubplan(): Step & { apply($change: Step): void } };
  $paged.getSubplan().apply($change);
}
