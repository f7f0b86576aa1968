import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { type QuietHours, WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { randomFrom } from '../chaos/random.ts';
import { board, draftRow, newDraft, runTimeOut, seats, type TestDraft } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { changeAfter, instantText, microsecondsOf, openMicroseconds } from '../support/open_time.ts';
import type { StoppedClock } from '../support/replaced_clock.ts';
import { canStopClocks, stopClock } from '../support/stopped_clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const SECOND = 1_000_000n;
const HOUR = 3600n * SECOND;
const WEEK = 7n * 24n * HOUR;
const TEAMS = 12;
const ROUNDS = 14;
const CLOCK = 8n * HOUR;
const BANK = 20n * HOUR;
const INCREMENT = 600n * SECOND;

let database: TestDatabase;
let clock: StoppedClock;
beforeAll(async () => {
  database = await createTestDatabase();
  if (canStopClocks()) clock = await stopClock(database, '2026-01-01T00:00:00Z');
});
afterAll(() => database.drop());

/** The clock that runs, in microseconds. */
interface Running {
  readonly pickNumber: number;
  readonly slot: number;
  readonly clockEndsAt: bigint;
  readonly deadline: bigint;
}

async function readRunning({ draftId, teamIds }: TestDraft): Promise<Running | null> {
  const { rows } = await database.pool.query<{ pick: number; team: string; ends: string; deadline: string }>(
    `select d.current_pick as pick, cell.team_id as team, to_jsonb(d.clock_ends_at) #>> '{}' as ends,
            to_jsonb(d.deadline) #>> '{}' as deadline
       from app_public.drafts d
       join app_public.picks cell on cell.draft_id = d.id and cell.pick_number = d.current_pick
      where d.id = $1 and d.state = 'IN_PROGRESS'`,
    [draftId],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    pickNumber: row.pick,
    slot: teamIds.indexOf(row.team) + 1,
    clockEndsAt: microsecondsOf(row.ends),
    deadline: microsecondsOf(row.deadline),
  };
}

/** Plays a slow draft to its end, by turns of a seed, and answers how long it took. What each clock must be is computed by Temporal. */
async function playSlowly(quiet: QuietHours, start: string, seed: number): Promise<bigint> {
  const random = randomFrom(seed);
  await clock.set(start);
  const draft = await newDraft(database.pool, {
    ...{ teams: TEAMS, rounds: ROUNDS, secondsPerPick: Number(CLOCK / SECOND), open: false },
    time: {
      ...{
        quietHours: quiet,
        bankSeconds: Number(BANK / SECOND),
        incrementSeconds: Number(INCREMENT / SECOND),
      },
      ...{ atZero: 'SKIP' },
    },
  });
  await openDraft(database.pool, draft.draftId, draft.commissioner);
  const began = microsecondsOf(start);
  const banks = draft.teamIds.map(() => BANK);
  const cameBack = new Set<number>();
  let at = began;
  let pickClock = CLOCK;
  for (let running = await readRunning(draft); running; running = await readRunning(draft)) {
    const { pickNumber, slot, clockEndsAt, deadline } = running;
    const bank = banks[slot - 1] ?? 0n;
    expect([pickNumber, openMicroseconds(quiet, at, clockEndsAt)]).toEqual([pickNumber, pickClock]);
    expect([pickNumber, openMicroseconds(quiet, clockEndsAt, deadline)]).toEqual([pickNumber, bank]);
    // Somewhere in the clock, or a little beyond it: then nobody picks, and the clock acts.
    const happens = at + BigInt(Math.floor(random() * Number(deadline - at) * 1.05));
    const isInTime = happens < deadline;
    at = isInTime ? happens : deadline;
    const used = at > clockEndsAt ? openMicroseconds(quiet, clockEndsAt, at) : 0n;
    banks[slot - 1] = bank - used;
    await clock.set(instantText(at));
    pickClock = CLOCK;
    if (!isInTime) {
      await runTimeOut(database.pool, draft.draftId);
      cameBack.add(pickNumber);
    } else if (random() < 0.1) {
      pickClock = clockEndsAt > at ? openMicroseconds(quiet, at, clockEndsAt) : 0n;
      await pauseDraft(database.pool, draft.draftId, draft.commissioner);
      at += BigInt(Math.floor(random() * 40)) * HOUR;
      await clock.set(instantText(at));
      await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    } else {
      banks[slot - 1] = bank - used + INCREMENT;
      await pick(draft, running);
    }
  }
  const microseconds = (await seats(database.pool, draft.draftId)).map(({ bankSeconds }) =>
    BigInt(Math.round(bankSeconds * 1e6)),
  );
  expect(microseconds).toEqual(banks);
  const cells = await board(database.pool, draft.draftId);
  expect(cells.filter(({ skippedAt }) => skippedAt !== null).map(({ pickNumber }) => pickNumber)).toEqual(
    [...cameBack].sort((a, b) => a - b),
  );
  expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
  await expectFoldToMatch(database.pool, draft.draftId);
  return at - began;
}

async function pick({ draftId, players, managers }: TestDraft, { pickNumber, slot }: Running): Promise<void> {
  const actor = managers[slot - 1];
  // The clock takes the best players first.
  const playerId = players.at(-pickNumber);
  if (!actor || !playerId) throw new Error(`nobody picks for slot ${slot}`);
  await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
}

const nights = (zone: string, from: string, to: string): QuietHours => ({
  zone,
  picks: 'ALLOWED',
  windows: [{ weekdays: WEEKDAYS, from, to }],
});

describe.skipIf(!canStopClocks())('a slow draft of ten weeks', () => {
  it.each([
    ['over the change in autumn', nights('America/New_York', '22:00', '08:00'), '2026-10-12T15:00:00Z', 1],
    ['over the change in spring', nights('America/New_York', '22:00', '08:00'), '2027-02-22T15:00:00Z', 2],
    [
      'whose windows begin in the hour that comes twice',
      nights('Europe/London', '01:30', '08:30'),
      '2026-09-21T15:00:00Z',
      3,
    ],
    [
      'whose windows begin in the hour that is missing',
      nights('Europe/London', '01:30', '08:30'),
      '2027-02-15T15:00:00Z',
      4,
    ],
    [
      'whose zone changes its rules for good',
      nights('Asia/Almaty', '22:00', '08:00'),
      '2024-01-22T15:00:00Z',
      6,
    ],
    ['whose zone leaves out a day', nights('Pacific/Apia', '22:00', '08:00'), '2011-11-14T15:00:00Z', 7],
    [
      'over a change of half an hour',
      nights('Australia/Lord_Howe', '01:45', '09:15'),
      '2027-03-01T15:00:00Z',
      5,
    ],
  ])('%s: each clock is as long as it is to be, in open time', async (_name, quiet, start, seed) => {
    const took = await playSlowly(quiet, start, seed);
    expect(took).toBeGreaterThan(10n * WEEK);
    const change = changeAfter(quiet.zone, microsecondsOf(start)) ?? 0n;
    expect(change).toBeLessThan(microsecondsOf(start) + took);
  });
});
