import { jetstream } from '@nats-io/jetstream';
import { describe, expect, it } from 'vitest';
import { createEndpoint } from '../../src/database/endpoints.ts';
import { newDraft } from '../support/drafts.ts';
import { hasNats, Nats } from '../support/nats.ts';
import { eventLog, pick, tryAgainNow, withRelay } from '../support/relay.ts';
import { createTestDatabase } from '../support/test_database.ts';

/** The ids of the messages of the stream, in order. */
async function idsIn(nats: Nats, count: number): Promise<string[]> {
  const connection = await nats.connected();
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
    const nats = await Nats.start();
    try {
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
          await idsIn(nats, 3);
          await nats.kill();
          await pick(database.pool, draft, 4, 6);
          nats.startAgain();
          await pick(database.pool, draft, 7, 8);
          const again = setInterval(() => void tryAgainNow(database.pool).catch(() => undefined), 1_000);
          const [, , ...expected] = (await eventLog(database.pool)).get(draft.draftId) ?? [];
          expect(await idsIn(nats, expected.length)).toEqual(expected);
          clearInterval(again);
        },
        { NATS_URL: nats.url },
      );
    } finally {
      await nats.kill();
      await database.drop();
    }
  });
});
