import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type Api, ask, startApi } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { metricsOf, untilFollowed } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const SOCKETS = 20;
const ON_EACH = 40;

let database: TestDatabase;
let api: Api;
let metrics: string;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url, { METRICS_PORT: '0' });
  metrics = await metricsOf(api.program);
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  const acknowledged = once(socket, 'message');
  socket.send('{"type":"connection_init"}');
  await acknowledged;
  return socket;
}

describe('a WebSocket that closes with messages on their way', () => {
  it('leaves no subscription behind, whenever the turn of a message comes', async () => {
    const { draftId } = await newDraft(database.pool);
    const payload = { query: `subscription { draftEvents(draftId: "${draftId}") { version } }` };
    for (let round = 0; round < SOCKETS; round += 1) {
      const socket = await openSocket();
      for (let id = 0; id < ON_EACH; id += 1) {
        socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload }));
      }
      socket.close();
      await once(socket, 'close');
    }
    // Behind all of them.
    const { status } = await ask(api.url, '{ databaseTime }');
    expect(status).toBe(200);
    await untilFollowed(metrics, 0);
  });
});
