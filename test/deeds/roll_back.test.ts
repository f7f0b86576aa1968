import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewRollBack, rollBack, tradePicks } from '../../src/database/deeds.ts';
import { cancelDraft, pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { skipPick } from '../../src/database/picks.ts';
import { draftErrorCodes } from '../../src/draft/errors.ts';
import { foldEvents } from '../../src/history/fold_events.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  openRoster,
  runTimeOut,
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

async function version({ draftId }: TestDraft): Promise<number> {
  return (await draftRow(database.pool, draftId)).version;
}

/** Rolls back to a pick, or undoes the last one (null), as the draft is now. */
async function back(draft: TestDraft, toPick: number | null, note: string | null = null): Promise<number> {
  const decided = { toPick, version: await version(draft) };
  return rollBack(database.pool, draft.draftId, decided, { actor: draft.commissioner, note });
}

/** The next picks by the managers of a snake of four teams, the best players in order. */
async function pickNext(draft: TestDraft, upTo: number): Promise<void> {
  const cells = await board(database.pool, draft.draftId);
  for (const { pickNumber, teamId, playerId, isForfeited } of cells) {
    if (pickNumber > upTo || playerId !== null || isForfeited) continue;
    const manager = managerOf(draft, draft.teamIds.indexOf(teamId) + 1);
    await pickBy(database.pool, draft, manager, pickNumber, pickNumber);
  }
}

const open = async ({ draftId }: TestDraft) =>
  (await board(database.pool, draftId)).flatMap(({ pickNumber, playerId }) =>
    playerId === null ? [pickNumber] : [],
  );

describe('a rollback to a pick', () => {
  it('empties every cell from it on, pauses with a full pick clock, and says what it undid and why', async () => {
    const draft = await newDraft(database.pool, { teams: 4, rounds: 2, secondsPerPick: 60 });
    await pickNext(draft, 5);
    await setDeadline(database.pool, draft.draftId, 7);
    const seen = await version(draft);
    const preview = await previewRollBack(database.pool, draft.draftId, 3, draft.commissioner);
    await back(draft, 3, 'A wrong click');
    expect(await open(draft)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      ...{ state: 'PAUSED', currentPick: 3, remainingSeconds: 60, version: seen + 1, jobId: null },
    });
    expect(await alarms(database.pool, draft.draftId)).toEqual([]);
    const last = (await events(database.pool, draft.draftId)).at(-1);
    expect(last).toMatchObject({
      kind: 'ROLLED_BACK',
      data: { toPick: 3, cause: 'ROLL_BACK', note: 'A wrong click', remainingSeconds: 60, teamTimes: [] },
    });
    expect(preview).toEqual({
      version: seen,
      toPick: 3,
      undone: last?.kind === 'ROLLED_BACK' && last.data.undone,
    });
    expect(preview.undone.map(({ pickNumber, playerId }) => [pickNumber, playerId])).toEqual(
      [3, 4, 5].map((pick) => [pick, draft.players[pick - 1]]),
    );
    await expectFoldToMatch(database.pool, draft.draftId);
    const { rows } = await database.pool.query(
      `select action, facts ->> 'note' as note from app_public.audit_entries where draft_id = $1 order by id desc limit 1`,
      [draft.draftId],
    );
    expect(rows).toEqual([{ action: 'DRAFT_ROLLED_BACK', note: 'A wrong click' }]);
  });

  it('lets the draft be played to its end, with players who were undone', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    await pickNext(draft, 3);
    await back(draft, 1);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    await pickNext(draft, 4);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('reopens a completed draft, whose clock runs again after a resume', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, time: { bankSeconds: 30 } });
    await pickNext(draft, 4);
    await back(draft, 4);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'PAUSED', currentPick: 4 });
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    const { nextDeadline } = await draftRow(database.pool, draft.draftId);
    expect(await alarms(database.pool, draft.draftId)).toMatchObject([{ runAt: nextDeadline }]);
    await pickNext(draft, 4);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('works on a paused draft, and the clock is that of the settings as they are now', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick: 60 });
    await pickNext(draft, 2);
    await database.pool.query(
      `select app_private.change_settings(d.id, d.version, app_private.settings_told(s) || '{"secondsPerPick": 90}', null,
              d.visibility, row('CLOCK', null)::app_private.actor)
         from app_public.drafts d join app_public.draft_settings s on s.draft_id = d.id where d.id = $1`,
      [draft.draftId],
    );
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    await back(draft, 1);
    expect((await draftRow(database.pool, draft.draftId)).remainingSeconds).toBe(90);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('leaves cells whose they are: a trade is not undone', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const [first = '', second = ''] = draft.teamIds;
    await tradePicks(
      database.pool,
      draft.draftId,
      {
        trades: [
          { pickNumber: 1, toTeamId: second },
          { pickNumber: 2, toTeamId: first },
        ],
      },
      { actor: draft.commissioner },
    );
    await pickNext(draft, 2);
    await back(draft, 1);
    expect((await board(database.pool, draft.draftId)).map(({ teamId }) => teamId).slice(0, 2)).toEqual([
      second,
      first,
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('the banks and misses after a rollback', () => {
  it('are as they were when the pick came on the clock, whatever happened since', async () => {
    const time = { bankSeconds: 120, incrementSeconds: 5, atZero: 'SKIP' as const };
    const draft = await newDraft(database.pool, { teams: 3, rounds: 4, secondsPerPick: 60, time });
    /** What the fold says of the teams when each pick came on the clock. */
    const before = new Map<number, readonly unknown[]>();
    const note = async () => {
      const { currentPick, teams } = foldEvents(await events(database.pool, draft.draftId));
      if (currentPick !== null && !before.has(currentPick))
        before.set(
          currentPick,
          teams.map(({ bankSeconds, misses }) => [bankSeconds, misses]),
        );
    };
    const acts: (() => Promise<unknown>)[] = [
      () => passTime(database.pool, draft.draftId, 100),
      () => pickNext(draft, 1),
      () => passTime(database.pool, draft.draftId, 70),
      () => pauseDraft(database.pool, draft.draftId, draft.commissioner),
      () => resumeDraft(database.pool, draft.draftId, draft.commissioner),
      () => pickNext(draft, 2),
      () => setDeadline(database.pool, draft.draftId, -1),
      () => runTimeOut(database.pool, draft.draftId),
      () => skipPick(database.pool, draft.draftId, 4, draft.commissioner),
      () => passTime(database.pool, draft.draftId, 65),
      () => pickNext(draft, 5),
      () => pickNext(draft, 7),
    ];
    for (const act of acts) {
      await note();
      await act();
    }
    await note();
    expect([...before.keys()]).toEqual([1, 2, 3, 4, 5, 6, 8]);
    for (const pick of [7, 6, 5, 4, 3, 2, 1].filter((each) => before.has(each))) {
      await back(draft, pick);
      const { teams, remainingSeconds, cells } = foldEvents(await events(database.pool, draft.draftId));
      expect(teams.map(({ bankSeconds, misses }) => [bankSeconds, misses])).toEqual(before.get(pick));
      expect(remainingSeconds).toBe(60);
      expect(cells.filter(({ isSkipped, pickNumber }) => isSkipped && pickNumber >= pick)).toEqual([]);
      await expectFoldToMatch(database.pool, draft.draftId);
    }
  });

  it('keep what a setting gave to every bank since then', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, time: { bankSeconds: 100 } });
    await passTime(database.pool, draft.draftId, 90);
    await pickNext(draft, 1);
    await database.pool.query(
      `select app_private.change_settings(d.id, d.version, app_private.settings_told(s) || '{"bankSeconds": 130}', null,
              d.visibility, row('CLOCK', null)::app_private.actor)
         from app_public.drafts d join app_public.draft_settings s on s.draft_id = d.id where d.id = $1`,
      [draft.draftId],
    );
    await back(draft, 1);
    const { teams } = foldEvents(await events(database.pool, draft.draftId));
    expect(teams.map(({ bankSeconds }) => bankSeconds)).toEqual([130, 130]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('a rollback is refused', () => {
  const code = (act: Promise<unknown>) => refusal(act).then((refused) => refused.code);

  it('to a pick that there is not, that was not reached, or that is on the clock', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    await pickNext(draft, 2);
    expect(await code(back(draft, 5))).toBe('PICK_NOT_FOUND');
    expect(await code(back(draft, 0))).toBe('PICK_NOT_FOUND');
    expect(await code(back(draft, 4))).toBe('NOTHING_TO_UNDO');
    expect(await code(back(draft, 3))).toBe('NOTHING_TO_UNDO');
  });

  it('to a keeper or a forfeited pick, which stay where picks before them are undone', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 2, rounds: 3, rosterSlots: openRoster(3) },
      ...{ keepers: [{ slot: 2, round: 2, rank: 9 }], forfeits: [{ round: 2, slot: 1 }] },
    });
    await pickNext(draft, 5);
    expect(await open(draft)).toEqual([4, 6]);
    expect(await code(back(draft, 3))).toBe('PICK_FIXED');
    expect(await code(back(draft, 4))).toBe('PICK_FIXED');
    await back(draft, 2);
    expect(await open(draft)).toEqual([2, 4, 5, 6]);
    await expectFoldToMatch(database.pool, draft.draftId);
    await back(draft, 1);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    await pickNext(draft, 6);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'COMPLETED' });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('of a draft that was cancelled, or did not open yet', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    await pickNext(draft, 1);
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await refusal(back(draft, 1))).toMatchObject({
      ...{ code: 'ILLEGAL_TRANSITION', numbers: { from: 'CANCELLED', to: 'PAUSED' } },
    });
    expect(await code(back(await newDraft(database.pool, { open: false }), 1))).toBe('ILLEGAL_TRANSITION');
  });

  it('with a stale version, but answered as it is where the same request came before', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
    await pickNext(draft, 3);
    const seen = await version(draft);
    await pickNext(draft, 4);
    const ask = (toPick: number | null, decidedOn: number) =>
      rollBack(database.pool, draft.draftId, { toPick, version: decidedOn }, { actor: draft.commissioner });
    expect(await code(ask(2, seen))).toBe('STALE_VERSION');
    const done = await ask(2, seen + 1);
    expect(await ask(2, seen + 1)).toBe(done);
    expect(await code(ask(1, seen + 1))).toBe('STALE_VERSION');
    expect(await code(ask(null, seen + 1))).toBe('STALE_VERSION');
  });

  it('with a note that is no plain text of up to 500 characters', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    await pickNext(draft, 1);
    expect(await code(back(draft, 1, 'x'.repeat(501)))).toBe('TEXT_INVALID');
    expect(await code(back(draft, 1, 'two\nlines'))).toBe('TEXT_INVALID');
    expect(await open(draft)).not.toContain(1);
  });

  it('with sentences that say what to do', () => {
    for (const each of ['NOTHING_TO_UNDO', 'PICK_FIXED', 'PICK_OPEN', 'BOARD_CLOSED'] as const)
      expect(draftErrorCodes[each]).toMatch(/\. \w.*\.$/);
  });
});

describe('the undoing of the last pick', () => {
  it('is a rollback to it, whoever made it, also where the draft was completed by it', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    await pickNext(draft, 1);
    await setDeadline(database.pool, draft.draftId, -1);
    await runTimeOut(database.pool, draft.draftId);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
    await back(draft, null);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'PAUSED', currentPick: 2 });
    await back(draft, null);
    expect(await open(draft)).toEqual([1, 2]);
    expect((await refusal(back(draft, null))).code).toBe('NOTHING_TO_UNDO');
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('undoes the skips behind it as well, and leaves skips alone to a rollback', async () => {
    const draft = await newDraft(database.pool, { teams: 4, rounds: 2 });
    const { draftId, commissioner } = draft;
    await skipPick(database.pool, draftId, 1, commissioner);
    const refused = await refusal(back(draft, null));
    expect([refused.code, refused.message]).toEqual([
      'NOTHING_TO_UNDO',
      expect.stringMatching(/^No pick of this draft is made.*rollBackDraft with toPick/),
    ]);
    await pickBy(database.pool, draft, managerOf(draft, 2), 2, 2);
    await skipPick(database.pool, draftId, 3, commissioner);
    await back(draft, null);
    const { rows } = await database.pool.query(
      'select pick_number as skipped from app_public.picks where draft_id = $1 and skipped_at is not null',
      [draftId],
    );
    expect(rows).toEqual([{ skipped: 1 }]);
    await back(draft, 1);
    expect(await draftRow(database.pool, draftId)).toMatchObject({ state: 'PAUSED', currentPick: 1 });
  });

  it('of a pick that made up a skipped one leaves the clock with the time it has, and the pick skipped again', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 3, rounds: 2, secondsPerPick: 60, time: { atZero: 'SKIP', bankSeconds: 100 } },
    });
    await skipPick(database.pool, draft.draftId, 1, draft.commissioner);
    await pickNext({ ...draft }, 0);
    await pickBy(database.pool, draft, managerOf(draft, 2), 2, 2);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    await passTime(database.pool, draft.draftId, 80);
    await back(draft, null);
    const row = await draftRow(database.pool, draft.draftId);
    expect(row).toMatchObject({ state: 'PAUSED', currentPick: 3, remainingSeconds: 0 });
    expect(await open(draft)).toEqual([1, 3, 4, 5, 6]);
    await expectFoldToMatch(database.pool, draft.draftId);
    const { teams } = foldEvents(await events(database.pool, draft.draftId));
    expect(teams[2]?.bankSeconds).toBeLessThan(81);
    // Rolled back to the pick that was skipped first, everything is as at the opening.
    await back(draft, 1);
    expect(await open(draft)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await board(database.pool, draft.draftId)).every(({ skippedAt }) => skippedAt === null)).toBe(
      true,
    );
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('of a pick that made up a skipped one gives it the pick clock of the settings as they are now', async () => {
    const draft = await newDraft(database.pool, { teams: 3, rounds: 1, time: { atZero: 'SKIP' } });
    const { draftId, commissioner } = draft;
    await skipPick(database.pool, draftId, 1, commissioner);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    await changeSettings(
      database.pool,
      draftId,
      (present) => ({ ...present, settings: { ...present.settings, secondsPerPick: 30 } }),
      commissioner,
    );
    await back(draft, null);
    const { rows } = await database.pool.query<{ seconds: number }>(
      'select seconds from app_public.picks where draft_id = $1 order by pick_number',
      [draftId],
    );
    expect(rows.map(({ seconds }) => seconds)).toEqual([30, 30, 30]);
  });

  it('of a skipped pick that had come back puts that pick on the clock again', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, time: { atZero: 'SKIP' } });
    await skipPick(database.pool, draft.draftId, 1, draft.commissioner);
    await pickBy(database.pool, draft, managerOf(draft, 2), 2, 2);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    await back(draft, null);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      ...{ state: 'PAUSED', currentPick: 1, remainingSeconds: 60 },
    });
    expect(await open(draft)).toEqual([1]);
    await expectFoldToMatch(database.pool, draft.draftId);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 3);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});
