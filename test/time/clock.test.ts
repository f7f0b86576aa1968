import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTime, resetClock } from '../../src/database/clock.ts';
import { pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { alarms, draftRow, newDraft, runTimeOut, seats, setDeadline } from '../support/drafts.ts';
import { events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, passTime, pickBy } from '../support/time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A linear draft of 2 teams with 60 s a pick. */
const timed = (time: Partial<TimeSettings>) =>
  newDraft(database.pool, { teams: 2, rounds: 3, secondsPerPick: 60, order: { kind: 'LINEAR' }, time });

/** The seconds between the instants of the clock, and from now to its end. */
async function instants(draftId: string) {
  const { clockEndsAt, deadline, nextDeadline, at } = await draftRow(database.pool, draftId);
  if (!clockEndsAt || !deadline || !nextDeadline) return expect.unreachable('no clock runs');
  return {
    // A moment passes between the statement and this one.
    pick: Math.ceil((clockEndsAt.getTime() - at.getTime()) / 1_000),
    bank: (deadline.getTime() - clockEndsAt.getTime()) / 1_000,
    grace: (nextDeadline.getTime() - deadline.getTime()) / 1_000,
  };
}

async function bankOf(draftId: string, slot: number): Promise<number> {
  return (await seats(database.pool, draftId))[slot - 1]?.bankSeconds ?? Number.NaN;
}

describe('a clock that is given time', () => {
  const DAYS_30 = 2_592_000;
  const AN_HOUR_A_WEEK = 3_600;

  it('gets no more than one may have, while it runs and while the draft is paused', async () => {
    const { draftId, commissioner } = await timed({});
    const give = (seconds: number) => addTime(database.pool, draftId, seconds, null, commissioner);
    await give(DAYS_30 - 61);
    const tooMuch = { code: 'CLOCK_OUT_OF_RANGE', numbers: { least: 5, most: DAYS_30 } };
    expect(await refusal(give(DAYS_30))).toMatchObject(tooMuch);
    await pauseDraft(database.pool, draftId, commissioner);
    expect(await refusal(give(DAYS_30))).toMatchObject(tooMuch);
    await give(-60);
  });

  it('gets no more than passes in two years, where hardly any time is open', async () => {
    const almostAlways = { weekdays: WEEKDAYS, from: '00:00', to: '24:00' };
    const windows = [
      { ...almostAlways, weekdays: WEEKDAYS.slice(1) },
      { ...almostAlways, weekdays: ['MONDAY' as const], from: '01:00' },
    ];
    const bankSeconds = 7_200;
    const quietHours = { zone: 'Europe/London', picks: 'ALLOWED' as const, windows };
    const { draftId, commissioner } = await timed({ bankSeconds, quietHours });
    const most = 104 * AN_HOUR_A_WEEK - bankSeconds;
    expect(await refusal(addTime(database.pool, draftId, most, null, commissioner))).toMatchObject({
      code: 'CLOCK_OUT_OF_RANGE',
      numbers: { most },
    });
    await addTime(database.pool, draftId, most - 61, null, commissioner);
  });
});

describe('a clock with a bank and a grace', () => {
  it('has three instants, in the row and in the event, and its alarm rings at the last', async () => {
    const { draftId } = await timed({ bankSeconds: 120, graceSeconds: 2 });
    expect(await instants(draftId)).toEqual({ pick: 60, bank: 120, grace: 2 });
    const { nextDeadline, clockEndsAt, deadline } = await draftRow(database.pool, draftId);
    expect(await alarms(database.pool, draftId)).toMatchObject([{ runAt: nextDeadline }]);
    const opened = (await events(database.pool, draftId)).at(-1);
    if (opened?.kind !== 'OPENED') return expect.unreachable();
    expect(opened.data.bankSeconds).toBe(120);
    expect(
      [opened.data.clockEndsAt, opened.data.deadline, opened.data.actsAt].map((t) => new Date(t ?? 0)),
    ).toEqual([clockEndsAt, deadline, nextDeadline]);
    await expectFoldToMatch(database.pool, draftId);
  });

  it('takes from the bank what was used of it, and keeps the rest', async () => {
    const draft = await timed({ bankSeconds: 120 });
    await passTime(database.pool, draft.draftId, 100);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    // A moment passes between the two statements.
    expect(await bankOf(draft.draftId, 1)).toBeGreaterThan(79);
    expect(await bankOf(draft.draftId, 1)).toBeLessThanOrEqual(80);
    expect(await bankOf(draft.draftId, 2)).toBe(120);
  });

  it('gives the increment to who picks in time, and nothing to who picks in the grace', async () => {
    const draft = await timed({ bankSeconds: 120, incrementSeconds: 5, graceSeconds: 2 });
    await passTime(database.pool, draft.draftId, 50);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    expect(await bankOf(draft.draftId, 1)).toBe(125);
    await setDeadline(database.pool, draft.draftId, 1);
    await pickBy(database.pool, draft, managerOf(draft, 2), 2, 2);
    expect(await bankOf(draft.draftId, 2)).toBe(0);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('takes a pick in the grace, refuses one after it, and acts only then', async () => {
    const draft = await timed({ graceSeconds: 2 });
    await setDeadline(database.pool, draft.draftId, 1);
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toEqual([]);
    expect(await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1)).toMatchObject({
      outcome: 'picked',
    });
    await setDeadline(database.pool, draft.draftId, -0.001);
    expect((await refusal(pickBy(database.pool, draft, managerOf(draft, 2), 2, 2))).code).toBe(
      'DEADLINE_PASSED',
    );
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toMatchObject([
      { pickNumber: 2, source: 'AUTO' },
    ]);
  });

  it('has a bank of exactly 0 once it ran out, and stays there', async () => {
    const draft = await timed({ bankSeconds: 0.1 });
    await setDeadline(database.pool, draft.draftId, -0.001);
    await runTimeOut(database.pool, draft.draftId);
    expect(await bankOf(draft.draftId, 1)).toBe(0);
    await pickBy(database.pool, draft, managerOf(draft, 2), 2, 20);
    expect(await instants(draft.draftId)).toEqual({ pick: 60, bank: 0, grace: 0 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('a pause', () => {
  it('keeps both amounts, and CONTINUE goes on with them', async () => {
    const draft = await timed({ bankSeconds: 120 });
    await passTime(database.pool, draft.draftId, 100);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    expect((await draftRow(database.pool, draft.draftId)).remainingSeconds).toBe(0);
    expect(await bankOf(draft.draftId, 1)).toBeLessThanOrEqual(80);
    await expectFoldToMatch(database.pool, draft.draftId);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    const { pick, bank } = await instants(draft.draftId);
    expect(pick).toBeCloseTo(0);
    expect(bank).toBeGreaterThan(79);
    expect(bank).toBeLessThanOrEqual(80);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('with RESET gives the pick clock anew, and the bank as it was when the pick came on the clock', async () => {
    const draft = await timed({ bankSeconds: 120, resume: 'RESET' });
    await passTime(database.pool, draft.draftId, 100);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await instants(draft.draftId)).toEqual({ pick: 60, bank: 120, grace: 0 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('in the grace leaves no time: the clock acts at the resume, without another grace', async () => {
    const draft = await timed({ graceSeconds: 10 });
    await setDeadline(database.pool, draft.draftId, 5);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toMatchObject([{ pickNumber: 1 }]);
  });
});

describe('a clock that is reset', () => {
  it('begins anew, with the bank as it was', async () => {
    const draft = await timed({ bankSeconds: 120 });
    await passTime(database.pool, draft.draftId, 100);
    await resetClock(database.pool, draft.draftId, null, draft.commissioner);
    expect(await instants(draft.draftId)).toEqual({ pick: 60, bank: 120, grace: 0 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('a team on autopilot', () => {
  it('stays on the clock for the seconds that the settings give, and its bank is not used', async () => {
    const draft = await timed({ autopilotSeconds: 10, bankSeconds: 120, graceSeconds: 2 });
    await setAutopilot(database.pool, draft.draftId, draft.teamIds[0] ?? '', true, managerOf(draft, 1));
    expect(await instants(draft.draftId)).toEqual({ pick: 10, bank: 0, grace: 0 });
    expect(await bankOf(draft.draftId, 1)).toBe(120);
    await setDeadline(database.pool, draft.draftId, -1);
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toMatchObject([{ source: 'AUTOPILOT' }]);
    expect(await bankOf(draft.draftId, 1)).toBe(120);
  });

  it('that is back gets a fresh pick clock, once in a draft', async () => {
    const draft = await timed({ autopilotSeconds: 10 });
    const [teamId = ''] = draft.teamIds;
    const autopilot = (on: boolean) =>
      setAutopilot(database.pool, draft.draftId, teamId, on, managerOf(draft, 1));
    await autopilot(true);
    await autopilot(false);
    expect((await instants(draft.draftId)).pick).toBe(60);
    await autopilot(true);
    await autopilot(false);
    expect((await instants(draft.draftId)).pick).toBe(10);
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});
