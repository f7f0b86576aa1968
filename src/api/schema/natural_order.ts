import type { PgSelectQueryBuilder, PgSelectStep } from 'postgraphile/@dataplan/pg';
import { lambda, type Step } from 'postgraphile/grafast';

/** In which order lists of a table come where nothing is said. Each names rows uniquely, so that pages do not overlap. */
interface NaturalOrder {
  readonly columns: readonly string[];
  readonly direction: 'ASC' | 'DESC';
  readonly says: string;
}

const ORDERS: Readonly<Record<string, NaturalOrder>> = {
  users: { columns: ['id'], direction: 'ASC', says: 'By id.' },
  leagues: { columns: ['created_at', 'id'], direction: 'DESC', says: 'The newest league first.' },
  teams: { columns: ['ordinal'], direction: 'ASC', says: 'As createLeague listed them.' },
  playerPools: { columns: ['created_at', 'id'], direction: 'DESC', says: 'The newest pool first.' },
  players: { columns: ['rank', 'id'], direction: 'ASC', says: 'By rank, the best first.' },
  drafts: { columns: ['created_at', 'id'], direction: 'DESC', says: 'The newest draft first.' },
  previews: { columns: ['draft_id'], direction: 'ASC', says: 'By draft.' },
  draftSlots: { columns: ['draft_id', 'slot'], direction: 'ASC', says: 'In draft order.' },
  picks: { columns: ['draft_id', 'pick_number'], direction: 'ASC', says: 'By pick number.' },
  teamStrategies: { columns: ['draft_id', 'team_id'], direction: 'ASC', says: 'By draft and team.' },
  pickReasons: { columns: ['draft_id', 'pick_number'], direction: 'ASC', says: 'By pick number.' },
  playerStatuses: {
    columns: ['since', 'player_id'],
    direction: 'DESC',
    says: 'Whose status changed last first.',
  },
  queueEntries: {
    columns: ['draft_id', 'team_id', 'place'],
    direction: 'ASC',
    says: 'The dearest wish first.',
  },
  rankings: { columns: ['created_at', 'id'], direction: 'ASC', says: 'The oldest ranking first.' },
  invitations: { columns: ['created_at', 'id'], direction: 'DESC', says: 'The newest invitation first.' },
  auditEntries: { columns: ['id'], direction: 'ASC', says: 'The oldest entry first.' },
  endpoints: { columns: ['created_at', 'id'], direction: 'ASC', says: 'The oldest endpoint first.' },
  deliveries: { columns: ['id'], direction: 'DESC', says: 'The newest delivery first.' },
  sources: { columns: ['created_at', 'id'], direction: 'ASC', says: 'The oldest source first.' },
  messages: { columns: ['place'], direction: 'DESC', says: 'The newest message first.' },
  deadLetters: { columns: ['at', 'id'], direction: 'ASC', says: 'The oldest dead letter first.' },
};

/** Orders a list of rows of a table as it is ordered where nothing is said. */
export function orderNaturally(
  table: string,
  rows: Pick<PgSelectQueryBuilder, 'orderBy' | 'setOrderIsUnique'>,
): void {
  const order = ORDERS[table];
  if (!order) throw new Error(`There is no natural order of ${table}`);
  for (const attribute of order.columns) rows.orderBy({ attribute, direction: order.direction });
  rows.setOrderIsUnique();
}

type AnyConnection = Step & { getSubplan(): PgSelectStep };

/** Makes NATURAL a stable order of every list, and the one that lists have where nothing is said. */
export const naturalOrderPlugin: GraphileConfig.Plugin = {
  name: 'DraftNaturalOrderPlugin',
  version: '1.0.0',
  after: ['PgConnectionArgOrderByPlugin', 'PgConnectionArgOrderByDefaultValuePlugin'],
  schema: {
    hooks: {
      GraphQLEnumType_values(values, _build, { scope: { isPgRowSortEnum, pgCodec }, Self }) {
        if (!isPgRowSortEnum || !pgCodec) return values;
        const order = ORDERS[pgCodec.name];
        if (!order) throw new Error(`${Self.name} needs a natural order`);
        const apply = (rows: PgSelectQueryBuilder) => orderNaturally(pgCodec.name, rows);
        return { ...values, NATURAL: { description: order.says, extensions: { grafast: { apply } } } };
      },
      GraphQLObjectType_fields_field_args_arg(arg, { graphql }, { scope }) {
        if (!scope.isPgFieldConnection || scope.argName !== 'orderBy') return arg;
        const type = graphql.getNamedType(arg.type);
        const natural = graphql.isEnumType(type) ? type.getValue('NATURAL') : undefined;
        if (!natural) throw new Error(`${type.name} has no natural order`);
        const { applyPlan } = arg;
        const apply = natural.extensions.grafast?.apply as ((rows: PgSelectQueryBuilder) => void) | undefined;
        if (!applyPlan || !apply) throw new Error(`${type.name} orders nothing`);
        // Made once for the field, so that Grafast finds equal steps where it plans it several times.
        const whereNull = (orderBy: unknown) => (orderBy === null ? apply : null);
        return {
          ...arg,
          ...{ defaultValue: [natural.value], description: 'In which order they come.' },
          applyPlan($parent, $connection: Step, value, info) {
            applyPlan($parent, $connection, value, info);
            const $rows = ($connection as AnyConnection).getSubplan();
            $rows.apply(lambda(value.getRaw(), whereNull));
          },
        };
      },
    },
  },
};
