import { LIST_TYPES, type PgWhereConditionSpec, sqlValueWithCodec, TYPES } from 'postgraphile/@dataplan/pg';
import { constant, type FieldArg, lambda, type Step } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';
import { haveInCommon, isOneOf, nameContains } from '../../database/fragments.ts';
import { plainPosition } from '../../draft/positions.ts';
import { orderNaturally } from './natural_order.ts';

const filtersSdl = gql`
  extend input DraftCondition {
    """
    Only drafts in one of these states.
    """
    states: [DraftState!]
  }

  extend input LeagueCondition {
    """
    Only leagues whose name contains this, in upper or lower case.
    """
    search: String
  }

  extend input PlayerPoolCondition {
    """
    Only pools whose name contains this, in upper or lower case.
    """
    search: String
  }

  extend input PlayerCondition {
    """
    Only players of at least one of these positions, such as RB and WR.
    """
    positions: [String!]
  }
`;

/** Rows that are being put into an order. */
type Ordered = Parameters<typeof orderNaturally>[1];

/** Rows that are being selected. */
export type Rows = { where(condition: PgWhereConditionSpec<string>): void };
/** Filters beyond "equal to": of states, by a part of a name, of several positions. Nothing is filtered by null. */
const conditionsPlugin: GraphileConfig.Plugin = extendSchema(() => {
  const searchName = (rows: Rows, text: unknown) => {
    if (typeof text !== 'string') return;
    const searched = sqlValueWithCodec(text, TYPES.text);
    rows.where({
      ...{ type: 'attribute', attribute: 'name' },
      callback: (name) => nameContains(name, searched),
    });
  };
  return {
    typeDefs: filtersSdl,
    inputObjects: {
      DraftCondition: { plans: { states: inOneOf } },
      LeagueCondition: { plans: { search: searchName } },
      PlayerPoolCondition: { plans: { search: searchName } },
      PlayerCondition: { plans: { positions: playOneOf } },
    },
  };
}, 'DraftConditionsPlugin');

/** Keeps the drafts in one of some states; all where there is no list. */
export function inOneOf(rows: Rows, states: unknown): void {
  if (!Array.isArray(states)) return;
  const listed = sqlValueWithCodec(states, LIST_TYPES.text);
  rows.where({
    ...{ type: 'attribute', attribute: 'state' },
    callback: (state) => isOneOf(state, listed),
  });
}

/** Keeps the players of at least one of some positions, under any of their names. */
function playOneOf(rows: Rows, positions: unknown): void {
  if (!Array.isArray(positions)) return;
  // Pools of drafts that had begun before positions had one name keep what they were imported with.
  const written = positions.flatMap((position: string) => [position, plainPosition(position)]);
  const listed = sqlValueWithCodec(written, LIST_TYPES.text);
  rows.where({
    ...{ type: 'attribute', attribute: 'positions' },
    callback: (played) => haveInCommon(played, listed),
  });
}

function playingOneOf(positions: unknown): (rows: Rows) => void {
  return (rows) => playOneOf(rows, positions);
}

function orderPlayers(rows: Ordered): void {
  orderNaturally('players', rows);
}

/** Changes the rows that a connection selects. */
function changeRows($connection: Step, $change: Step): void {
  const $paged = $connection as Step & { getSubplan(): Step & { apply($change: Step): void } };
  $paged.getSubplan().apply($change);
}

/** `Draft.players` comes from a function with arguments of its own: its order and one more argument are applied to what it answers. */
const playersPlugin: GraphileConfig.Plugin = {
  name: 'DraftPlayersPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      // Cursors name what a row says, and not its place: a place moves with each player who is drafted before it.
      GraphQLObjectType_fields_field(field, _build, { Self, scope: { fieldName } }) {
        const { plan } = field;
        if (Self.name !== 'Draft' || fieldName !== 'players' || !plan) return field;
        const planOrdered: typeof plan = ($draft, given, info) => {
          const $players = plan($draft, given, info);
          changeRows($players, constant(orderPlayers, false));
          return $players;
        };
        return { ...field, plan: planOrdered };
      },
      GraphQLObjectType_fields_field_args(args, { extend, graphql }, { Self, scope: { fieldName } }) {
        if (Self.name !== 'Draft' || fieldName !== 'players') return args;
        const { GraphQLList, GraphQLNonNull, GraphQLString } = graphql;
        const positions = {
          description: 'Only players of at least one of these positions, such as RB and WR.',
          type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
          applyPlan(_$draft: Step, $players: Step, given: FieldArg) {
            changeRows($players, lambda(given.getRaw(), playingOneOf));
          },
        };
        return extend(args, { positions }, 'Several positions at once');
      },
    },
  },
};

export const filterPlugins: readonly GraphileConfig.Plugin[] = [conditionsPlugin, playersPlugin];
