import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DraftSettings } from '../../src/draft/settings.ts';
import { board, newDraft, openRoster, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, pickBy } from '../support/time.ts';
import { checkClocks } from './checks/clocks.ts';
import { checkFold } from './checks/fold.ts';
import { readRemains } from './checks/remains.ts';
import { quietMinutes } from './kinds.ts';
import { waitsOf } from './lateness.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const SETTINGS: DraftSettings = {
  order: { kind: 'SNAKE' },
  ...{
    rounds: 3,
    secondsPerPick: 60,
    secondsPerPickByRound: {},
    rosterSlots: openRoster(3),
    tradedPicks: [],
  },
  ...{ bankSeconds: 30, graceSeconds: 1, atZero: 'SKIP' },
};

/** A draft of which the second pick is made and the third skipped; what its checks say, once something was done to its rows. */
async function played(breakIt?: (draft: TestDraft) => Promise<unknown>) {
  await database.pool.query('truncate app_public.drafts, app_public.draft_events cascade');
  const quietHours = quietMinutes('ALLOWED', Date.now(), true);
  const { bankSeconds = 0, graceSeconds = 0 } = SETTINGS;
  const draft = await newDraft(database.pool, {
    ...{ teams: 2, rounds: 3, secondsPerPick: 60 },
    time: { bankSeconds, graceSeconds, atZero: 'SKIP', quietHours },
  });
  await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
  await pickBy(database.pool, draft, managerOf(draft, 2), 2, 2);
  await setDeadline(database.pool, draft.draftId, -0.01);
  await runTimeOut(database.pool, draft.draftId);
  expect((await board(database.pool, draft.draftId))[2]?.skippedAt).not.toBeNull();
  await breakIt?.(draft);
  const remains = await readRemains(database.pool);
  const history = remains.events.get(draft.draftId) ?? [];
  return {
    clocks: checkClocks(remains, [{ draftId: draft.draftId, settings: { ...SETTINGS, quietHours } }]),
    fold: checkFold(remains),
    waits: waitsOf(draft.draftId, history),
  };
}

const inEvents = (change: string, kind: string) => () =>
  database.pool.query(`update app_public.draft_events set data = data || (${change}) where kind = '${kind}'`);

describe('the verdicts on rules of time', () => {
  it('hold where nothing is wrong', async () => {
    const { clocks, fold, waits } = await played();
    expect([clocks.offences, fold.offences]).toEqual([[], []]);
    // By its event its clock would have run for a while yet: only the row was moved.
    expect(waits.map(({ kind }) => kind)).toEqual(['SKIPPED']);
  });

  it.each([
    [
      'a pick clock',
      `jsonb_build_object('clockEndsAt', (data ->> 'clockEndsAt')::timestamptz - interval '2 microseconds')`,
      'OPENED',
    ],
    [
      'a bank',
      `jsonb_build_object('deadline', (data ->> 'deadline')::timestamptz - interval '1 second')`,
      'SKIPPED',
    ],
    ['a grace', `jsonb_build_object('actsAt', data -> 'deadline')`, 'PICKED'],
  ])('fail where %s is not as long as it is to be', async (_what, change, kind) => {
    const { clocks } = await played(inEvents(change, kind));
    expect(clocks.offences).toHaveLength(1);
  });

  it.each<[string, (draft: TestDraft) => Promise<unknown>]>([
    [
      'a bank',
      ({ draftId }) =>
        database.pool.query('update app_public.draft_slots set bank_seconds = 1 where draft_id = $1', [
          draftId,
        ]),
    ],
    [
      'misses',
      ({ draftId }) =>
        database.pool.query('update app_public.draft_slots set misses = 7 where draft_id = $1', [draftId]),
    ],
    [
      'a skipped cell',
      ({ draftId }) =>
        database.pool.query('update app_public.picks set skipped_at = null where draft_id = $1', [draftId]),
    ],
  ])('fail where %s is not as the events tell', async (_what, breakIt) => {
    const { fold } = await played(breakIt);
    expect(fold.offences).toHaveLength(1);
  });
});
