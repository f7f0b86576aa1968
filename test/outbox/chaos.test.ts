import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Program } from '../../src/processes/program.ts';
import { newDraft } from '../support/drafts.ts';
import { startProgram } from '../support/processes.ts';
import { eventLog, newWebhook, pick, WEBHOOK_SECRET } from '../support/relay.ts';
import { createTestDatabase } from '../support/test_database.ts';

/** Longer by hand: `RELAY_CHAOS_SECONDS=600 npx vitest run test/outbox/chaos.test.ts`. */
const SECONDS = Number(process.env['RELAY_CHAOS_SECONDS'] ?? 6);
const DRAFTS = 4;
const CAUGHT_UP_WITHIN_MS = 150_000;

it(
  'a consumer and relays that are killed at any moment end with exactly the event log, in order, each event once',
  async () => {
    const database = await createTestDatabase();
    const file = join(mkdtempSync(join(tmpdir(), 'consumer-')), 'events.ndjson');
    const startRelay = () =>
      startProgram(['src/main.ts', 'worker', '--only', 'relay'], {
        DATABASE_URL: database.url,
        ENDPOINT_NETWORKS: '127.0.0.0/8',
      });
    const startConsumer = (port: string) =>
      startProgram(['examples/consumer.ts'], { WEBHOOK_SECRET, FILE: file, PORT: port });
    let consumer: Program = startConsumer('0');
    await consumer.untilSaid(/listening on/);
    const port = /listening on (\d+)/.exec(consumer.said())?.[1] ?? '';
    const relays = [startRelay(), startRelay()];
    try {
      await newWebhook(database.pool, `http://127.0.0.1:${port}/`, null);
      const endsAt = performance.now() + SECONDS * 1_000;
      let kills = 0;
      const killing = (async () => {
        while (performance.now() < endsAt) {
          await sleep(500 + Math.random() * 1_500);
          const victim = Math.floor(Math.random() * 3);
          const killed = victim === 2 ? consumer : relays[victim];
          killed?.child.kill('SIGKILL');
          await killed?.ended();
          kills += 1;
          if (victim === 2) consumer = startConsumer(port);
          else relays[victim] = startRelay();
        }
      })();
      while (performance.now() < endsAt) {
        const drafts = [];
        for (let n = 0; n < DRAFTS; n += 1)
          drafts.push(await newDraft(database.pool, { teams: 2, rounds: 5 }));
        for (let number = 1; number <= 10; number += 1) {
          for (const draft of drafts) await pick(database.pool, draft, number, number);
        }
      }
      await killing;
      expect(kills).toBeGreaterThan(0);
      const expected = await eventLog(database.pool);
      const read = () => {
        const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
        return lines.flatMap((line) => (line === '' ? [] : [String(JSON.parse(line).id)]));
      };
      const total = [...expected.values()].flat().length;
      const giveUpAt = performance.now() + CAUGHT_UP_WITHIN_MS;
      while (read().length < total && performance.now() < giveUpAt) await sleep(100);
      expect(Map.groupBy(read(), (id) => id.split(':')[0] ?? '')).toEqual(expected);
    } finally {
      for (const { child } of [consumer, ...relays]) child.kill('SIGKILL');
      await Promise.all([consumer, ...relays].map((program) => program.ended()));
      await database.drop();
    }
  },
  SECONDS * 1_000 + CAUGHT_UP_WITHIN_MS + 30_000,
);
