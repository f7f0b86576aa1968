import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createEndpoint } from '../../src/database/endpoints.ts';
import type { Program } from '../../src/processes/program.ts';
import { newDraft } from '../support/drafts.ts';
import { hasNats, Nats } from '../support/nats.ts';
import { startProgram } from '../support/processes.ts';
import { eventLog, newWebhook, pick, WEBHOOK_SECRET } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

/** Longer by hand: `RELAY_CHAOS_SECONDS=600 npx vitest run test/outbox/chaos.test.ts`. */
const SECONDS = Number(process.env['RELAY_CHAOS_SECONDS'] ?? 6);
const DRAFTS = 4;
/** Between the picks of all of them: slower than a consumer that flushes each event to the disk. */
const PAUSE_MS = 60;
/** Afterwards everything has to arrive: something within so long, for a circuit breaker may be open. */
const QUIET_MS = 150_000;
const TIME_OUT_MS = SECONDS * 3_000 + QUIET_MS + 30_000;

/** Something that is killed, and started again at once. */
interface Victim {
  killAndStart(): Promise<void>;
  end(): Promise<unknown>;
}

function victim(start: () => Program, first = start()): Victim {
  let program = first;
  return {
    async killAndStart() {
      await program.kill();
      program = start();
    },
    end: () => program.kill(),
  };
}

function relayOn(database: TestDatabase, env: Record<string, string> = {}): Victim {
  return victim(() =>
    startProgram(['src/main.ts', 'worker', '--only', 'relay'], {
      ...{ DATABASE_URL: database.url, ENDPOINT_NETWORKS: '127.0.0.0/8' },
      ...env,
    }),
  );
}

/** Plays drafts while somebody is killed at any moment, and waits until the file holds what happened; compares it with the event log. */
async function expectExactly(
  database: TestDatabase,
  file: string,
  victims: readonly Victim[],
): Promise<void> {
  const endsAt = performance.now() + SECONDS * 1_000;
  let kills = 0;
  const killing = (async () => {
    while (performance.now() < endsAt) {
      await sleep(500 + Math.random() * 1_500);
      await victims[Math.floor(Math.random() * victims.length)]?.killAndStart();
      kills += 1;
    }
  })();
  while (performance.now() < endsAt) {
    const drafts = [];
    for (let n = 0; n < DRAFTS; n += 1) drafts.push(await newDraft(database.pool, { teams: 2, rounds: 5 }));
    for (let number = 1; number <= 10; number += 1) {
      for (const draft of drafts) await pick(database.pool, draft, number, number);
      await sleep(PAUSE_MS);
    }
  }
  await killing;
  expect(kills).toBeGreaterThan(0);
  const expected = await eventLog(database.pool);
  // The last line may be one that a kill cut off: the consumer removes it when it is started again.
  const read = () => {
    const [, ...whole] = existsSync(file) ? readFileSync(file, 'utf8').split('\n').reverse() : [];
    return whole.reverse().map((line) => String(JSON.parse(line).id));
  };
  const total = [...expected.values()].flat().length;
  let [seen, since] = [0, performance.now()];
  while (seen < total && performance.now() - since < QUIET_MS) {
    await sleep(100);
    const now = read().length;
    if (now > seen) [seen, since] = [now, performance.now()];
  }
  expect(Map.groupBy(read(), (id) => id.split(':')[0] ?? '')).toEqual(expected);
}

const newFile = () => join(mkdtempSync(join(tmpdir(), 'consumer-')), 'events.ndjson');

describe('a consumer and relays that are killed at any moment', () => {
  it(
    'end with exactly the event log, in order, each event once',
    async () => {
      const [database, file] = [await createTestDatabase(), newFile()];
      const start = (port: string) =>
        startProgram(['examples/consumer.ts'], { WEBHOOK_SECRET, FILE: file, PORT: port });
      const first = start('0');
      await first.untilSaid(/listening on/);
      const port = /listening on (\d+)/.exec(first.said())?.[1] ?? '';
      const victims = [relayOn(database), relayOn(database), victim(() => start(port), first)];
      try {
        await newWebhook(database.pool, `http://127.0.0.1:${port}/`, null);
        await expectExactly(database, file, victims);
      } finally {
        await Promise.all(victims.map((one) => one.end()));
        await database.drop();
      }
    },
    TIME_OUT_MS,
  );

  it.skipIf(!hasNats)(
    'end with the same over NATS, which is killed as well',
    async () => {
      const [database, file, nats] = [await createTestDatabase(), newFile(), await Nats.start()];
      const env = { NATS_URL: nats.url };
      const victims: Victim[] = [
        ...[relayOn(database, env), relayOn(database, env)],
        victim(() => startProgram(['examples/nats_consumer.ts'], { ...env, FILE: file })),
        {
          async killAndStart() {
            await nats.kill();
            nats.startAgain();
          },
          end: () => nats.kill(),
        },
      ];
      try {
        const endpoint = {
          leagueId: null,
          kind: 'NATS',
          address: 'events',
          target: 'events',
          secret: null,
        } as const;
        await createEndpoint(database.pool, endpoint, { kind: 'OPERATOR', userId: null });
        await expectExactly(database, file, victims);
      } finally {
        await Promise.all(victims.map((one) => one.end()));
        await database.drop();
      }
    },
    TIME_OUT_MS,
  );
});
