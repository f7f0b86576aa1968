import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { ask, tokenFor } from '../support/api.ts';
import { type EveryList, fillEveryList } from '../support/every_list.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService({ REQUESTS_PER_SECOND: '10000' });
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

let filled: EveryList;
let token: string;
beforeAll(async () => {
  filled = await fillEveryList(database.pool);
  token = await tokenFor(filled.viewerId, { isOperator: true });
});

/** A list that can be asked for in an order. */
interface List {
  /** Its type and its field, such as `League.teams`. */
  readonly name: string;
  readonly type: string;
  readonly field: string;
  /** The type of its rows. */
  readonly rows: string;
  /** The enum of its orders, and its values. */
  readonly orderBy: string;
  readonly orders: readonly string[];
  /** The fields of its rows by which it is ordered and which may have no value. */
  readonly nullable: readonly string[];
}

function listOf({ name: type }: GraphQLObjectType, field: GraphQLField<unknown, unknown>): List[] {
  const order = getNamedType(field.args.find(({ name }) => name === 'orderBy')?.type);
  if (!isEnumType(order)) return [];
  const rows = schema.getType(String(getNamedType(field.type)).replace(/Connection$/, ''));
  if (!isObjectType(rows)) throw new Error(`${type}.${field.name} has no rows`);
  const orders = order.getValues().map(({ name }) => name);
  const columns = orders.map((name) =>
    name
      .replace(/_ASC$/, '')
      .toLowerCase()
      .replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
  );
  const nullable = columns.filter((column) => {
    const columnType = rows.getFields()[column]?.type;
    return columnType !== undefined && !isNonNullType(columnType);
  });
  const name = `${type}.${field.name}`;
  return [{ name, type, field: field.name, rows: rows.name, orderBy: order.name, orders, nullable }];
}

const LISTS = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap((type) => Object.values(type.getFields()).flatMap((field) => listOf(type, field)));

interface Page {
  readonly edges: readonly { cursor: string; node: Record<string, unknown> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
}

/** A page of a list; `page`: its arguments. */
async function read(list: List, order: string, page: Record<string, unknown>): Promise<Page> {
  const { type, field, orderBy, nullable } = list;
  const declared = `$orderBy: [${orderBy}!], $first: Int, $last: Int, $after: Cursor, $before: Cursor`;
  const given = 'orderBy: $orderBy, first: $first, last: $last, after: $after, before: $before';
  const rows = `${field}(${given}) {
    edges { cursor node { id ${nullable.join(' ')} } } pageInfo { hasNextPage hasPreviousPage }
  }`;
  const root = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const id = filled.roots[root];
  if (type !== 'Query' && id === undefined) throw new Error(`Nothing has the list ${list.name}`);
  const selected = type === 'Query' ? rows : `${root}(id: "${id}") { ${rows} }`;
  const variables = { orderBy: [order], ...page };
  const { data, errors } = await ask(api.url, `query (${declared}) { ${selected} }`, variables, token);
  expect(errors, `${list.name} ${JSON.stringify(variables)}`).toEqual([]);
  const within = (type === 'Query' ? data : data?.[root]) as Record<string, Page>;
  const found = within[field];
  if (!found) throw new Error(`${list.name} was not answered`);
  return found;
}

const idsOf = ({ edges }: Page) => edges.map(({ node }) => String(node['id']));

/** The ids of all rows in their order, read one by one from the first or from the last. */
async function readOneByOne(
  list: List,
  order: string,
  from: 'first' | 'last',
  most: number,
): Promise<string[]> {
  const ids: string[] = [];
  let isThereMore = true;
  let place: Record<string, unknown> = {};
  // One more than there are: a list that repeats rows may have no end.
  while (isThereMore && ids.length <= most) {
    const page = await read(list, order, { [from]: 1, ...place });
    ids.push(...idsOf(page));
    const cursor = page.edges[0]?.cursor;
    place = from === 'first' ? { after: cursor } : { before: cursor };
    const { hasNextPage, hasPreviousPage } = page.pageInfo;
    isThereMore = cursor !== undefined && (from === 'first' ? hasNextPage : hasPreviousPage);
  }
  return from === 'first' ? ids : ids.toReversed();
}

describe('the pages of a list', () => {
  it.each(LISTS)('$name have every row once, in every order, forwards and backwards', async (list) => {
    for (const order of list.orders) {
      const all = idsOf(await read(list, order, { first: 100 }));
      expect(new Set(all).size, order).toBe(all.length);
      expect(all.length, order).toBeGreaterThan(2);
      for (const from of ['first', 'last'] as const)
        expect(await readOneByOne(list, order, from, all.length), `${order} from the ${from}`).toEqual(all);
    }
  });

  it('are tried with rows with and without a value, of each column that may have none', async () => {
    const found = new Map<string, Set<boolean>>();
    for (const list of LISTS) {
      const { edges } = await read(list, 'NATURAL', { first: 100 });
      for (const column of list.nullable) {
        const kinds = found.get(`${list.rows}.${column}`) ?? new Set();
        found.set(`${list.rows}.${column}`, kinds);
        for (const { node } of edges) kinds.add(node[column] === null);
      }
    }
    expect(found.size).toBeGreaterThan(8);
    for (const [column, kinds] of found) expect([column, kinds.size]).toEqual([column, 2]);
  });
});
