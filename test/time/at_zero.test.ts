import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTime } from '../../src/database/clock.ts';
import { cancelDraft, pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { skipPick } from '../../src/database/picks.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  runTimeOut,
  seats,
  setDeadline,
  type TestDraft,
} from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { newStandOff } from '../support/stand_off.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, pickBy } from '../support/time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const timed = (time: Partial<TimeSettings>, size: { teams?: number; rounds?: number } = {}) =>
  newDraft(database.pool, { teams: 2, rounds: 2, order: { kind: 'LINEAR' }, ...size, time });

/** The clock of the pick on the clock runs out, and its job acts. */
async function runOut({ draftId }: TestDraft) {
  await setDeadline(database.pool, draftId, -0.001);
  return runTimeOut(database.pool, draftId);
}

async function skippedCells({ draftId }: TestDraft): Promise<number[]> {
  const cells = await board(database.pool, draftId);
  return cells.flatMap(({ pickNumber, skippedAt, playerId }) =>
    skippedAt !== null && playerId === null ? [pickNumber] : [],
  );
}

describe('SKIP', () => {
  it('passes the cell over at zero, and puts the next one on the clock', async () => {
    const draft = await timed({ atZero: 'SKIP', bankSeconds: 30 });
    const { acted, picked } = await runOut(draft);
    expect(picked).toEqual([]);
    expect(acted).toMatchObject([{ outcome: 'passed', pickNumber: 1, nextPick: 2 }]);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ currentPick: 2, timeoutCount: 0 });
    expect(await skippedCells(draft)).toEqual([1]);
    expect((await seats(database.pool, draft.draftId))[0]).toMatchObject({ bankSeconds: 0, misses: 1 });
    expect((await alarms(database.pool, draft.draftId)).map(({ runAt }) => runAt)).toEqual([
      (await draftRow(database.pool, draft.draftId)).nextDeadline,
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('lets the team make skipped cells up in any order while others pick, and nothing changes for them', async () => {
    const draft = await timed({ atZero: 'SKIP' }, { teams: 2, rounds: 3 });
    for (let pick = 1; pick <= 4; pick += 1) await runOut(draft);
    const before = await draftRow(database.pool, draft.draftId);
    expect(before.currentPick).toBe(5);
    expect(await pickBy(database.pool, draft, managerOf(draft, 1), 3, 1)).toMatchObject({
      outcome: 'picked',
      nextPick: 5,
    });
    expect(await pickBy(database.pool, draft, managerOf(draft, 1), 1, 2)).toMatchObject({
      outcome: 'picked',
      nextPick: 5,
    });
    expect(await pickBy(database.pool, draft, managerOf(draft, 1), 5, 3)).toMatchObject({
      outcome: 'picked',
      nextPick: 6,
    });
    expect(await pickBy(database.pool, draft, managerOf(draft, 2), 4, 4)).toMatchObject({
      outcome: 'picked',
      nextPick: 6,
    });
    await expectFoldToMatch(database.pool, draft.draftId);
    expect(await skippedCells(draft)).toEqual([2]);
    const made = (await events(database.pool, draft.draftId)).filter(({ kind }) => kind === 'PICKED');
    expect(made.map(({ data }) => ('madeUp' in data ? data.madeUp : false))).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  it('keeps the instants of the clock that runs when a cell is made up', async () => {
    const draft = await timed({ atZero: 'SKIP', bankSeconds: 30, graceSeconds: 2 });
    await runOut(draft);
    const before = await draftRow(database.pool, draft.draftId);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    const after = await draftRow(database.pool, draft.draftId);
    expect(after).toMatchObject({
      version: before.version + 1,
      currentPick: 2,
      ...{ nextDeadline: before.nextDeadline, deadline: before.deadline, clockEndsAt: before.clockEndsAt },
    });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('brings skipped cells back when only they are left, the lowest first and once, and then picks at zero', async () => {
    const draft = await timed({ atZero: 'SKIP', graceSeconds: 5 });
    for (let pick = 1; pick <= 4; pick += 1) await runOut(draft);
    // The last cell was skipped too: the draft is not complete.
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      state: 'IN_PROGRESS',
      currentPick: 1,
    });
    const { deadline, nextDeadline } = await draftRow(database.pool, draft.draftId);
    expect(nextDeadline).toEqual(deadline);
    expect((await runOut(draft)).picked).toMatchObject([{ pickNumber: 1, source: 'AUTO', nextPick: 2 }]);
    await pickBy(database.pool, draft, managerOf(draft, 2), 4, 40);
    expect((await runOut(draft)).picked).toMatchObject([{ pickNumber: 2, nextPick: 3 }]);
    await pickBy(database.pool, draft, managerOf(draft, 1), 3, 41);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'COMPLETED' });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('does not skip for a team on autopilot', async () => {
    const draft = await timed({ atZero: 'SKIP' });
    await setAutopilot(database.pool, draft.draftId, draft.teamIds[0] ?? '', true, draft.commissioner);
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toMatchObject([{ source: 'AUTOPILOT' }]);
  });

  it('refuses a skipped cell to others, and to everybody while the draft is paused', async () => {
    const draft = await timed({ atZero: 'SKIP' });
    await runOut(draft);
    expect((await refusal(pickBy(database.pool, draft, managerOf(draft, 2), 1, 1))).code).toBe(
      'NOT_YOUR_TEAM',
    );
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    expect((await refusal(pickBy(database.pool, draft, managerOf(draft, 1), 1, 1))).code).toBe(
      'DRAFT_NOT_IN_PROGRESS',
    );
  });
});

describe('a team for which no player can be chosen', () => {
  /** A stand-off at pick 4: one roster has a kicker's seat left, and no kicker is left. */
  async function standOff(atZero: TimeSettings['atZero']): Promise<TestDraft> {
    const draft = await newStandOff(database.pool, { atZero });
    await setDeadline(database.pool, draft.draftId, -0.001);
    await runTimeOut(database.pool, draft.draftId);
    return draft;
  }

  it('is passed over where the draft skips, at once and without a failure', async () => {
    const draft = await standOff('SKIP');
    expect((await eventKinds(database.pool, draft.draftId)).slice(4)).toEqual(['PICKED', 'SKIPPED']);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ attemptCount: 0, retryAt: null });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is waited for where the draft waits', async () => {
    const draft = await standOff('WAIT');
    expect((await eventKinds(database.pool, draft.draftId)).at(-1)).toBe('CLOCK_RAN_OUT');
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      attemptCount: 0,
      nextDeadline: null,
    });
  });
});

describe('skipPick', () => {
  it('skips the pick on the clock of any draft, once, and again answers the same', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, order: { kind: 'LINEAR' } });
    const version = await skipPick(database.pool, draft.draftId, 1, draft.commissioner);
    expect(await skipPick(database.pool, draft.draftId, 1, draft.commissioner)).toBe(version);
    expect(await skippedCells(draft)).toEqual([1]);
    await expectFoldToMatch(database.pool, draft.draftId);
    await pickBy(database.pool, draft, managerOf(draft, 2), 2, 1);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ currentPick: 1 });
    expect((await refusal(skipPick(database.pool, draft.draftId, 1, draft.commissioner))).code).toBe(
      'PICK_SKIPPED_BEFORE',
    );
    expect((await runOut(draft)).picked).toMatchObject([{ pickNumber: 1, nextPick: null }]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is refused of a pick that is not on the clock, is made, or in a paused draft', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, order: { kind: 'LINEAR' } });
    const code = async (pick: number) =>
      (await refusal(skipPick(database.pool, draft.draftId, pick, draft.commissioner))).code;
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    expect([await code(1), await code(3), await code(99)]).toEqual([
      ...['PICK_ALREADY_MADE', 'PICK_NOT_ON_CLOCK', 'PICK_NOT_FOUND'],
    ]);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await code(2)).toBe('DRAFT_NOT_IN_PROGRESS');
  });
});

describe('WAIT', () => {
  it('leaves the team on the clock without a deadline and without an alarm', async () => {
    const draft = await timed({ atZero: 'WAIT', bankSeconds: 30 });
    expect((await runOut(draft)).acted).toMatchObject([
      { outcome: 'waiting', pickNumber: 1, nextDeadline: null },
    ]);
    const row = await draftRow(database.pool, draft.draftId);
    expect(row).toMatchObject({
      state: 'IN_PROGRESS',
      currentPick: 1,
      nextDeadline: null,
      deadline: null,
      jobId: null,
    });
    expect(row.overtimeSince).not.toBeNull();
    expect(await alarms(database.pool, draft.draftId)).toEqual([]);
    await expectFoldToMatch(database.pool, draft.draftId);
    // A job that is left over from before finds nothing to do, and sets none.
    expect(await runTimeOut(database.pool, draft.draftId)).toMatchObject({
      picked: [],
      acted: [],
      failed: [],
    });
    expect(await alarms(database.pool, draft.draftId)).toEqual([]);
  });

  it('takes the pick whenever it comes, and the next team has its clock', async () => {
    const draft = await timed({ atZero: 'WAIT' });
    await runOut(draft);
    expect(await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1)).toMatchObject({
      outcome: 'picked',
      nextPick: 2,
    });
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      currentPick: 2,
      overtimeSince: null,
    });
    expect(await alarms(database.pool, draft.draftId)).toHaveLength(1);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('ends when the commissioner adds time, skips, or has the service pick', async () => {
    const draft = await timed({ atZero: 'WAIT' }, { teams: 3, rounds: 1 });
    await runOut(draft);
    await addTime(database.pool, draft.draftId, 20, null, draft.commissioner);
    expect((await draftRow(database.pool, draft.draftId)).overtimeSince).toBeNull();
    await expectFoldToMatch(database.pool, draft.draftId);
    await runOut(draft);
    await skipPick(database.pool, draft.draftId, 1, draft.commissioner);
    await runOut(draft);
    await setAutopilot(database.pool, draft.draftId, draft.teamIds[1] ?? '', true, draft.commissioner);
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toMatchObject([
      { pickNumber: 2, source: 'AUTOPILOT' },
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is paused, resumed and cancelled in overtime', async () => {
    const draft = await timed({ atZero: 'WAIT' });
    await runOut(draft);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    await runTimeOut(database.pool, draft.draftId);
    expect((await draftRow(database.pool, draft.draftId)).overtimeSince).not.toBeNull();
    await expectFoldToMatch(database.pool, draft.draftId);
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('misses', () => {
  it('in a row switch the autopilot on, with the cause, and a pick by a person begins the count anew', async () => {
    const draft = await timed({ autopilotAfterMisses: 2 }, { teams: 1, rounds: 5 });
    await runOut(draft);
    await pickBy(database.pool, draft, managerOf(draft, 1), 2, 50);
    expect((await seats(database.pool, draft.draftId))[0]).toMatchObject({ misses: 0, autopilot: false });
    await runOut(draft);
    await setDeadline(database.pool, draft.draftId, -0.001);
    await runTimeOut(database.pool, draft.draftId);
    const told = await events(database.pool, draft.draftId);
    expect(told.find(({ kind }) => kind === 'AUTOPILOT_CHANGED')?.data).toMatchObject({
      ...{ teamId: draft.teamIds[0], autopilot: true, cause: 'MISSES', misses: 2 },
    });
    // The team was on the clock again, and was picked for at once.
    expect((await eventKinds(database.pool, draft.draftId)).slice(-4)).toEqual([
      ...['PICKED', 'AUTOPILOT_CHANGED', 'PICKED', 'COMPLETED'],
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('do not count for who is on autopilot, and "I am back" begins the count anew', async () => {
    const draft = await timed({ autopilotAfterMisses: 1, autopilotSeconds: 10 }, { teams: 2, rounds: 3 });
    await runOut(draft);
    const [teamId = ''] = draft.teamIds;
    expect((await seats(database.pool, draft.draftId))[0]).toMatchObject({ misses: 1, autopilot: true });
    await setAutopilot(database.pool, draft.draftId, teamId, false, managerOf(draft, 1));
    expect((await seats(database.pool, draft.draftId))[0]).toMatchObject({ misses: 0, autopilot: false });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('of the last pick of a draft switch nothing on', async () => {
    const draft = await timed({ autopilotAfterMisses: 1 }, { teams: 1, rounds: 1 });
    await runOut(draft);
    expect(await eventKinds(database.pool, draft.draftId)).toEqual([
      'CREATED',
      'OPENED',
      'PICKED',
      'COMPLETED',
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});
