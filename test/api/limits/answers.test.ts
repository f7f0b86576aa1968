import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createClient } from 'graphql-ws';
import { beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createPlayerPool } from '../../../src/database/players.ts';
import { ask, codeOf, tokenFor } from '../../support/api.ts';
import { newDraft, userIdOf } from '../../support/drafts.ts';
import { NoStream, openStream } from '../../support/http_events.ts';
import { testService } from '../../support/service.ts';

const MOST = 20;
/** Another address of this machine than that of everybody else; Linux alone has many. */
const CROWD = '127.0.0.3';

const { database, api } = testService({ CONNECTIONS_PER_ADDRESS: String(MOST) });
let poolId: string;
beforeAll(async () => {
  const players = Array.from({ length: 500 }, (_, n) => ({
    ...{ rank: n + 1, name: `${n} `.padEnd(100, '字'), positions: ['RB'], proTeam: 'KC', byeWeek: 7 },
  }));
  poolId = await createPlayerPool(database.pool, 'Long names', players);
});

/** About nine million bytes, or half of it, for 500 players. */
function poolQuery(aliases: number): string {
  const names = Array.from({ length: aliases }, (_, n) => `${'a'.repeat(60)}${n}: name`);
  return `{ playerPool(id: "${poolId}") { players(first: 500) { nodes { ${names.join(' ')} } } } }`;
}

/** The code of an operation over a WebSocket, or "data"; the socket answers before and after it. */
async function overWebSocket(query: string): Promise<unknown> {
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
  });
  const run = (text: string) =>
    new Promise<unknown>((resolve, reject) => {
      client.subscribe(
        { query: text },
        {
          next: ({ errors }) => resolve(errors?.[0]?.extensions?.['code'] ?? 'data'),
          error: reject,
          complete: () => undefined,
        },
      );
    });
  const code = await run(query);
  expect(await run('{ databaseTime }')).toBe('data');
  await client.dispose();
  return code;
}

describe('an answer', () => {
  it('is refused when it is too large, over both transports, and the connection stays usable', async () => {
    const refused = await ask(api.url, poolQuery(55));
    expect([refused.status, codeOf(refused)]).toEqual([400, 'ANSWER_TOO_LARGE']);
    expect(await overWebSocket(poolQuery(55))).toBe('ANSWER_TOO_LARGE');
    expect((await ask(api.url, poolQuery(27))).errors).toEqual([]);
    expect(await overWebSocket(poolQuery(27))).toBe('data');
  });

  it('is refused before its rows are read as JSON where these are too many, whatever they were asked for by', async () => {
    const { leagueId, commissioner } = await newDraft(database.pool);
    // What an entry says of the hundred picks that one trade may have.
    await database.pool.query(
      `insert into app_public.audit_entries (at, actor_kind, action, league_id, facts)
       select now(), 'OPERATOR', 'PICKS_TRADED', $1, jsonb_build_object('trades',
              (select jsonb_agg(jsonb_build_object('pickNumber', n, 'fromTeamId', gen_random_uuid(), 'toTeamId', gen_random_uuid()))
                 from generate_series(1, 100) n))
         from generate_series(1, 300)`,
      [leagueId],
    );
    const token = await tokenFor(userIdOf(commissioner) ?? '');
    const entries = (first: number) => `league { auditEntries(first: ${first}) { nodes { facts } } }`;
    const read = (first: number) =>
      ask(api.url, `{ ${entries(first).replace('league', `league(id: "${leagueId}")`)} }`, {}, token);
    expect((await read(100)).errors).toEqual([]);
    const refused = await read(300);
    expect(codeOf(refused)).toBe('ANSWER_TOO_LARGE');
    expect(refused.errors[0]?.extensions?.numbers).toMatchObject({ limit: 2_000_000 });
    const rename = `mutation { renameLeague(leagueId: "${leagueId}", name: "Told") { ${entries(300)} } }`;
    expect(codeOf(await ask(api.url, rename, {}, token))).toBe('ANSWER_TOO_LARGE');
  });
});

/** Status and code of a request for the time, on a connection of its own from that address. */
function timeFrom(localAddress: string): Promise<{ status: number; code?: string }> {
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, localAddress, agent: false };
    const asking = request(`${api.url}/graphql`, options, async (response) => {
      const body = JSON.parse((await response.setEncoding('utf8').toArray()).join(''));
      const code = body.errors?.[0].extensions.code;
      resolve({ status: response.statusCode ?? 0, ...(code ? { code } : {}) });
    });
    asking.on('error', reject);
    asking.end(JSON.stringify({ query: '{ databaseTime }' }));
  });
}

/** A connection from the crowd that says nothing. */
async function silentConnection(): Promise<Socket> {
  const { port, hostname } = new URL(api.url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: CROWD });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

describe.runIf(process.platform === 'linux')('connections of one address', () => {
  it('are counted before they send anything; those above the limit get a refusal, and others are not delayed', async () => {
    const silent = await Promise.all(Array.from({ length: MOST }, silentConnection));
    // A connection that asks may be taken before one that is silent, which is then refused: there has to be one more.
    const askBesideOneMore = async () => {
      silent.push(await silentConnection());
      return timeFrom(CROWD);
    };
    await expect
      .poll(askBesideOneMore, { timeout: 30_000 })
      .toEqual({ status: 429, code: 'TOO_MANY_CONNECTIONS' });
    expect(await timeFrom('127.0.0.1')).toEqual({ status: 200 });
    const refused = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      localAddress: CROWD,
    });
    const [, { statusCode }] = await once(refused, 'unexpected-response');
    expect(statusCode).toBe(429);
    refused.on('error', () => undefined).terminate();
    for (const socket of silent) socket.destroy();
    await expect.poll(() => timeFrom(CROWD), { timeout: 30_000 }).toEqual({ status: 200 });
  });

  it('carry no more streams of people who are not signed in than there may be connections', async () => {
    const { draftId } = await newDraft(database.pool);
    const client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const query = `subscription { draftEvents(draftId: "${draftId}", after: 0) { version } }`;
    const follow = () =>
      new Promise<string>((resolve, reject) => {
        const tell = (errors: unknown) =>
          resolve(
            JSON.stringify(errors).includes('TOO_MANY_CONNECTIONS') ? 'refused' : JSON.stringify(errors),
          );
        client.subscribe(
          { query },
          {
            next: ({ errors }) => (errors ? tell(errors) : resolve('follows')),
            error: (error) => (Array.isArray(error) ? tell(error) : reject(error)),
            complete: () => undefined,
          },
        );
      });
    const followed: string[] = [];
    for (let n = 0; n < MOST + 3; n += 1) followed.push(await follow());
    expect(followed).toEqual([...Array(MOST).fill('follows'), 'refused', 'refused', 'refused']);
    const events = `${api.url}/drafts/${draftId}/events`;
    const stream = await openStream(events).catch((error: unknown) => error);
    expect(stream).toBeInstanceOf(NoStream);
    expect(stream).toMatchObject({ status: 429, code: 'TOO_MANY_CONNECTIONS' });
    await client.dispose();
    await expect
      .poll(() => openStream(events).then(({ stop }) => stop(), String), { timeout: 30_000 })
      .toBeUndefined();
  });
});
