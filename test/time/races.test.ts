import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelDraft, pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { skipPick } from '../../src/database/picks.ts';
import { DraftError } from '../../src/draft/errors.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { oneOf, randomFrom } from '../chaos/random.ts';
import { board, draftRow, newDraft, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { RACES } from '../support/races.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, pickBy } from '../support/time.ts';

const LONG = 300_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const timed = (time: Partial<TimeSettings>, { teams = 10, rounds = Math.ceil(RACES / 10) } = {}) =>
  newDraft(database.pool, { teams, rounds, poolSize: teams * rounds + 1, secondsPerPick: 60, time });

/** Microseconds since 1970 of an ISO text of the database. */
function micros(text: string): number {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  return Date.parse(text.replace(/\.\d+/, '')) * 1_000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** What was refused, or nothing. */
async function codeOf(act: Promise<unknown>): Promise<string | null> {
  try {
    await act;
    return null;
  } catch (error) {
    if (error instanceof DraftError) return error.code;
    throw error;
  }
}

describe('a pick in the instant in which the grace ends', () => {
  it(
    'is made once, many times: by the person until then, by the clock from then on',
    async () => {
      const draft = await timed({ graceSeconds: 1 });
      const memory = new DraftMemory();
      const acts: number[] = [];
      for (let pick = 1; pick <= RACES; pick += 1) {
        await setDeadline(database.pool, draft.draftId, 0.004);
        const { nextDeadline, currentPick } = await draftRow(database.pool, draft.draftId);
        expect(currentPick).toBe(pick);
        acts.push(nextDeadline?.getTime() ?? 0);
        const free = draft.players[draft.players.length - pick] ?? 0;
        const byClock = async () => {
          while ((await draftRow(database.pool, draft.draftId)).currentPick === pick)
            await runTimeOut(database.pool, draft.draftId, memory);
        };
        const byHand = codeOf(
          pickBy(database.pool, { ...draft, players: [free] }, draft.commissioner, pick, 1),
        );
        await Promise.all([byClock(), byHand]);
        expect([null, 'DEADLINE_PASSED', 'PICK_ALREADY_MADE', 'PICK_NOT_ON_CLOCK', 'PLAYER_TAKEN']).toContain(
          await byHand,
        );
      }
      const cells = await board(database.pool, draft.draftId);
      const wrong = cells.filter(({ source, pickedAt }, index) => {
        const late = (pickedAt?.getTime() ?? 0) - (acts[index] ?? 0);
        // A Date ends at the millisecond.
        return source === 'AUTO' ? late < 0 : late > 0;
      });
      expect(wrong).toEqual([]);
      expect(new Set(cells.map(({ playerId }) => playerId)).size).toBe(RACES);
    },
    LONG,
  );
});

describe('a pause and a resume in the last 100 ms', () => {
  it(
    'of clock, bank and grace, many times, lose no time but what ran, and the clock never acts early',
    async () => {
      const random = randomFrom(17);
      const draft = await timed({ bankSeconds: 0.5, graceSeconds: 0.3, incrementSeconds: 0.5 });
      const memory = new DraftMemory();
      for (let time = 0; time < RACES; time += 1) {
        // The end of the grace, of the bank or of the pick clock comes within 100 ms.
        await setDeadline(database.pool, draft.draftId, (oneOf(random, [0, 0.3, 0.8]) ?? 0) + random() * 0.1);
        const racing = random() < 0.3 ? runTimeOut(database.pool, draft.draftId, memory) : null;
        const paused = await codeOf(pauseDraft(database.pool, draft.draftId, draft.commissioner));
        for (const { pickedAt, deadline } of (await racing)?.picked ?? [])
          expect(pickedAt.getTime()).toBeGreaterThanOrEqual(deadline?.getTime() ?? Number.NaN);
        if (paused === null) await resumeDraft(database.pool, draft.draftId, draft.commissioner);
        const { state } = await draftRow(database.pool, draft.draftId);
        if (state !== 'IN_PROGRESS') break;
      }
      const history = await events(database.pool, draft.draftId);
      expect(history.filter(({ kind }) => kind === 'RESUMED').length).toBeGreaterThan(RACES / 2);
      for (const [index, event] of history.entries()) {
        const before = history[index - 1];
        if (event.kind !== 'RESUMED' || before?.kind !== 'PAUSED') continue;
        expectTimeKept(before, event);
      }
      expect(
        history
          .filter(({ kind }) => kind === 'PAUSED')
          .map(({ data }) => leftOf(data))
          .every((left) => left >= 0),
      ).toBe(true);
      await expectFoldToMatch(database.pool, draft.draftId);
    },
    LONG,
  );
});

function leftOf(data: DraftEvent['data']): number {
  return 'remainingSeconds' in data ? (data.remainingSeconds ?? 0) : 0;
}

/** What runs after a resume is what the pause kept, to the microsecond: the pick clock, then the bank. */
function expectTimeKept(
  paused: Extract<DraftEvent, { kind: 'PAUSED' }>,
  resumed: Extract<DraftEvent, { kind: 'RESUMED' }>,
): void {
  const { clockEndsAt = '', deadline, actsAt = '' } = resumed.data;
  const { remainingSeconds, bankSeconds = 0 } = paused.data;
  const at = micros(resumed.at);
  expect(Math.abs(micros(clockEndsAt) - at - remainingSeconds * 1e6)).toBeLessThan(2);
  expect(Math.abs(micros(deadline) - micros(clockEndsAt) - bankSeconds * 1e6)).toBeLessThan(2);
  expect(micros(actsAt)).toBeGreaterThanOrEqual(micros(deadline));
}

describe('of two that act at once on a skipped cell', () => {
  const ROUNDS = 30;

  /** A draft of which only skipped cells are left; the first of them is on the clock. */
  async function onlySkippedLeft(): Promise<TestDraft> {
    const draft = await timed({ atZero: 'SKIP' }, { teams: 2, rounds: 1 });
    for (let cell = 0; cell < 2; cell += 1) {
      await setDeadline(database.pool, draft.draftId, -0.001);
      await runTimeOut(database.pool, draft.draftId);
    }
    return draft;
  }

  it('two workers that return it pick once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const draft = await onlySkippedLeft();
      await setDeadline(database.pool, draft.draftId, -0.001);
      const both = await Promise.all([
        runTimeOut(database.pool, draft.draftId),
        runTimeOut(database.pool, draft.draftId),
      ]);
      // They pick for other drafts that were left behind as well.
      const picks = both.flatMap(({ picked }) => picked).filter(({ draftId }) => draftId === draft.draftId);
      expect(picks.map(({ pickNumber }) => pickNumber)).toEqual([1]);
      await expectFoldToMatch(database.pool, draft.draftId);
    }
  });

  it('the team that makes it up and the clock that passes the last open one over both get what is theirs', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const draft = await timed({ atZero: 'SKIP' }, { teams: 2, rounds: 1 });
      await setDeadline(database.pool, draft.draftId, -0.001);
      await runTimeOut(database.pool, draft.draftId);
      await setDeadline(database.pool, draft.draftId, -0.001);
      // Pick 1 is made up while pick 2, the last open one, is passed over and pick 1 would return.
      await Promise.all([
        pickBy(database.pool, draft, managerOf(draft, 1), 1, 1),
        runTimeOut(database.pool, draft.draftId),
      ]);
      const [first, second] = await board(database.pool, draft.draftId);
      expect(first?.source).toBe('MANUAL');
      expect(second?.playerId).toBeNull();
      expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
        state: 'IN_PROGRESS',
        currentPick: 2,
      });
      await expectFoldToMatch(database.pool, draft.draftId);
    }
  });

  it('a pick, a skip and the end of the draft leave a draft in overtime whole', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const draft = await timed({ atZero: 'WAIT' }, { teams: 2, rounds: 2 });
      await setDeadline(database.pool, draft.draftId, -0.001);
      await runTimeOut(database.pool, draft.draftId);
      const acts = [
        pickBy(database.pool, draft, managerOf(draft, 1), 1, 1),
        skipPick(database.pool, draft.draftId, 1, draft.commissioner),
        cancelDraft(database.pool, draft.draftId, draft.commissioner),
        runTimeOut(database.pool, draft.draftId),
      ];
      const codes = await Promise.all(acts.map(codeOf));
      expect(codes[2]).toBeNull();
      expect((await eventKinds(database.pool, draft.draftId)).at(-1)).toBe('CANCELLED');
      await expectFoldToMatch(database.pool, draft.draftId);
    }
  });
});
