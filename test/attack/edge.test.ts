import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { randomFrom } from '../chaos/random.ts';
import { type Api, startApi, tokenFor } from '../support/api.ts';
import { newDraft, newPool, openRoster, type TestDraft } from '../support/drafts.ts';
import { metricsOf, untilFollowed } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import type { Attack } from './attack.ts';
import { costlyRosters } from './attacks/costly_rosters.ts';
import { fatEvents } from './attacks/fat_events.ts';
import { givenUpOperations } from './attacks/given_up_operations.ts';
import { guessedInvitations } from './attacks/guessed_invitations.ts';
import { hookFlood } from './attacks/hook_flood.ts';
import { hookedMarks } from './attacks/hooked_marks.ts';
import { pingFlood } from './attacks/ping_flood.ts';
import { pipelinedRequests } from './attacks/pipelined_requests.ts';
import { postedSubscriptions } from './attacks/posted_subscriptions.ts';
import { requestFlood } from './attacks/request_flood.ts';
import { slowRequests } from './attacks/slow_requests.ts';
import { unorderedMarks } from './attacks/unordered_marks.ts';
import { unreadAnswers } from './attacks/unread_answers.ts';
import { unreadSocket } from './attacks/unread_socket.ts';
import { wideRosters } from './attacks/wide_rosters.ts';
import { noticed } from './bystanders.ts';
import { newSource } from './new_source.ts';

const ATTACKS: readonly Attack[] = [
  unreadAnswers,
  unreadSocket,
  slowRequests,
  pipelinedRequests,
  pingFlood,
  fatEvents,
  givenUpOperations,
  guessedInvitations,
  hookFlood,
  postedSubscriptions,
  requestFlood,
  unorderedMarks,
  hookedMarks,
  costlyRosters,
  wideRosters,
];

/** Long enough to fill memory and queues without the limits; `ATTACK_SECONDS` makes it longer. */
const ATTACKED_FOR_MS = Number(process.env['ATTACK_SECONDS'] ?? 3) * 1_000;
/** Half of them; what is promised of the slowest is for a machine that does nothing else, and for a longer run. */
const SLOWEST_PICK_MS = 1_000;
const MOST_MEMORY = 600;
const RECOVERED_WITHIN_MS = 5_000;
/** Loopback has many addresses on Linux alone. */
const isLinux = process.platform === 'linux';

let database: TestDatabase;
let poolId: string;
let watched: TestDraft;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 700);
  const board = { poolId, teams: 16, rounds: 40, rosterSlots: openRoster(40), secondsPerPick: 86_400 };
  watched = await newDraft(database.pool, board);
});
afterAll(() => database.drop());

/** A server process with the limits that everybody has. */
async function startLimited(): Promise<Api & { metrics: string }> {
  const api = await startApi(database.url, {
    CONNECTIONS_PER_ADDRESS: '256',
    REQUESTS_PER_SECOND: '100',
    STREAMS_PER_PERSON: '64',
    MUTATIONS_PER_MINUTE: '6000',
    METRICS_PORT: '0',
  });
  return { ...api, metrics: await metricsOf(api.program) };
}

describe.runIf(isLinux)('an attack from one address', () => {
  it.each(ATTACKS)('does not stop picks of others: $name', async (attack) => {
    const { url, program, metrics } = await startLimited();
    const { draftId, players, commissioner } = await newDraft(database.pool, {
      ...{ poolId, teams: 7, rounds: 100, rosterSlots: openRoster(100), secondsPerPick: 86_400 },
    });
    const token = await tokenFor(commissioner.kind === 'USER' ? (commissioner.userId ?? '') : '');
    const stranger = await tokenFor(await createUser(database.pool, 'Stranger'));
    const found = await noticed(
      attack,
      {
        ...{ url, draftId: watched.draftId, localAddress: '127.0.0.2', token: stranger },
        source: await newSource(database.pool, watched),
      },
      { forMs: ATTACKED_FOR_MS, pid: program.child.pid ?? 0, random: randomFrom(1) },
      { draftId, players, token },
    );
    process.stdout.write(`${attack.name} ${JSON.stringify(found)}\n`);
    expect(found.failures).toEqual([]);
    expect(found.picks.p50).toBeLessThan(SLOWEST_PICK_MS);
    expect(found.memory).toBeLessThan(MOST_MEMORY);
    expect(found.recovered).toBeLessThan(RECOVERED_WITHIN_MS);
    // For a client that disconnected, no follower is left.
    await untilFollowed(metrics, 0);
    program.child.kill('SIGTERM');
    expect(await program.ended()).toBe(0);
    // Nobody outside fills the log with warnings and errors of ours.
    expect(program.said().match(/^\{"level":[4-6]0.*$/gm)).toBeNull();
  });
});
