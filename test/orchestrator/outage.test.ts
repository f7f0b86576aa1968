import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { clockedPicks, isByClock } from '../../src/demo/lateness.ts';
import { newHerd, untilAll, withWorkers, wronglyArmed } from '../support/clock.ts';
import { alarms, draftRow, newDraft, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { silentFor } from '../support/pulse.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** A draft whose clock ran out so many seconds ago, in a silence that began so many seconds ago. */
async function overdueDraft({ due, silent }: { due: number; silent: number }): Promise<TestDraft> {
  const draft = await newDraft(database.pool);
  await setDeadline(database.pool, draft.draftId, -due);
  // As its event says, so that the events still fold.
  await database.pool.query(
    `update app_public.draft_events e set data = e.data || jsonb_build_object('deadline', d.next_deadline)
       from app_public.drafts d where d.id = e.draft_id and e.kind = 'OPENED' and d.id = $1`,
    [draft.draftId],
  );
  await silentFor(database.pool, silent);
  return draft;
}

/** For how many more seconds the clock of a draft runs. */
async function secondsLeft({ draftId }: TestDraft): Promise<number> {
  const { nextDeadline, at } = await draftRow(database.pool, draftId);
  return ((nextDeadline?.getTime() ?? 0) - at.getTime()) / 1_000;
}

async function kindsAfterTimeOut({ draftId }: TestDraft): Promise<string[]> {
  await runTimeOut(database.pool, draftId);
  return (await eventKinds(database.pool, draftId)).slice(2);
}

describe('after an outage, a team whose clock ran out in it', () => {
  it('gets back as much time as the outage lasted, with an event, and is picked for when that is over', async () => {
    const draft = await overdueDraft({ due: 10, silent: 20 });
    expect(await kindsAfterTimeOut(draft)).toEqual(['TIME_RETURNED']);
    const left = await secondsLeft(draft);
    expect(left).toBeGreaterThan(18);
    expect(left).toBeLessThan(21);
    await expectFoldToMatch(database.pool, draft.draftId);
    const { nextDeadline } = await draftRow(database.pool, draft.draftId);
    const [alarm, ...others] = await alarms(database.pool, draft.draftId);
    expect(others).toEqual([]);
    expect(alarm?.runAt).toEqual(nextDeadline);

    // As if that time had passed.
    await database.pool.query(
      `update app_private.pulse set outage_ended = outage_ended - interval '1 second'`,
    );
    await setDeadline(database.pool, draft.draftId, -0.5);
    expect(await kindsAfterTimeOut(draft)).toEqual(['TIME_RETURNED', 'PICKED']);
  });

  it('gets back no more than the setting says', async () => {
    const draft = await overdueDraft({ due: 10, silent: 120 });
    expect(await kindsAfterTimeOut(draft)).toEqual(['TIME_RETURNED']);
    expect(await secondsLeft(draft)).toBeLessThanOrEqual(30);
  });

  it('gets nothing back when the setting says so', async () => {
    const draft = await overdueDraft({ due: 10, silent: 20 });
    await database.pool.query(`update app_private.pulse set most_returned = '0'`);
    expect(await kindsAfterTimeOut(draft)).toEqual(['PICKED']);
  });

  it('may pick by hand before anybody has given it its time back', async () => {
    const { draftId, managers, players } = await overdueDraft({ due: 10, silent: 20 });
    const [actor] = managers;
    const [playerId = 0] = players;
    if (!actor) return expect.unreachable();
    await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber: 1, playerId, actor });
    expect((await eventKinds(database.pool, draftId)).at(-1)).toBe('PICKED');
  });
});

describe('nothing is given back', () => {
  it('after a restart of three seconds, which is no outage', async () => {
    expect(await kindsAfterTimeOut(await overdueDraft({ due: 1, silent: 3 }))).toEqual(['PICKED']);
  });

  it('to a team whose clock had run out before the outage', async () => {
    expect(await kindsAfterTimeOut(await overdueDraft({ due: 30, silent: 20 }))).toEqual(['PICKED']);
  });

  it('to a team on autopilot, which needs no time', async () => {
    const draft = await overdueDraft({ due: 10, silent: 20 });
    const [teamId = ''] = draft.teamIds;
    await setAutopilot(database.pool, draft.draftId, teamId, true, draft.commissioner);
    await setDeadline(database.pool, draft.draftId, -10);
    await runTimeOut(database.pool, draft.draftId);
    expect((await eventKinds(database.pool, draft.draftId)).slice(2)).toEqual([
      'AUTOPILOT_CHANGED',
      'PICKED',
    ]);
  });

  it('where no process ever kept the time: a job alone is no sign of an outage', async () => {
    const draft = await overdueDraft({ due: 10, silent: 20 });
    await database.pool.query('update app_private.pulse set at = null');
    expect(await kindsAfterTimeOut(draft)).toEqual(['PICKED']);
  });

  it('to a pick by hand that is late for any other reason', async () => {
    const { draftId, managers, players } = await overdueDraft({ due: 10, silent: 3 });
    const [actor] = managers;
    const [playerId = 0] = players;
    if (!actor) return expect.unreachable();
    const picking = applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber: 1, playerId, actor });
    expect((await refusal(picking)).code).toBe('DEADLINE_PASSED');
  });
});

describe('an outage after an outage', () => {
  it('keeps the teams that still wait for their time', async () => {
    const waiting = await overdueDraft({ due: 30, silent: 10 });
    await database.pool.query(
      `update app_private.pulse set outage_began = clock_timestamp() - interval '40 seconds',
                                    outage_ended = clock_timestamp() - interval '20 seconds'`,
    );
    expect(await kindsAfterTimeOut(waiting)).toEqual(['TIME_RETURNED']);
  });
});

/** An outage lasts for as long as it takes to make the drafts, and as much time is given back. */
const AT_MOST_MS = 180_000;

describe('400 drafts whose clocks ran out in an outage', { timeout: AT_MOST_MS }, () => {
  it.for([
    { processes: 1, silent: 20 },
    { processes: 4, silent: 6 },
  ])(
    'are never picked for before the returned time, with $processes processes starting together',
    async ({ processes, silent }) => {
      const { draftIds } = await newHerd(
        database.pool,
        400,
        { first: -silent / 2, step: silent / 1_200 },
        { secondsPerPick: 600 },
      );
      // Since before the first of these clocks ran out, however long it took to make the drafts.
      const { nextDeadline, at } = await draftRow(database.pool, draftIds[0] ?? '');
      await silentFor(database.pool, (at.getTime() - (nextDeadline?.getTime() ?? 0)) / 1_000 + silent / 2);
      await withWorkers(database.url, processes, async () => {
        // The short silence is waited for to its end, which may come before the last process has started.
        await untilAll(database.pool, draftIds, silent < 10 ? 'version >= 4' : 'version >= 3');
      });
      for (const draftId of draftIds) {
        const history = await events(database.pool, draftId);
        const [returned, ...others] = history.filter(({ kind }) => kind === 'TIME_RETURNED');
        expect(others).toEqual([]);
        if (returned?.kind !== 'TIME_RETURNED') return expect.unreachable();
        expect(returned.data.seconds).toBeGreaterThanOrEqual(silent);
        expect(clockedPicks(history).filter((pick) => isByClock(pick) && pick.lateness < 0)).toEqual([]);
      }
      expect(await wronglyArmed(database.pool)).toEqual([]);
    },
  );
});
