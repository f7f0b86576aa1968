import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { createEndpoint } from '../../src/database/endpoints.ts';
import { Program } from '../../src/processes/program.ts';
import { newDraft } from '../support/drafts.ts';
import { eventLog, pick, tryAgainNow, withRelay } from '../support/relay.ts';
import { createTestDatabase } from '../support/test_database.ts';

/** Debian's nats-server; without one there is nothing to test against. */
const hasNats = (() => {
  try {
    execFileSync('nats-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function startNats(port: number, folder: string): Program {
  const args = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder];
  return new Program({ executable: 'nats-server', args });
}

async function connected(url: string): Promise<NatsConnection> {
  for (;;) {
    const connection = await connect({ servers: url, timeout: 1_000 }).catch(() => null);
    if (connection) return connection;
    await sleep(50);
  }
}

/** The ids of the messages of the stream, in order. */
async function idsIn(url: string, count: number): Promise<string[]> {
  const connection = await connected(url);
  const consumer = await jetstream(connection).consumers.get('EVENTS');
  const ids: string[] = [];
  for await (const message of await consumer.consume()) {
    ids.push(String(message.json<{ id: string }>().id));
    if (ids.length === count) break;
  }
  await connection.close();
  return ids;
}

describe.skipIf(!hasNats)('a stream of NATS', () => {
  it('gets each event once and in order, though NATS is killed and started again meanwhile', async () => {
    const database = await createTestDatabase();
    const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'nats-'))];
    const url = `nats://127.0.0.1:${port}`;
    let nats = startNats(port, folder);
    try {
      const manager = await connected(url);
      await (await jetstreamManager(manager)).streams.add({ name: 'EVENTS', subjects: ['events.>'] });
      await manager.close();
      const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
      const operator = { kind: 'OPERATOR', userId: null } as const;
      await createEndpoint(
        database.pool,
        { leagueId: draft.leagueId, kind: 'NATS', address: 'events', target: 'events', secret: null },
        operator,
      );
      await withRelay(
        database,
        async () => {
          await pick(database.pool, draft, 1, 3);
          await idsIn(url, 3);
          await nats.kill();
          await pick(database.pool, draft, 4, 6);
          nats = startNats(port, folder);
          await pick(database.pool, draft, 7, 8);
          const again = setInterval(() => void tryAgainNow(database.pool).catch(() => undefined), 1_000);
          const [, , ...expected] = (await eventLog(database.pool)).get(draft.draftId) ?? [];
          expect(await idsIn(url, expected.length)).toEqual(expected);
          clearInterval(again);
        },
        { NATS_URL: url },
      );
    } finally {
      await nats.kill();
      await database.drop();
    }
  });
});
