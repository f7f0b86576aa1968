import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetClock } from '../../src/database/clock.ts';
import { cancelDraft, pauseDraft, readSettings, resumeDraft } from '../../src/database/life_cycle.ts';
import { checkSettings, type DraftSettings } from '../../src/draft/settings.ts';
import { TIME_PRESETS } from '../../src/draft/time_presets.ts';
import { PLAIN_TIME, type TimeSettings } from '../../src/draft/time_settings.ts';
import { changeSettings, planPause, type SettingsOfDraft } from '../../src/orchestrator/change_settings.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import {
  alarms,
  draftRow,
  newDraft,
  openRoster,
  runTimeOut,
  seats,
  setDeadline,
  type TestDraft,
} from '../support/drafts.ts';
import { events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, passTime, pickBy } from '../support/time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const timed = (time: Partial<TimeSettings> = {}, open = true) =>
  newDraft(database.pool, { teams: 2, rounds: 3, secondsPerPick: 60, order: { kind: 'LINEAR' }, time, open });

function change(draft: TestDraft, changed: Partial<DraftSettings>, startsAt?: string): Promise<number> {
  return changeSettings(
    database.pool,
    draft.draftId,
    (present) => ({
      ...present,
      settings: { ...present.settings, ...changed },
      startsAt: startsAt ?? present.startsAt,
    }),
    draft.commissioner,
  );
}

const settingsOf = async ({ draftId, commissioner }: TestDraft) =>
  (await readSettings(database.pool, draftId, commissioner)).settings;

/** Seconds from now to the end of the pick clock, and from there to the deadline. */
async function clock({ draftId }: TestDraft) {
  const { clockEndsAt, deadline, at } = await draftRow(database.pool, draftId);
  if (!clockEndsAt || !deadline) return expect.unreachable('no clock runs');
  const bank = (deadline.getTime() - clockEndsAt.getTime()) / 1_000;
  return { pick: Math.ceil((clockEndsAt.getTime() - at.getTime()) / 1_000), bank };
}

describe('settings of time', () => {
  const SETTINGS: DraftSettings = {
    ...{ order: { kind: 'LINEAR' }, rounds: 3, secondsPerPick: 60, secondsPerPickByRound: {} },
    ...{ rosterSlots: openRoster(3), tradedPicks: [] },
  };

  it.each<[Partial<TimeSettings>, string | null, string[]]>([
    [{ atZero: 'WAIT', graceSeconds: 1 }, null, ['atZero', 'graceSeconds']],
    [{ atZero: 'WAIT', autopilotAfterMisses: 3 }, null, ['atZero', 'autopilotAfterMisses']],
    [{ pauseAt: ['2026-09-01T20:00:00Z'] }, '2026-09-01T20:00:00+00:00', ['startsAt', 'pauseAt']],
  ])('that contradict each other are refused, and both are named: %o', (time, startsAt, both) => {
    const check = () => checkSettings({ ...SETTINGS, ...time }, 2, startsAt);
    expect(check).toThrow(expect.objectContaining({ code: 'SETTINGS_CONTRADICT' }));
    expect(check).toThrow(
      new RegExp(`The settings ${both.join(' and ')} contradict each other: .*\\. Change one`),
    );
  });

  it.each<Partial<TimeSettings>>([
    ...[
      { bankSeconds: -1 },
      { bankSeconds: 2_592_001 },
      { bankSeconds: Number.NaN },
      { incrementSeconds: 3_601 },
    ],
    ...[
      { graceSeconds: 10.1 },
      { autopilotSeconds: 61 },
      { autopilotAfterMisses: 0 },
      { autopilotAfterMisses: 1.5 },
    ],
    ...[
      { pauseBeforePicks: [0] },
      { pauseBeforePicks: [7] },
      { pauseAt: Array<string>(101).fill('2026-01-01') },
    ],
  ])('out of their bounds are refused: %o', (time) => {
    expect(() => checkSettings({ ...SETTINGS, ...time }, 2)).toThrow(
      expect.objectContaining({ code: 'TIME_OUT_OF_RANGE' }),
    );
  });

  it.each(TIME_PRESETS)(
    'of the preset $name make a draft, and are read back as they were given',
    async ({ settings }) => {
      const { secondsPerPick, ...time } = settings;
      const draft = await newDraft(database.pool, { teams: 2, rounds: 1, secondsPerPick, time });
      expect(await settingsOf(draft)).toMatchObject(settings);
    },
  );

  it('at their defaults leave a draft plain, and any other does not', async () => {
    const isPlain = async (time: Partial<TimeSettings>) => {
      const draft = await timed(time, false);
      const { rows } = await database.pool.query<{ plain: boolean; seats: boolean[] }>(
        `select app_private.is_plain(s) as plain, array(select not has_time_rules from app_public.draft_slots where draft_id = $1) as seats
           from app_public.draft_settings s where draft_id = $1`,
        [draft.draftId],
      );
      expect(rows[0]?.seats).toEqual([rows[0]?.plain, rows[0]?.plain]);
      return rows[0]?.plain;
    };
    expect(await isPlain(PLAIN_TIME)).toBe(true);
    const others: TimeSettings = {
      ...{ bankSeconds: 1, incrementSeconds: 1, graceSeconds: 1, autopilotSeconds: 1, atZero: 'SKIP' },
      quietHours: {
        zone: 'UTC',
        picks: 'ALLOWED',
        windows: [{ weekdays: ['MONDAY'], from: '22:00', to: '23:00' }],
      },
      ...{
        autopilotAfterMisses: 1,
        resume: 'RESET',
        pauseBeforePicks: [2],
        pauseAt: ['2027-01-01T00:00:00Z'],
      },
    };
    for (const [name, value] of Object.entries(others))
      expect(await isPlain({ [name]: value }), name).toBe(false);
  });
});

describe('changing settings before the draft opens', () => {
  it('changes everything, as an event', async () => {
    const draft = await timed({}, false);
    await change(draft, { rounds: 2, bankSeconds: 30, order: { kind: 'SNAKE' } });
    expect(await settingsOf(draft)).toMatchObject({ rounds: 2, bankSeconds: 30, order: { kind: 'SNAKE' } });
    const told = (await events(database.pool, draft.draftId)).at(-1);
    expect(told).toMatchObject({
      kind: 'SETTINGS_CHANGED',
      data: { changed: ['bankSeconds', 'order', 'rounds'] },
    });
    await openDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await clock(draft)).toEqual({ pick: 60, bank: 30 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('moves the start', async () => {
    const draft = await timed({}, false);
    const { rows } = await database.pool.query<{ at: string }>(
      `select to_jsonb(clock_timestamp() + interval '1 day') #>> '{}' as at`,
    );
    await change(draft, {}, rows[0]?.at ?? '');
    const { rows: jobs } = await database.pool.query(
      `select from graphile_worker._private_jobs where key = app_private.start_key($1) and run_at = $2`,
      [draft.draftId, rows[0]?.at],
    );
    expect(jobs).toHaveLength(1);
  });

  it('that no draft can have is refused, and that changes nothing is no event', async () => {
    const draft = await timed({}, false);
    expect((await refusal(change(draft, { rounds: 4 }))).code).toBe('ROSTER_TOO_SMALL');
    expect((await refusal(change(draft, { atZero: 'WAIT', graceSeconds: 2 }))).code).toBe(
      'SETTINGS_CONTRADICT',
    );
    expect(await change(draft, {})).toBe(1);
  });
});

describe('changing settings while the draft runs', () => {
  it('holds from the next cell on: the pick on the clock keeps its instants', async () => {
    const draft = await timed();
    const before = await draftRow(database.pool, draft.draftId);
    await change(draft, { secondsPerPick: 30, bankSeconds: 20 });
    const { nextDeadline, clockEndsAt, deadline } = await draftRow(database.pool, draft.draftId);
    expect([nextDeadline, clockEndsAt, deadline]).toEqual([
      ...[before.nextDeadline, before.clockEndsAt, before.deadline],
    ]);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    expect(await clock(draft)).toEqual({ pick: 30, bank: 20 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('holds at once where the clock is reset', async () => {
    const draft = await timed();
    await change(draft, { secondsPerPick: 30, bankSeconds: 20 });
    await resetClock(database.pool, draft.draftId, null, draft.commissioner);
    expect(await clock(draft)).toEqual({ pick: 30, bank: 20 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('leaves the pick on the clock its rule at zero, twice changed or not', async () => {
    const draft = await timed({ atZero: 'SKIP' });
    await change(draft, { atZero: 'WAIT' });
    await change(draft, { atZero: 'AUTO_PICK' });
    await setDeadline(database.pool, draft.draftId, -0.001);
    expect((await runTimeOut(database.pool, draft.draftId)).acted).toMatchObject([{ outcome: 'passed' }]);
    await setDeadline(database.pool, draft.draftId, -0.001);
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toMatchObject([{ pickNumber: 2 }]);
  });

  it.each([
    { before: 1, after: null, isOn: true },
    { before: null, after: 1, isOn: false },
  ])(
    'leaves the pick on the clock its number of misses, also where it is passed over: %o',
    async (misses) => {
      const { before, after, isOn } = misses;
      const draft = await timed({ atZero: 'SKIP', autopilotAfterMisses: before });
      await change(draft, { autopilotAfterMisses: after });
      await setDeadline(database.pool, draft.draftId, -1);
      await runTimeOut(database.pool, draft.draftId);
      const [first] = await seats(database.pool, draft.draftId);
      expect(first).toMatchObject({ misses: 1, autopilot: isOn });
      await expectFoldToMatch(database.pool, draft.draftId);
    },
  );

  it('adds to the banks of all teams, or takes what is there', async () => {
    const draft = await timed({ bankSeconds: 100 });
    await passTime(database.pool, draft.draftId, 130);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    await change(draft, { bankSeconds: 120 });
    const [first, second] = await seats(database.pool, draft.draftId);
    expect(first?.bankSeconds).toBeCloseTo(50, 0);
    expect(second?.bankSeconds).toBe(120);
    await change(draft, { bankSeconds: 10 });
    expect((await seats(database.pool, draft.draftId)).map(({ bankSeconds }) => bankSeconds)).toEqual([
      0, 10,
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('counts a quiet window from the next cell on, also at a pause in between', async () => {
    const draft = await timed();
    // Quiet the whole week but an hour, in which this test may or may not run.
    const windows = [
      {
        weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const,
        from: '00:00',
        to: '24:00',
      },
      { weekdays: ['SUNDAY'] as const, from: '01:00', to: '24:00' },
    ];
    await change(draft, { quietHours: { zone: 'UTC', picks: 'ALLOWED', windows } });
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    expect((await draftRow(database.pool, draft.draftId)).remainingSeconds).toBeGreaterThan(50);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect((await clock(draft)).pick).toBeGreaterThan(50);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is refused of what is fixed, and of a draft that is over', async () => {
    const draft = await timed();
    const refused = await refusal(change(draft, { rounds: 2, order: { kind: 'SNAKE' }, bankSeconds: 5 }));
    expect(refused).toMatchObject({ code: 'SETTINGS_FIXED', numbers: { settings: ['order', 'rounds'] } });
    expect((await settingsOf(draft)).bankSeconds).toBe(0);
  });

  it('is taken of who may watch while the draft goes on, and refused once it is over', async () => {
    const draft = await timed();
    const becomePrivate = (present: SettingsOfDraft) => ({ ...present, visibility: 'PRIVATE' as const });
    await changeSettings(database.pool, draft.draftId, becomePrivate, draft.commissioner);
    expect((await events(database.pool, draft.draftId)).at(-1)).toMatchObject({
      ...{ kind: 'SETTINGS_CHANGED', data: { changed: ['visibility'] } },
    });
    const stranger = { kind: 'USER', userId: null } as const;
    expect(await refusal(readSettings(database.pool, draft.draftId, stranger))).toMatchObject({
      code: 'DRAFT_NOT_FOUND',
    });
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    const becomePublic = (present: SettingsOfDraft) => ({ ...present, visibility: 'PUBLIC' as const });
    const late = changeSettings(database.pool, draft.draftId, becomePublic, draft.commissioner);
    expect(await refusal(late)).toMatchObject({ code: 'DRAFT_OVER' });
  });

  it.each<Partial<DraftSettings>>([
    { rounds: 5 },
    { rounds: 101 },
    { order: { kind: 'CUSTOM', rounds: [] } },
    { rosterSlots: [] },
    { tradedPicks: [{ round: 9, slot: 1, owner: 2 }] },
    { forfeits: [{ round: 9, slot: 1 }] },
    { keepers: [{ slot: 9, playerId: 1, round: 1 }] },
    { positionMaximums: { QB: -1 } },
  ])('is refused as fixed also where no draft could have it: %o', async (changed) => {
    const draft = await timed();
    const [fixed] = Object.keys(changed);
    expect(await refusal(change(draft, changed))).toMatchObject({
      ...{ code: 'SETTINGS_FIXED', numbers: { settings: [fixed], state: 'IN_PROGRESS' } },
    });
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await refusal(change(draft, changed))).toMatchObject({
      ...{ code: 'DRAFT_OVER', numbers: { state: 'CANCELLED' } },
    });
  });
});

describe('a planned pause', () => {
  it('comes when the pick comes on the clock, with its whole clock', async () => {
    const draft = await timed({ pauseBeforePicks: [2], bankSeconds: 10 });
    expect(await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1)).toMatchObject({
      nextDeadline: null,
    });
    const row = await draftRow(database.pool, draft.draftId);
    expect(row).toMatchObject({ state: 'PAUSED', currentPick: 2, remainingSeconds: 60 });
    expect((await events(database.pool, draft.draftId)).at(-1)).toMatchObject({
      kind: 'PAUSED',
      data: { cause: 'SCHEDULED' },
    });
    await expectFoldToMatch(database.pool, draft.draftId);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await clock(draft)).toEqual({ pick: 60, bank: 10 });
  });

  it('before the first pick comes when the draft opens, and once', async () => {
    const draft = await timed({ pauseBeforePicks: [2], bankSeconds: 10 }, false);
    const { draftId, commissioner } = draft;
    await planPause(database.pool, draftId, { at: null, beforePick: 1 }, commissioner);
    const version = await openDraft(database.pool, draftId, commissioner);
    expect(await draftRow(database.pool, draftId)).toMatchObject({
      ...{ state: 'PAUSED', currentPick: 1, remainingSeconds: 60, nextDeadline: null, version },
    });
    expect((await events(database.pool, draftId)).slice(-2)).toMatchObject([
      { kind: 'OPENED', data: { pickNumber: 1 } },
      { kind: 'PAUSED', data: { pickNumber: 1, remainingSeconds: 60, bankSeconds: 10, cause: 'SCHEDULED' } },
    ]);
    expect(await alarms(database.pool, draftId)).toEqual([]);
    await expectFoldToMatch(database.pool, draftId);
    await resumeDraft(database.pool, draftId, commissioner);
    expect(await clock(draft)).toEqual({ pick: 60, bank: 10 });
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    expect(await draftRow(database.pool, draftId)).toMatchObject({ state: 'PAUSED', currentPick: 2 });
    await expectFoldToMatch(database.pool, draftId);
  });

  it('at a time rings the same alarm, and stops the clock at that time, however late it rings', async () => {
    const draft = await timed();
    const { rows } = await database.pool.query<{ at: string }>(
      `select to_jsonb(next_deadline - interval '20 seconds') #>> '{}' as at from app_public.drafts where id = $1`,
      [draft.draftId],
    );
    const at = rows[0]?.at ?? '';
    const version = await planPause(
      database.pool,
      draft.draftId,
      { at, beforePick: null },
      draft.commissioner,
    );
    expect(await planPause(database.pool, draft.draftId, { at, beforePick: null }, draft.commissioner)).toBe(
      version,
    );
    expect(await alarms(database.pool, draft.draftId)).toMatchObject([{ runAt: new Date(at) }]);
    // Everything moves into the past together: the alarm is seconds late, and the deadline has passed too.
    await database.pool.query(
      `update app_public.drafts set next_pause_at = next_pause_at - interval '70 seconds',
                                    next_deadline = next_deadline - interval '70 seconds' where id = $1`,
      [draft.draftId],
    );
    expect((await refusal(pickBy(database.pool, draft, managerOf(draft, 1), 1, 1))).code).toBe(
      'DRAFT_NOT_IN_PROGRESS',
    );
    expect((await runTimeOut(database.pool, draft.draftId)).acted).toMatchObject([{ outcome: 'paused' }]);
    expect((await draftRow(database.pool, draft.draftId)).remainingSeconds).toBe(20);
    expect(await alarms(database.pool, draft.draftId)).toEqual([]);
  });

  it('at a time before the draft was due to start is planned once somebody opened it', async () => {
    const startsAt = new Date(Date.now() + 7_200_000).toISOString();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const draft = await newDraft(database.pool, { startsAt, open: false });
    const plan = () => planPause(database.pool, draft.draftId, { at, beforePick: null }, draft.commissioner);
    expect((await refusal(plan())).code).toBe('SETTINGS_CONTRADICT');
    await openDraft(database.pool, draft.draftId, draft.commissioner);
    await plan();
    expect((await settingsOf(draft)).pauseAt?.map((time) => Date.parse(time))).toEqual([Date.parse(at)]);
    await change(draft, { bankSeconds: 5 });
  });

  it('whose time has come holds, also where settings change before its alarm rings', async () => {
    const draft = await timed();
    const { nextDeadline } = await draftRow(database.pool, draft.draftId);
    const at = nextDeadline?.toISOString() ?? '';
    await planPause(database.pool, draft.draftId, { at, beforePick: null }, draft.commissioner);
    await database.pool.query(
      `update app_public.drafts set next_pause_at = clock_timestamp() - interval '1 second' where id = $1`,
      [draft.draftId],
    );
    await change(draft, { bankSeconds: 5 });
    await runTimeOut(database.pool, draft.draftId);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('PAUSED');
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('comes in overtime too', async () => {
    const draft = await timed({ atZero: 'WAIT' });
    const { rows } = await database.pool.query<{ at: string }>(
      `select to_jsonb(clock_timestamp() + interval '1 hour') #>> '{}' as at`,
    );
    await planPause(
      database.pool,
      draft.draftId,
      { at: rows[0]?.at ?? '', beforePick: null },
      draft.commissioner,
    );
    await setDeadline(database.pool, draft.draftId, -0.001);
    expect((await runTimeOut(database.pool, draft.draftId)).acted).toMatchObject([{ outcome: 'waiting' }]);
    expect(await alarms(database.pool, draft.draftId)).toMatchObject([
      { runAt: new Date(rows[0]?.at ?? '') },
    ]);
    await database.pool.query(
      `update app_public.drafts set next_pause_at = clock_timestamp() where id = $1`,
      [draft.draftId],
    );
    expect((await runTimeOut(database.pool, draft.draftId)).acted).toMatchObject([{ outcome: 'paused' }]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('that would never come is refused', async () => {
    const draft = await timed();
    const code = async (pause: { at?: string; beforePick?: number }) =>
      (
        await refusal(
          planPause(
            database.pool,
            draft.draftId,
            { at: null, beforePick: null, ...pause },
            draft.commissioner,
          ),
        )
      ).code;
    expect(await code({ at: '2020-01-01T00:00:00Z' })).toBe('PAUSE_INVALID');
    expect(await code({ beforePick: 1 })).toBe('PAUSE_INVALID');
    expect(await code({ beforePick: 99 })).toBe('TIME_OUT_OF_RANGE');
  });
});
