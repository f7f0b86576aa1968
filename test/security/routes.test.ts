import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { ask, tokenFor } from '../support/api.ts';
import { testService } from '../support/service.ts';
import { until } from '../support/until.ts';

const SRC = join(import.meta.dirname, '..', '..', 'src');
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^(?:api|http)\/.*\.ts$/.test(name))
  .map((name) => ({
    name,
    text: readFileSync(join(SRC, name), 'utf8').replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, ''),
  }));
const filesWith = (pattern: RegExp) =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ name }) => name)
    .sort();

/**
 * Whatever asks for one of the ten connections that picks need, and what in its file bounds it. A file that is not here fails: what strangers
 * may ask for as often as they like belongs on the connections for reads, or into the turns of changes.
 */
const ON_THE_CONNECTIONS_OF_PICKS: Readonly<Record<string, RegExp>> = {
  'api/exports/event_export_route.ts': /requireOperator\(/,
  'api/http_events.ts': /changes\.run\(/,
  // A person of the provider is looked up once.
  'api/identity/identify.ts': /#people\.set\(/,
  'api/identity/invitation_state.ts': /useSecret\(/,
  'api/identity/session_look_up.ts': /MOST_STATEMENTS/,
  // Signing in; and out, once for each session.
  'api/identity/session_routes.ts': /useSecret\(/,
  'api/incoming_route.ts': /changes\.take\(/,
  'api/schema/numbers.ts': /requireOperator\(/,
  'api/schema/service.ts': /requireOperator\(/,
};
/** The mutations all run in the turns of changes. */
const MUTATIONS = /^api\/schema\/mutations\//;
/** What makes the connections, and tells whether they answer. */
const WIRING = ['api/lazy_services.ts'];

/** Whatever answers a path, and where what it reads is bounded. */
const ROUTES: Readonly<Record<string, string>> = {
  'api/exports/event_export_route.ts': 'GET /events.ndjson: of operators',
  'api/exports/export_routes.ts': 'GET /drafts/:id/board.csv: reads, as queries',
  'api/documents_plugin.ts': '/graphql: that subscriptions are not answered there; reads nothing',
  'api/event_schema_routes.ts': 'GET /schemas: reads nothing',
  'api/http_events.ts': 'GET /drafts/:id/events: the hub; a ticket in the turns of changes',
  'api/identity/caller_plugin.ts': 'every path: who asks',
  'api/identity/invitation_state.ts': 'POST /invitation: one secret of an address at a time',
  'api/identity/session_routes.ts': '/session: one secret of an address at a time',
  'api/incoming_route.ts': 'POST /incoming/:id: counted, in the turns of messages',
  'api/answers_plugin.ts': 'every path: how it is answered',
  'api/observed_plugin.ts': 'every path: how long it took',
};

describe('every path of the server', () => {
  it('is known here, with what bounds it', () => {
    expect(filesWith(/\bprocessRequest\b/)).toEqual(Object.keys(ROUTES).sort());
    // Beside those of PostGraphile: health, the pages of the room, and nothing else.
    const server = sources.find(({ name }) => name === 'api/server.ts')?.text ?? '';
    expect([...server.matchAll(/await (\w+(?:\.answer)?)\(path\b/g)].map(([, what]) => what)).toEqual([
      ...['answerHealth', 'room.answer'],
    ]);
  });

  it('takes a connection that picks need only where something bounds that', () => {
    const takers = filesWith(/\bdb\(\)|#db\(\)|\.db\b/).filter(
      (name) => !MUTATIONS.test(name) && !WIRING.includes(name),
    );
    expect(takers).toEqual(Object.keys(ON_THE_CONNECTIONS_OF_PICKS).sort());
    for (const { name, text } of sources) {
      const bound = ON_THE_CONNECTIONS_OF_PICKS[name];
      if (bound) expect(text, name).toMatch(bound);
    }
  });
});

/** Loopback has many addresses on Linux alone. */
const isLinux = process.platform === 'linux';
const { database, api } = testService();
const MANY = 40;

/** Asks for a path from an address of its own; answers the status. */
function askFrom(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${api.url}${path}`, { method, headers, localAddress: '127.0.0.2', agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end(method === 'POST' ? '{}' : undefined);
  });
}

/** How many connections of that name wait for a lock. */
async function waiting(name: string): Promise<number> {
  const { rowCount } = await database.pool.query(
    `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and application_name = $1`,
    [`draft-orchestrator ${name}`],
  );
  return rowCount ?? 0;
}

describe.runIf(isLinux)('many requests of one address that the database does not answer', () => {
  const page = () => askFrom('GET', `/d/${randomUUID()}`);
  // What is wrong with headers alone is refused before anything is asked.
  const signed = { 'webhook-id': 'a', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };
  const message = () =>
    askFrom('POST', `/incoming/${randomUUID()}`, { 'content-type': 'application/json', ...signed });
  const ticket = () => askFrom('GET', `/drafts/${randomUUID()}/events?ticket=${randomUUID()}`);

  it.each([
    ['pages', page, 'app_public.draft_settings', { reads: 2, api: 0 }],
    ['messages of other systems', message, 'app_public.sources', { reads: 0, api: 2 }],
    ['tickets of streams', ticket, 'app_private.event_tickets', { reads: 0, api: 3 }],
  ])('%s leave the connections that picks need to others', async (_what, one, table, most) => {
    const token = await tokenFor(await createUser(database.pool, 'Ann'));
    const holding = await database.pool.connect();
    try {
      await holding.query('begin');
      await holding.query(`lock table ${table} in access exclusive mode`);
      const asked = Promise.all(Array.from({ length: MANY }, one));
      const all = async () => ({ reads: await waiting('reads'), api: await waiting('api') });
      await until(async () => {
        const { reads, api: changes } = await all();
        return reads + changes >= most.reads + most.api || undefined;
      });
      const renamed = await ask(api.url, 'mutation { renameMe(name: "Anna") { name } }', {}, token);
      expect(renamed.errors).toEqual([]);
      // Pages have given up by then, where the machine is busy.
      const { reads, api: changes } = await all();
      expect(reads).toBeLessThanOrEqual(most.reads);
      expect(changes).toBeLessThanOrEqual(most.api);
      await holding.query('rollback');
      const statuses = new Set(await asked);
      expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    } finally {
      await holding.query('rollback');
      holding.release();
    }
  });
});
