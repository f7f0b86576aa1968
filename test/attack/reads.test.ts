import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { percentiles } from '../../bench/statistics.ts';
import { WIDE_LIMITS } from '../../bench/wide_limits.ts';
import { readConfig } from '../../src/config/config.ts';
import { type Api, ask, startApi, tokenFor } from '../support/api.ts';
import { newDraft, openRoster, type TestDraft } from '../support/drafts.ts';
import { statementsUnderWay } from '../support/table_lock.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import type { Attack } from './attack.ts';
import { aliasedQueries } from './attacks/aliased_queries.ts';
import { aliasedSubscriptions } from './attacks/aliased_subscriptions.ts';
import { costlyReads } from './attacks/costly_reads.ts';
import { eventReads } from './attacks/event_reads.ts';
import { largeAnswers } from './attacks/large_answers.ts';
import { manyReads } from './attacks/many_reads.ts';
import { pageFlood } from './attacks/page_flood.ts';
import { newSource } from './new_source.ts';

const ATTACKED_MS = 4_000;
const BETWEEN_PICKS_MS = 20;
const DRAFTS = 60;
const [TEAMS, ROUNDS] = [6, 100];
const MOST_PICKS = TEAMS * ROUNDS;
/** Of the promise in docs/security.md; its other figures are judged by the long run, on a machine that does nothing else. */
const MOST_MEGABYTES = 600;
/** Half of all picks, with the attack in the same process as the judge, and other tests beside it. */
const TYPICAL_PICK_MS = 200;

const PICK = `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
  makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { repeated }
}`;

let database: TestDatabase;
let api: Api;
let draft: TestDraft;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool, {
    teams: TEAMS,
    rounds: ROUNDS,
    poolSize: MOST_PICKS,
    rosterSlots: openRoster(ROUNDS),
  });
  const { poolId } = draft;
  for (let drafts = 1; drafts < DRAFTS; drafts += 1)
    await newDraft(database.pool, { poolId, teams: 12, rounds: 15 });
  const { workPerPerson, workPerAddress } = readConfig({}).access;
  api = await startApi(database.url, {
    ...WIDE_LIMITS,
    WORK_PER_PERSON: String(workPerPerson),
    WORK_PER_ADDRESS: String(workPerAddress),
  });
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

let pickNumber = 1;

/** Picks one after the other for so long; milliseconds that each took. */
async function pickFor(token: string, ms: number, each: () => void): Promise<number[]> {
  const took: number[] = [];
  for (
    const end = performance.now() + ms;
    performance.now() < end && pickNumber <= MOST_PICKS;
    pickNumber += 1
  ) {
    const began = performance.now();
    const variables = { draftId: draft.draftId, pickNumber, playerId: draft.players[pickNumber - 1] };
    const { data, errors } = await ask(api.url, PICK, variables, token);
    took.push(performance.now() - began);
    expect(errors).toEqual([]);
    expect(data).toEqual({ makePick: { repeated: false } });
    each();
    await sleep(BETWEEN_PICKS_MS);
  }
  return took;
}

function memoryMegabytes(): number {
  const status = readFileSync(`/proc/${api.program.child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}

describe.each<Attack>([
  aliasedQueries,
  aliasedSubscriptions,
  eventReads,
  costlyReads,
  largeAnswers,
  manyReads,
  pageFlood,
])('$name', (attack) => {
  it('stops no pick of another address, keeps no memory, and leaves nothing behind', async () => {
    const { commissioner } = draft;
    const token = await tokenFor(('userId' in commissioner && commissioner.userId) || '');
    const stopping = new AbortController();
    let seed = 1;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const target = {
      ...{ url: api.url, draftId: draft.draftId, localAddress: '127.0.0.2', token },
      source: await newSource(database.pool, draft),
    };
    const attacking = attack.run(target, { signal: stopping.signal, random });
    let memory = 0;
    const took = await pickFor(token, ATTACKED_MS, () => {
      memory = Math.max(memory, memoryMegabytes());
    });
    stopping.abort();
    await attacking;
    expect(percentiles(took).p50).toBeLessThan(TYPICAL_PICK_MS);
    expect(memory).toBeLessThan(MOST_MEGABYTES);
    await expect.poll(() => statementsUnderWay(database.pool), { timeout: 5_000 }).toBe(0);
  });
});
