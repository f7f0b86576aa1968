import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { alarms, draftRow, newDraft, runTimeOut, type TestDraft } from '../support/drafts.ts';
import { eventKinds, expectFoldToMatch } from '../support/events.ts';
import { silentFor } from '../support/pulse.ts';
import type { StoppedClock } from '../support/replaced_clock.ts';
import { canStopClocks, stopClock } from '../support/stopped_clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const CLOCK = 3_600;
const NIGHTS = { weekdays: WEEKDAYS, from: '22:00', to: '08:00' };

let database: TestDatabase;
let clock: StoppedClock;
beforeAll(async () => {
  database = await createTestDatabase();
  if (canStopClocks()) clock = await stopClock(database, '2026-07-06T00:00:00Z');
});
afterAll(() => database.drop());

/** A draft that opens at an instant, with quiet nights in New York. */
async function openAt(instant: string, time: Partial<TimeSettings> = {}): Promise<TestDraft> {
  const quietHours = { zone: 'America/New_York', picks: 'ALLOWED' as const, windows: [NIGHTS] };
  await clock.set(instant);
  const draft = await newDraft(database.pool, {
    secondsPerPick: CLOCK,
    open: false,
    time: { quietHours, ...time },
  });
  await openDraft(database.pool, draft.draftId, draft.commissioner);
  return draft;
}

/** What the clock of a draft counts down to, as an ISO text. */
async function deadlineOf({ draftId }: TestDraft): Promise<string | undefined> {
  const { deadline } = await draftRow(database.pool, draftId);
  return deadline?.toISOString();
}

/** Ends the silence of an outage, which began so many seconds ago, as the job of a draft does. */
async function endOutage({ draftId }: TestDraft, seconds: number): Promise<void> {
  await silentFor(database.pool, seconds);
  await runTimeOut(database.pool, draftId);
}

describe.skipIf(!canStopClocks())('time that is given back after an outage', () => {
  it('is open time: it begins to count when the quiet hours end that the outage ended in', async () => {
    // Due at 21:59:40, in an outage from 21:59:30 to 22:05.
    const draft = await openAt('2026-07-06T20:59:40-04:00');
    await clock.set('2026-07-06T22:05:00-04:00');
    await endOutage(draft, 330);
    expect((await eventKinds(database.pool, draft.draftId)).at(-1)).toBe('TIME_RETURNED');
    expect(await deadlineOf(draft)).toBe('2026-07-07T12:00:30.000Z');
    const [alarm] = await alarms(database.pool, draft.draftId);
    expect(alarm?.runAt.toISOString()).toBe('2026-07-07T12:00:30.000Z');
    await expectFoldToMatch(database.pool, draft.draftId);

    await clock.set('2026-07-07T08:00:30-04:00');
    await runTimeOut(database.pool, draft.draftId);
    expect((await eventKinds(database.pool, draft.draftId)).at(-1)).toBe('PICKED');
  });

  it('runs on over the edge, where it begins just before the quiet hours', async () => {
    const draft = await openAt('2026-07-06T20:59:30-04:00');
    await clock.set('2026-07-06T21:59:50-04:00');
    await endOutage(draft, 25);
    // Ten of 25 seconds until 22:00, and fifteen from 08:00 on.
    expect(await deadlineOf(draft)).toBe('2026-07-07T12:00:15.000Z');
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is not needed by a draft whose clock stood still all the time', async () => {
    const draft = await openAt('2026-07-06T21:30:00-04:00');
    await clock.set('2026-07-07T07:59:00-04:00');
    await endOutage(draft, 5 * 3_600);
    expect(await deadlineOf(draft)).toBe('2026-07-07T12:30:00.000Z');
    expect((await eventKinds(database.pool, draft.draftId)).at(-1)).toBe('OPENED');
  });

  it('gives the bank back that was used in the outage, as open time', async () => {
    // The pick clock ends at 21:59:00, the bank at 08:01 in the morning; the outage lasts from 21:59:40 to 08:02.
    const draft = await openAt('2026-07-06T20:59:00-04:00', { bankSeconds: 120 });
    expect(await deadlineOf(draft)).toBe('2026-07-07T12:01:00.000Z');
    await clock.set('2026-07-07T08:02:00-04:00');
    await endOutage(draft, 10 * 3_600 + 140);
    // 30 seconds, the most that is given back, and 80 in the bank: 40 were used before the outage.
    expect(await deadlineOf(draft)).toBe('2026-07-07T12:03:50.000Z');
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe.skipIf(!canStopClocks())('a zone whose rules change while a draft is in progress', () => {
  /** As if its time zone data said by now that it keeps the time of summer for good. */
  async function changeRules({ draftId }: TestDraft): Promise<void> {
    await database.pool.query(
      `update app_public.draft_settings s set quiet.zone = 'Etc/GMT+4' where s.draft_id = $1`,
      [draftId],
    );
  }

  it('leaves the pick on the clock as it was told, and the next one goes by the new rules', async () => {
    // Put back at 02:00 on the first of November by the old rules: 08:00 is at 13:00Z by them, and at 12:00Z by the new ones.
    const draft = await openAt('2026-10-31T21:30:00-04:00');
    expect(await deadlineOf(draft)).toBe('2026-11-01T13:30:00.000Z');
    await changeRules(draft);
    await clock.set('2026-11-01T13:29:59Z');
    await runTimeOut(database.pool, draft.draftId);
    expect((await eventKinds(database.pool, draft.draftId)).at(-1)).toBe('OPENED');
    await clock.set('2026-11-01T13:30:00Z');
    await runTimeOut(database.pool, draft.draftId);
    expect((await eventKinds(database.pool, draft.draftId)).at(-1)).toBe('PICKED');
    expect(await deadlineOf(draft)).toBe('2026-11-01T14:30:00.000Z');
    // A pause leaves the second pick half an hour, of which 15 minutes are before 22:00 by the new rules: 02:00Z.
    await clock.set('2026-11-01T14:00:00Z');
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    await clock.set('2026-11-02T01:45:00Z');
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await deadlineOf(draft)).toBe('2026-11-02T12:15:00.000Z');
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('counts what is left at a pause by the new rules, and never less than nothing', async () => {
    const draft = await openAt('2026-10-31T21:30:00-04:00');
    await changeRules(draft);
    await clock.set('2026-11-01T12:30:00Z');
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    // An hour until the deadline that was told: it is open by the new rules, and was quiet by half by the old ones.
    expect((await draftRow(database.pool, draft.draftId)).remainingSeconds).toBe(3_600);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await deadlineOf(draft)).toBe('2026-11-01T13:30:00.000Z');
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});
