import { LIST_TYPES, type PgWhereConditionSpec, sqlValueWithCodec, TYPES } from 'postgraphile/@dataplan/pg';
import { parse } from 'postgraphile/graphql';
import type { SQL } from 'postgraphile/pg-sql2';
import { extendSchema, gql } from 'postgraphile/utils';
import {
  foldedNameContains,
  haveInCommon,
  isOneOf,
  isPutAway,
  nameContains,
} from '../../database/fragments.ts';
import { plainPosition } from '../../draft/positions.ts';
import { ServiceError } from '../../service_errors.ts';

/** What has a name, and the column to search in. */
const NAMED = {
  Draft: 'name',
  League: 'name',
  Player: 'folded_name',
  PlayerPool: 'name',
  Ranking: 'name',
  Source: 'name',
  Team: 'name',
} as const;

const filtersSdl = gql`
  extend input DraftCondition {
    """
    Only drafts in one of these states.
    """
    states: [DraftState!]
  }

  extend input PlayerCondition {
    """
    Only players of at least one of these positions, such as RB and WR. One that the pool lacks has no players; one that is
    none anywhere is refused, as a mistyped one would look as if all were taken.
    """
    positions: [String!]
  }
`;

/** The search of each type that has names. */
const searchSdl = parse(
  Object.keys(NAMED)
    .map(
      (type) => `
        extend input ${type}Condition {
          """
          Only those whose name contains this, in upper or lower case and with or without accents; all by a text without a letter, a figure or
          a picture.
          """
          search: String
        }`,
    )
    .join('\n'),
);

/** Rows that are being selected. */
export type Rows = { readonly alias: SQL; where(condition: PgWhereConditionSpec<string>): void };
/** Filters beyond "equal to": of states, by a part of a name, of several positions. Nothing is filtered by null. */
export const conditionsPlugin: GraphileConfig.Plugin = extendSchema(() => {
  const others: Partial<Record<keyof typeof NAMED, object>> = {
    Draft: { states: (rows: Rows, states: unknown) => inOneOf(rows, states, 'condition.states') },
    Player: { positions: (rows: Rows, listed: unknown) => playOneOf(rows, listed, 'condition.positions') },
  };
  const types = Object.keys(NAMED) as (keyof typeof NAMED)[];
  const conditions = types.map((type) => {
    const search = (rows: Rows, text: unknown) => searchIn(rows, NAMED[type], text);
    return [`${type}Condition`, { plans: { search, ...others[type] } }] as const;
  });
  return { typeDefs: [filtersSdl, searchSdl], inputObjects: Object.fromEntries(conditions) };
}, 'DraftConditionsPlugin');

/** Keeps the rows whose name, in a column, contains a text; all where there is none, or nothing in it to search for. */
function searchIn(rows: Rows, attribute: (typeof NAMED)[keyof typeof NAMED], text: unknown): void {
  if (typeof text !== 'string') return;
  const searched = sqlValueWithCodec(text, TYPES.text);
  const contains = attribute === 'folded_name' ? foldedNameContains : nameContains;
  rows.where({ ...{ type: 'attribute', attribute }, callback: (name) => contains(name, searched) });
}

/**
 * Keeps drafts or leagues that were put away (true), or the others: false, and where nothing is said, since a plan is not given the
 * default of an argument. All where that is null.
 */
export function putAway(rows: Rows, archived: unknown, table: 'drafts' | 'leagues'): void {
  if (archived === null) return;
  rows.where(isPutAway(rows.alias, table, archived === true));
}

/** Keeps the drafts in one of some states; all where there is no list. Refuses an empty one under the name of its argument. */
export function inOneOf(rows: Rows, states: unknown, argument: string): void {
  if (!Array.isArray(states)) return;
  refuseEmpty(states, argument);
  const listed = sqlValueWithCodec(states, LIST_TYPES.text);
  rows.where({
    ...{ type: 'attribute', attribute: 'state' },
    callback: (state) => isOneOf(state, listed),
  });
}

/**
 * Keeps the players of at least one of some positions, under any of their names; all where there is no list. Refuses an empty one under
 * the name of its argument.
 */
export function playOneOf(rows: Rows, positions: unknown, argument: string): void {
  if (!Array.isArray(positions)) return;
  refuseEmpty(positions, argument);
  // Pools of drafts that had begun before positions had one name keep what they were imported with.
  const written = positions.flatMap((position: string) => [position, plainPosition(position)]);
  const listed = sqlValueWithCodec(written, LIST_TYPES.text);
  rows.where({
    ...{ type: 'attribute', attribute: 'positions' },
    callback: (played) => haveInCommon(played, listed),
  });
}

/** Nothing is one of none: a list that is empty by mistake would look as if there was nothing to show. */
function refuseEmpty(listed: readonly unknown[], argument: string): void {
  if (listed.length > 0) return;
  throw new ServiceError('INPUT_INVALID', {
    argument,
    problem: 'must name at least one; leave it out for all',
  });
}
