import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import {
  BestPlayersDocument,
  DraftEventsDocument,
  MakePickDocument,
} from '../../../client/operations.generated.ts';
import { SILENCE_MS } from '../../../src/database/connect.ts';
import { createUser } from '../../../src/database/leagues.ts';
import { type Answer, type Api, ask, codeOf, fieldOf, startApi, tokenFor } from '../../support/api.ts';
import { managerId, newDraft, type TestDraft } from '../../support/drafts.ts';
import { statementsUnderWay, whileLocked } from '../../support/table_lock.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test_database.ts';
import { until, untilWaiting } from '../../support/until.ts';

const WORK = 300;
const HELD_DRAFTS = 30;

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
});
afterAll(async () => {
  await stop(api);
  await database.drop();
});

async function stop({ program }: Api): Promise<void> {
  program.child.kill('SIGTERM');
  await program.ended();
}

const CREATE = 'mutation { createLeague(name: "L", teams: [{ name: "A" }]) { __typename } }';

describe('reads', () => {
  it('of the events of many drafts are one statement, and delay no pick', async () => {
    const { poolId } = await newDraft(database.pool);
    for (let drafts = 1; drafts < HELD_DRAFTS; drafts += 1) await newDraft(database.pool, { poolId });
    const token = await tokenFor(await createUser(database.pool, 'Ann'));
    const query = `{ drafts(first: ${HELD_DRAFTS}) { nodes { id events(first: 1) { draftId version kind } } } }`;
    const [held] = await whileLocked(database.pool, 'draft_events', async () => {
      const answer = ask(api.url, query);
      await untilWaiting(database.pool);
      expect((await ask(api.url, CREATE, {}, token)).errors).toEqual([]);
      expect((await ask(api.url, '{ databaseTime }')).errors).toEqual([]);
      expect(await statementsUnderWay(database.pool)).toBe(1);
      return [answer];
    });
    await held;
    const { data, errors } = await ask(api.url, query);
    expect(errors).toEqual([]);
    const { nodes } = fieldOf<{ nodes: { id: string; events: { draftId: string; version: number }[] }[] }>(
      data,
      'drafts',
    );
    expect(nodes).toHaveLength(HELD_DRAFTS);
    for (const { id, events } of nodes) expect(events).toMatchObject([{ draftId: id, version: 1 }]);
  });

  it('of the events of one draft begin where they are asked to, under each alias', async () => {
    const { draftId } = await newDraft(database.pool);
    const { data, errors } = await ask(
      api.url,
      `query ($d: UUID!, $n: Int!) { draft(id: $d) { all: events { version } one: events(first: $n) { version } later: events(after: 1) { version } } }`,
      { d: draftId, n: 1 },
    );
    expect(errors).toEqual([]);
    const { all, one, later } = fieldOf<Record<string, { version: number }[]>>(data, 'draft');
    expect(one).toEqual([{ version: 1 }]);
    expect(all?.slice(1)).toEqual(later);
    expect(all?.length).toBeGreaterThan(1);
  });

  it.each([
    ['one person', 3],
    ['all strangers of an address, of what nobody knows,', 2],
  ])('of %s run %i at once; others do not wait for them', async (who, atOnce) => {
    const [ann, bob] = await Promise.all(
      ['Ann', 'Bob'].map(async (name) => tokenFor(await createUser(database.pool, name))),
    );
    const held = await whileLocked(database.pool, 'player_pools', async () => {
      const answers = Array.from({ length: 20 }, () =>
        ask(
          api.url,
          '{ playerPools(first: 1) { nodes { id } } }',
          {},
          who === 'one person' ? ann : undefined,
        ),
      );
      await until(async () => ((await statementsUnderWay(database.pool)) >= atOnce ? true : undefined));
      // Another person at the same address.
      expect((await ask(api.url, '{ drafts(first: 1) { nodes { id } } }', {}, bob)).errors).toEqual([]);
      expect((await ask(api.url, CREATE, {}, bob)).errors).toEqual([]);
      expect(await statementsUnderWay(database.pool)).toBe(atOnce);
      return [answers];
    });
    await Promise.all(held.flat());
  });

  it('are cancelled in the database when their client is gone', async () => {
    const agent = new Agent();
    await whileLocked(database.pool, 'player_pools', async () => {
      const asking = request(`${api.url}/graphql`, {
        ...{ method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      });
      asking.on('error', () => undefined);
      asking.end(JSON.stringify({ query: '{ playerPools(first: 2) { nodes { id } } }' }));
      await untilWaiting(database.pool);
      asking.destroy();
      // Before the statement would be given up by itself.
      await expect
        .poll(() => statementsUnderWay(database.pool), { timeout: SILENCE_MS / 2, interval: 10 })
        .toBe(0);
    });
    expect((await ask(api.url, '{ playerPools(first: 2) { nodes { id } } }')).errors).toEqual([]);
  });
});

describe('work', () => {
  let own: Api;
  beforeAll(async () => {
    own = await startApi(database.url, {
      WORK_PER_PERSON: String(WORK),
      WORK_PER_ADDRESS: String(WORK * 100),
      TRUSTED_PROXIES: 'loopback',
    });
  });
  afterAll(() => stop(own));

  const from = (address: string, query: string, variables: object = {}, token?: string) =>
    fetch(`${own.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': address,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
  const READ = '{ databaseTime }';

  /** Asks until it is refused; answers the refusal. */
  async function spend(address: string, token?: string): Promise<Response> {
    for (;;) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => from(address, READ, {}, token)));
      const refused = answers.find(({ status }) => status === 429);
      if (refused) return refused;
    }
  }

  it('is done for an address until it is spent, and then again; for others meanwhile', async () => {
    const refused = await spend('203.0.113.1');
    const { errors } = (await refused.json()) as Pick<Answer, 'errors'>;
    expect(errors[0]?.extensions).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      numbers: { what: 'milliseconds of work', limit: WORK },
    });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect((await from('203.0.113.2', READ)).status).toBe(200);
    // Who signs in at the same address has a budget of their own.
    const token = await tokenFor(await createUser(database.pool, 'Cid'));
    expect((await from('203.0.113.1', READ, {}, token)).status).toBe(200);
    await sleep(seconds * 1_000);
    expect((await from('203.0.113.1', READ)).status).toBe(200);
  }, 30_000);

  it('that is spent does not keep anybody from picking with our own client', async () => {
    const draft = await newDraft(database.pool);
    const token = await tokenFor(managerId(draft, 1));
    const pick = () =>
      from(
        '203.0.113.3',
        MakePickDocument.toString(),
        { draftId: draft.draftId, pickNumber: 1, playerId: draft.players[0] },
        token,
      );
    expect(await (await pick()).json()).toMatchObject({ data: { makePick: { repeated: false } } });
    await spend('203.0.113.3', token);
    expect(await (await pick()).json()).toMatchObject({ data: { makePick: { repeated: true } } });
    const variables = { draftId: draft.draftId, first: 1 };
    expect((await from('203.0.113.3', BestPlayersDocument.toString(), variables, token)).status).toBe(429);
  }, 30_000);
});

describe('work for changes', () => {
  const OF_READS = 6_000;
  let own: Api;
  let draft: TestDraft;
  let token: string;
  const names = Array.from({ length: 100_000 }, (_, text) => `a${text}`);
  beforeAll(async () => {
    own = await startApi(database.url, {
      WORK_PER_PERSON: String(OF_READS),
      WORK_PER_ADDRESS: String(OF_READS),
    });
    draft = await newDraft(database.pool);
    token = await tokenFor(managerId(draft, 1));
  });
  afterAll(() => stop(own));

  /** Spends what may be read, by statements that wait: as much as that however fast the machine is. */
  async function spendReads(): Promise<void> {
    const waiting = await whileLocked(database.pool, 'player_pools', async () => {
      const asked = [1, 2, 3].map(() => ask(own.url, '{ playerPools(first: 3) { totalCount } }', {}, token));
      await until(async () => ((await statementsUnderWay(database.pool)) >= 3 ? true : undefined));
      await sleep(OF_READS / 3 + 100);
      return [asked];
    });
    await Promise.all(waiting.flat());
  }

  it('is paid for apart from reads: whoever has spent those picks with a mutation of their own', async () => {
    await spendReads();
    const [playerId] = draft.players;
    const picks = (name: string) => `# a front end's own
      fragment P on Pick { id player { id name } }
      mutation ${name}($d: UUID!, $p: ID!) { makePick(draftId: $d, pickNumber: 1, playerId: $p) { repeated pick { ...P } } }`;
    for (const [name, repeated] of [
      ['Mine', false],
      ['Again', true],
    ] as const) {
      const { data, errors } = await ask(
        own.url,
        picks(name),
        { d: draft.draftId, p: String(playerId) },
        token,
      );
      expect(errors).toEqual([]);
      expect(data).toMatchObject({ makePick: { repeated, pick: { player: { id: String(playerId) } } } });
    }
    // The reads wait all the same, also beside a mutation.
    for (const query of ['{ databaseTime }', 'query A { databaseTime } mutation B { __typename }'])
      expect(codeOf(await ask(own.url, query, {}, token))).toBe('TOO_MANY_REQUESTS');
  }, 60_000);

  it('ends as well: texts of mutations that are always new are refused', async () => {
    const small = await startApi(database.url, { WORK_PER_PERSON: '80', WORK_PER_ADDRESS: '80' });
    const next = () =>
      ask(small.url, `mutation { ${names.pop()}: __typename ${'b: __typename '.repeat(1_000)} }`, {}, token);
    for (;;) {
      const answers = await Promise.all(Array.from({ length: 10 }, next));
      const refused = answers.find(({ errors }) => errors[0]?.extensions?.code === 'TOO_MANY_REQUESTS');
      if (!refused) continue;
      expect(refused.errors[0]?.extensions?.numbers).toMatchObject({
        what: 'milliseconds of work',
        limit: 20,
      });
      break;
    }
    await stop(small);
  }, 60_000);
});

describe('a budget that is spent while a query is answered', () => {
  const HELD_MS = 1_100;
  const REFUSED = {
    code: 'TOO_MANY_REQUESTS',
    numbers: expect.objectContaining({ seconds: expect.any(Number) }),
    retryAfter: expect.any(Number),
  };

  async function asking({ url }: Api, query: string, accept: string) {
    const token = await tokenFor(await createUser(database.pool, 'Eve'));
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const { data, errors = [] } = (await response.json()) as Partial<Answer>;
    const told = errors.map(({ extensions }) => extensions as unknown as { retryAfter?: number });
    return { data, told, status: response.status, retryAfter: response.headers.get('retry-after') };
  }

  it('is told beside the rest of the answer, and in its head', async () => {
    const own = await startApi(database.url, { WORK_PER_PERSON: '1000', WORK_PER_ADDRESS: '100000' });
    const { draftId } = await newDraft(database.pool);
    const query = `{ draft(id: "${draftId}") { id events(first: 1) { kind } } }`;
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const [asked] = await whileLocked(database.pool, 'drafts', async () => {
        const asked = asking(own, query, accept);
        // What the first statement waits for is paid for; the events are read after it.
        await untilWaiting(database.pool);
        await sleep(HELD_MS);
        return [asked];
      });
      const { data, told, status, retryAfter } = await (asked as ReturnType<typeof asking>);
      expect([status, data, told]).toEqual([200, { draft: null }, [REFUSED]]);
      expect(Number(retryAfter)).toBe(told[0]?.retryAfter);
    }
    await stop(own);
  }, 60_000);

  it('before it is answered at all refuses the request, with its status', async () => {
    const own = await startApi(database.url, { WORK_PER_PERSON: '1', WORK_PER_ADDRESS: '100000' });
    // Parsing and validating it takes several times the budget, on any machine.
    const query = `{ ${Array.from({ length: 10 }, (_, i) => `a${i}: drafts(first: 1) { nodes { ${'b: id '.repeat(20)} } }`).join(' ')} }`;
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { data, told, status, retryAfter } = await asking(
        own,
        query.replace('a0', `c${accept.length}`),
        accept,
      );
      expect([status, data, told]).toEqual([429, undefined, [REFUSED]]);
      expect(Number(retryAfter)).toBe(told[0]?.retryAfter);
    }
    await stop(own);
  }, 60_000);
});

describe('a budget that is spent while a mutation is done', () => {
  it('refuses nothing of its answer, and the next one before it does anything', async () => {
    // A quarter of it is for changes.
    const own = await startApi(database.url, { WORK_PER_PERSON: '4000', WORK_PER_ADDRESS: '400000' });
    const { leagueId, commissioner } = await newDraft(database.pool);
    const token = await tokenFor(commissioner.kind === 'USER' ? (commissioner.userId ?? '') : '');
    const rename = (name: string, selected: string) =>
      ask(
        own.url,
        `mutation { renameLeague(leagueId: "${leagueId}", name: "${name}") { league { name ${selected} } } }`,
        {},
        token,
      );
    const [renamed] = await whileLocked(database.pool, 'player_pools', async () => {
      const asked = rename(
        'Done',
        'drafts(first: 1) { nodes { pool { name } events(first: 1) { version } } }',
      );
      // What its first read waits for is paid for; the events are read after it.
      await untilWaiting(database.pool);
      await sleep(1_100);
      return [asked];
    });
    const { data, errors } = await (renamed as ReturnType<typeof ask>);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      renameLeague: { league: { name: 'Done', drafts: { nodes: [{ events: [{ version: 1 }] }] } } },
    });
    expect(codeOf(await rename('Not done', ''))).toBe('TOO_MANY_REQUESTS');
    const { rows } = await database.pool.query('select name from app_public.leagues where id = $1', [
      leagueId,
    ]);
    expect(rows).toEqual([{ name: 'Done' }]);
    await stop(own);
  }, 60_000);
});

describe('a subscription that is not one of our own client', () => {
  it('ends with a reason when its budget is spent; that of our own client goes on', async () => {
    const own = await startApi(database.url, {
      WORK_PER_PERSON: String(WORK),
      WORK_PER_ADDRESS: String(WORK),
    });
    const draft = await newDraft(database.pool, { teams: 4, rounds: 3 });
    const { draftId } = draft;
    const socket = createClient({
      url: `${own.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const events: number[] = [];
    const versionOf = ({ data }: { data?: unknown }) =>
      events.push((data as { draftEvents: { version: number } }).draftEvents.version);
    const follow = (query: string, next: (result: { data?: unknown; errors?: unknown }) => void) =>
      new Promise<unknown>((resolve) => {
        const variables = { draftId, after: 0 };
        socket.subscribe(
          { query, variables },
          {
            next: (result) => (result.errors ? resolve(result.errors) : next(result)),
            error: resolve,
            complete: () => undefined,
          },
        );
      });
    void follow(DraftEventsDocument.toString(), versionOf);
    const strangers = follow(
      'subscription ($draftId: UUID!, $after: Int) { draftEvents(draftId: $draftId, after: $after) { mine: version } }',
      () => undefined,
    );
    await until(async () => (events.length > 0 ? true : undefined));
    const before = events.length;
    for (let spent = false; !spent; ) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask(own.url, '{ databaseTime }')));
      spent = answers.some(({ status }) => status === 429);
    }
    const token = await tokenFor(managerId(draft, 1));
    const variables = { draftId, pickNumber: 1, playerId: draft.players[0] };
    expect((await ask(own.url, MakePickDocument.toString(), variables, token)).errors).toEqual([]);
    expect(JSON.stringify(await strangers)).toContain('TOO_MANY_REQUESTS');
    await until(async () => (events.length > before ? true : undefined));
    await socket.dispose();
    await stop(own);
  }, 30_000);
});

describe('with VISITOR_QUERIES=known', () => {
  it('who is not signed in is answered only what the client asks', async () => {
    const own = await startApi(database.url, { VISITOR_QUERIES: 'known' });
    const { draftId } = await newDraft(database.pool);
    const known = await ask(own.url, BestPlayersDocument.toString(), { draftId, first: 1 });
    expect(known.errors).toEqual([]);
    const READ = '{ databaseTime }';
    expect(codeOf(await ask(own.url, READ))).toBe('OPERATION_UNKNOWN');
    const token = await tokenFor(await createUser(database.pool, 'Dot'));
    expect((await ask(own.url, READ, {}, token)).errors).toEqual([]);
    await stop(own);
  });
});
