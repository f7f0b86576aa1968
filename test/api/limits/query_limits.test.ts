import { createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { ask, fieldOf } from '../../support/api.ts';
import { newDraft, openRoster } from '../../support/drafts.ts';
import { testService } from '../../support/service.ts';

const { database, api } = testService();

const many = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');

/** drafts { nodes { league { drafts { nodes { league … */
function deep(levels: number): string {
  return levels === 0 ? 'id' : `league { drafts(first: 1) { nodes { ${deep(levels - 1)} } } }`;
}

/** Fragments of which each spreads the next one twice: 2^30 fields, in 2 kB. */
const EXPONENTIAL = `{ playerPools(first: 1) { nodes { ...F0 } } } ${many(
  30,
  (n) => `fragment F${n} on PlayerPool { ...F${n + 1} a: __typename ...F${n + 1} }`,
)} fragment F30 on PlayerPool { id name }`;

const TOO_LARGE: readonly [what: string, query: string][] = [
  ['depth', `{ drafts(first: 1) { nodes { ${deep(5)} } } }`],
  ['fields', `{ playerPools(first: 1) { nodes { ${many(600, () => 'id')} } } }`],
  ['fields', EXPONENTIAL],
  ['aliases', `{ playerPools(first: 1) { nodes { ${many(300, (n) => `a${n}: id`)} } } }`],
  ['directives', `{ databaseTime ${many(20, () => '@include(if: true)')} }`],
  ['rootFields', `{ ${many(30, (n) => `t${n}: databaseTime`)} }`],
  [
    'rootFields',
    `{ ...A } fragment A on Query { ...B ...C } fragment B on Query { ${many(15, (n) => `b${n}: databaseTime`)} } fragment C on Query { ${many(15, (n) => `c${n}: databaseTime`)} }`,
  ],
  ['rows', '{ drafts(first: 100) { nodes { board { round } } } }'],
  ['rows', '{ playerPools { nodes { drafts { nodes { picks { nodes { id: pickNumber } } } } } } }'],
  [
    'rows',
    'query ($n: Int) { drafts(first: 500) { nodes { picks(first: $n) { nodes { round } } slots { nodes { slot } } } } }',
  ],
  ['nameLength', `{ ${'a'.repeat(65)}: databaseTime }`],
  ['tokens', `{ ${many(10_000, () => 'databaseTime')} }`],
  ['brackets', '{a'.repeat(60_000)],
  ['brackets', `{ draft(id: ${'['.repeat(60_000)}`],
];

/** The first error of a query over a WebSocket; the socket is open before and after it. */
async function overWebSocket(
  query: string,
): Promise<{ code: unknown; numbers: { what?: string } } | undefined> {
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
  });
  const run = (text: string) =>
    new Promise<{ extensions?: unknown }[] | undefined>((resolve, reject) => {
      client.subscribe(
        { query: text },
        {
          next: ({ errors }) => resolve(errors as { extensions?: unknown }[] | undefined),
          error: (error) => (Array.isArray(error) ? resolve(error) : reject(error)),
          complete: () => undefined,
        },
      );
    });
  const errors = await run(query);
  expect(await run('{ databaseTime }')).toBeUndefined();
  await client.dispose();
  return errors?.[0]?.extensions as { code: unknown; numbers: { what?: string } } | undefined;
}

describe('a query that asks for too much', () => {
  it.each(TOO_LARGE)('is refused for its %s, over both transports (%#)', async (what, query) => {
    const answer = await ask(api.url, query);
    expect(answer.status).toBe(400);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_LARGE', numbers: { what } });
    expect(await overWebSocket(query)).toMatchObject({ code: 'QUERY_TOO_LARGE', numbers: { what } });
  });

  it('is refused in a short answer that reveals nothing of the schema', async () => {
    const nonsense = await ask(api.url, `{ ${many(9_000, (n) => `databaseTim${n}`)} }`);
    expect(nonsense.status).toBe(400);
    expect(JSON.stringify(nonsense).length).toBeLessThan(20_000);
    const guess = await ask(api.url, '{ databaseTim }');
    expect(guess.errors[0]?.message).toMatch(/Cannot query field "databaseTim" on type "Query"\.$/);
    const schema = await ask(api.url, '{ __schema { types { name } } }');
    expect(schema.errors[0]?.message).toMatch(/does not tell its schema/);
  });

  it('is refused where a fragment spreads itself', async () => {
    const cyclic =
      '{ playerPools(first: 1) { nodes { ...A } } } fragment A on PlayerPool { id ...B } fragment B on PlayerPool { ...A }';
    const answer = await ask(api.url, cyclic);
    expect([answer.status, answer.errors.length > 0]).toEqual([400, true]);
  });

  it('is refused where it is larger than a request may be', async () => {
    const answer = await ask(api.url, `{ databaseTime } # ${'x'.repeat(1_000_000)}`);
    expect([answer.status, answer.errors.length]).toEqual([413, 1]);
    // What a request may have besides is for its variables.
    const { errors } = await ask(api.url, `{ databaseTime } # ${'x'.repeat(200_000)}`);
    expect(errors[0]?.extensions).toMatchObject({
      ...{ code: 'QUERY_TOO_LARGE', numbers: { what: 'characters', limit: 200_000 } },
    });
  });
});

describe('a page', () => {
  const PLAYERS =
    'query ($f: Int, $l: Int, $o: Int) { playerPools { nodes { players(first: $f, last: $l, offset: $o) { nodes { id } } } } }';

  it.each([
    [{ f: 100_000 }, 'first'],
    [{ f: -1 }, 'first'],
    [{ l: 501 }, 'last'],
    [{ f: 1, o: 10_001 }, 'offset'],
    [{ f: 1, o: -1 }, 'offset'],
  ])('is refused with %o', async (variables, argument) => {
    await newDraft(database.pool, { poolSize: 20 });
    const answer = await ask(api.url, PLAYERS, variables);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'INPUT_INVALID', numbers: { argument } });
  });

  it('has as many rows as were asked for, and 500 without an argument', async () => {
    const { poolId } = await newDraft(database.pool, { poolSize: 600 });
    const query = (page: string) =>
      `query ($p: UUID!) { playerPool(id: $p) { players${page} { nodes { rank } pageInfo { hasNextPage hasPreviousPage } totalCount } } }`;
    const ranks = async (page: string) => {
      const { data, errors } = await ask(api.url, query(page), { p: poolId });
      expect(errors, page).toEqual([]);
      const { players } = fieldOf<{
        players: {
          nodes: { rank: number }[];
          totalCount: number;
          pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
        };
      }>(data, 'playerPool');
      expect(players.totalCount).toBe(600);
      return [
        players.nodes.length,
        players.nodes[0]?.rank,
        players.pageInfo.hasNextPage,
        players.pageInfo.hasPreviousPage,
      ];
    };
    expect(await ranks('(orderBy: RANK_ASC)')).toEqual([500, 1, true, false]);
    expect(await ranks('(orderBy: RANK_ASC, first: 3)')).toEqual([3, 1, true, false]);
    expect(await ranks('(orderBy: RANK_ASC, last: 3)')).toEqual([3, 598, false, true]);
    expect(await ranks('(orderBy: RANK_ASC, first: 3, offset: 599)')).toEqual([1, 600, false, true]);
    expect(await ranks('(orderBy: RANK_ASC, first: null)')).toEqual([500, 1, true, false]);
  });

  it('of a board is the whole of it', async () => {
    const { draftId } = await newDraft(database.pool, {
      teams: 16,
      rounds: 40,
      poolSize: 640,
      rosterSlots: openRoster(40),
    });
    const { data, errors } = await ask(
      api.url,
      'query ($d: UUID!) { draft(id: $d) { picks { nodes { round } } slots { nodes { slot } } } }',
      { d: draftId },
    );
    expect(errors).toEqual([]);
    const { picks, slots } = fieldOf<Record<'picks' | 'slots', { nodes: unknown[] }>>(data, 'draft');
    expect([picks.nodes.length, slots.nodes.length]).toEqual([640, 16]);
  });
});
