import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { newDraft } from '../support/drafts.ts';
import { startReceiver } from '../support/receiver.ts';
import { newWebhook, withRelay } from '../support/relay.ts';
import { createTestDatabase } from '../support/test_database.ts';

const SETTLED_MS = 12_000;
const SECONDS = 10;

it('an idle relay with an endpoint asks the database less than once a second, so that a worker with a clock keeps to two', async () => {
  const database = await createTestDatabase();
  const receiver = await startReceiver();
  const asked: string[] = [];
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      const { application_name: name = '' } = (
        this as unknown as { connectionParameters: { application_name?: string } }
      ).connectionParameters;
      if (/ (relay|events)$/.test(name)) asked.push(JSON.stringify(args[0])?.slice(0, 80) ?? '');
      return query.apply(this, args);
    },
  });
  try {
    await newDraft(database.pool);
    await newWebhook(database.pool, receiver.url, null);
    await withRelay(database, async () => {
      await sleep(SETTLED_MS);
      asked.length = 0;
      await sleep(SECONDS * 1_000);
      expect(asked.length / SECONDS, asked.join('\n')).toBeLessThan(0.8);
      expect(asked.length).toBeGreaterThan(0);
    });
  } finally {
    Object.assign(pg.Client.prototype, { query });
    await receiver.stop();
    await database.drop();
  }
});
