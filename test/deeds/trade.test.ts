import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trade, tradePicks } from '../../src/database/deeds.ts';
import { pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { skipPick } from '../../src/database/picks.ts';
import type { RosterSlot } from '../../src/draft/roster_slots.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  openRoster,
  runTimeOut,
  seats,
  setDeadline,
  type TestDraft,
} from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, passTime, pickBy } from '../support/time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A snake of two teams and two rounds, with seats for one pick more than rounds. */
const newTrading = (time: Partial<TimeSettings> = {}) =>
  newDraft(database.pool, { teams: 2, rounds: 2, rosterSlots: openRoster(3), secondsPerPick: 60, time });

/** Gives picks to slots: [pick, slot], and so on. */
function trade(
  { draftId, teamIds, commissioner: actor }: TestDraft,
  cells: readonly (readonly [pick: number, slot: number])[],
  version: number | null = null,
): Promise<number> {
  const trades: Trade[] = cells.map(([pickNumber, slot]) => ({
    pickNumber,
    toTeamId: teamIds[slot - 1] ?? '',
  }));
  return tradePicks(database.pool, draftId, { trades, version }, { actor });
}

/** The slots of the owners, by pick number. */
async function owners({ draftId, teamIds }: TestDraft): Promise<number[]> {
  return (await board(database.pool, draftId)).map(({ teamId }) => teamIds.indexOf(teamId) + 1);
}

const refusedFor = async (act: Promise<unknown>) => {
  const { code, numbers } = await refusal(act);
  return { code, numbers };
};

describe('a trade of picks that are not made', () => {
  it('gives all of them to their new owners, once, and the clock runs on', async () => {
    const draft = await newTrading();
    const before = await draftRow(database.pool, draft.draftId);
    const traded = await trade(draft, [
      [3, 1],
      [4, 2],
    ]);
    expect(await owners(draft)).toEqual([1, 2, 1, 2]);
    expect(
      await trade(
        draft,
        [
          [3, 1],
          [4, 2],
        ],
        before.version,
      ),
    ).toBe(traded);
    const after = await draftRow(database.pool, draft.draftId);
    expect([after.nextDeadline, after.version]).toEqual([before.nextDeadline, before.version + 1]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is known to what a process remembers of the draft: the clock picks for the new owner', async () => {
    const draft = await newTrading();
    const memory = new DraftMemory();
    await memory.read(database.pool, [draft.draftId]);
    await trade(draft, [
      [1, 2],
      [2, 1],
    ]);
    await setDeadline(database.pool, draft.draftId, -1);
    const { picked } = await runTimeOut(database.pool, draft.draftId, memory);
    expect(picked.map(({ teamId }) => teamId)).toEqual([draft.teamIds[1]]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it.each([
    [
      'is made',
      [
        [2, 1],
        [1, 2],
      ],
      'PICK_ALREADY_MADE',
      { pickNumber: 1 },
    ],
    [
      'is named twice',
      [
        [3, 1],
        [3, 2],
      ],
      'TRADE_INVALID',
      { pickNumber: 3, problem: 'it is named twice; name each pick once' },
    ],
    ['the board does not have', [[5, 1]], 'PICK_NOT_FOUND', { pickNumber: 5 }],
  ] as const)('is refused as a whole where one %s', async (_, cells, code, numbers) => {
    const draft = await newTrading();
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    expect(await refusedFor(trade(draft, cells))).toEqual({ code, numbers });
    expect(await owners(draft)).toEqual([1, 2, 2, 1]);
  });

  it('is refused for a team of another draft', async () => {
    const [draft, { teamIds }] = [await newTrading(), await newTrading()];
    const [toTeamId = ''] = teamIds;
    const { draftId, commissioner: actor } = draft;
    const strange = tradePicks(database.pool, draftId, { trades: [{ pickNumber: 2, toTeamId }] }, { actor });
    expect(await refusedFor(strange)).toEqual({ code: 'TEAM_NOT_FOUND', numbers: { teamId: toTeamId } });
  });

  it('is refused where it leaves a team with more picks than seats, and taken where the team gives one away', async () => {
    const draft = await newTrading();
    await trade(draft, [[3, 1]]);
    expect(await refusedFor(trade(draft, [[2, 1]]))).toEqual({
      ...{ code: 'ROSTER_TOO_SMALL', numbers: { seats: 3, picks: 4, slot: 1, rounds: 2 } },
    });
    await trade(draft, [
      [2, 1],
      [4, 2],
    ]);
    expect(await owners(draft)).toEqual([1, 1, 1, 2]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  const [bench] = openRoster(2);
  const kicker = { name: 'K', seats: 1, positions: ['K'] };
  it.each<[string, readonly RosterSlot[], Record<string, number>]>([
    ['a seat for a position of which a team may have none', [kicker], { K: 0 }],
    [
      'a seat that is shared by positions of which a team may have none',
      [{ name: 'X', seats: 1, positions: ['K', 'QB'] }],
      { K: 0, QB: 0 },
    ],
    [
      'more seats than a team may have of all positions',
      [kicker],
      { K: 1, QB: 0, RB: 0, WR: 1, TE: 0, DEF: 0 },
    ],
  ])('is refused where the spare seat is none: %s', async (_, spare, positionMaximums) => {
    const draft = await newDraft(database.pool, {
      teams: 2,
      rounds: 2,
      rosterSlots: [...(bench ? [bench] : []), ...spare],
      positionMaximums,
    });
    expect(await refusedFor(trade(draft, [[3, 1]]))).toEqual({
      code: 'TRADE_INVALID',
      numbers: {
        pickNumber: 3,
        problem:
          'the team of slot 1 would have 3 picks, and by the positions of its seats and the position maximums there is room for 2 players',
      },
    });
    expect(await owners(draft)).toEqual([1, 2, 2, 1]);
    // One for one changes nothing.
    await trade(draft, [
      [3, 1],
      [4, 2],
    ]);
  });

  it.each<[string, readonly RosterSlot[], Record<string, number>]>([
    ['a position of which a team may have one', [kicker], { K: 1 }],
    [
      'a position of which a team may have none, beside one that may sit there too',
      [{ ...kicker, positions: ['K', 'QB'] }],
      { K: 0 },
    ],
    ['anybody', [{ ...kicker, positions: 'ANY' }], { K: 0, QB: 0, WR: 1 }],
  ])(
    'is taken, and played to its end by the clock, where the spare seat is for %s',
    async (_, spare, positionMaximums) => {
      const draft = await newDraft(database.pool, {
        teams: 2,
        rounds: 2,
        rosterSlots: [...(bench ? [bench] : []), ...spare],
        positionMaximums,
      });
      await trade(draft, [[3, 1]]);
      for (let pick = 1; pick <= 4; pick += 1) {
        await setDeadline(database.pool, draft.draftId, -1);
        await runTimeOut(database.pool, draft.draftId);
      }
      expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'COMPLETED' });
    },
  );

  it('is refused before the draft opens, where trades are a setting', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, open: false });
    expect((await refusedFor(trade(draft, [[1, 2]]))).code).toBe('BOARD_CLOSED');
  });

  it('is refused with a stale version only where one of the picks changed since', async () => {
    const draft = await newTrading();
    const { version } = await draftRow(database.pool, draft.draftId);
    await trade(draft, [[3, 1]]);
    await trade(draft, [[4, 2]], version);
    expect((await refusedFor(trade(draft, [[3, 2]], version))).code).toBe('STALE_VERSION');
  });

  it('takes the right to make up a skipped one along', async () => {
    const draft = await newTrading();
    await skipPick(database.pool, draft.draftId, 1, draft.commissioner);
    await trade(draft, [[1, 2]]);
    expect(await refusedFor(pickBy(database.pool, draft, managerOf(draft, 1), 1, 5))).toMatchObject({
      ...{ code: 'NOT_YOUR_TEAM' },
    });
    await pickBy(database.pool, draft, managerOf(draft, 2), 1, 5);
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('a trade of the pick on the clock', () => {
  it('lets its clock go on for the new owner, to the microsecond', async () => {
    const draft = await newTrading();
    await setDeadline(database.pool, draft.draftId, 17.123456);
    const { nextDeadline } = await draftRow(database.pool, draft.draftId);
    await trade(draft, [[1, 2]]);
    const row = await draftRow(database.pool, draft.draftId);
    expect(row.nextDeadline).toEqual(nextDeadline);
    expect(await alarms(database.pool, draft.draftId)).toMatchObject([
      { id: row.jobId, runAt: nextDeadline },
    ]);
    expect((await refusal(pickBy(database.pool, draft, managerOf(draft, 1), 1, 1))).code).toBe(
      'NOT_YOUR_TEAM',
    );
    await pickBy(database.pool, draft, managerOf(draft, 2), 1, 1);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('goes on with the bank of the new owner, and the old one pays for what it used', async () => {
    const draft = await newTrading({ bankSeconds: 100 });
    await passTime(database.pool, draft.draftId, 90);
    await trade(draft, [[1, 2]]);
    const [first, second] = await seats(database.pool, draft.draftId);
    expect(first?.bankSeconds).toBeGreaterThan(69);
    expect(first?.bankSeconds).toBeLessThan(70);
    expect(second?.bankSeconds).toBe(100);
    const { at, deadline, clockEndsAt } = await draftRow(database.pool, draft.draftId);
    // The pick clock was over: the whole bank of the new owner runs from the trade on.
    expect((deadline?.getTime() ?? 0) - (clockEndsAt?.getTime() ?? 0)).toBe(100_000);
    expect(at.getTime() - (clockEndsAt?.getTime() ?? 0)).toBeLessThan(2_000);
    await expectFoldToMatch(database.pool, draft.draftId);
    // A clock that begins anew gives the new owner back what it had.
    const { rows } = await database.pool.query<{ bank: number }>(
      'select bank_before as bank from app_public.drafts where id = $1',
      [draft.draftId],
    );
    expect(rows).toEqual([{ bank: 100 }]);
  });

  it('waits with it while the draft is paused', async () => {
    const draft = await newTrading({ bankSeconds: 100, resume: 'RESET' });
    await passTime(database.pool, draft.draftId, 90);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    await trade(draft, [[1, 2]]);
    await expectFoldToMatch(database.pool, draft.draftId);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect((await seats(database.pool, draft.draftId))[1]?.bankSeconds).toBe(100);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is picked for at once where the new owner is on autopilot', async () => {
    const draft = await newTrading();
    await setAutopilot(database.pool, draft.draftId, draft.teamIds[1] ?? '', true, draft.commissioner);
    await trade(draft, [[1, 2]]);
    const { picked } = await runTimeOut(database.pool, draft.draftId);
    expect(picked[0]).toMatchObject({ teamId: draft.teamIds[1], source: 'AUTOPILOT', pickNumber: 1 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it.each([
    [0, ['CLOCK_RAN_OUT', 'PICKS_TRADED']],
    [30, ['CLOCK_RAN_OUT', 'PICKS_TRADED']],
  ])(
    'in overtime lets the bank of the new owner run (%i s), or overtime go on',
    async (bankSeconds, kinds) => {
      const draft = await newTrading({ atZero: 'WAIT', bankSeconds });
      await setDeadline(database.pool, draft.draftId, -1);
      await runTimeOut(database.pool, draft.draftId);
      await trade(draft, [[1, 2]]);
      expect((await eventKinds(database.pool, draft.draftId)).slice(-2)).toEqual(kinds);
      const { overtimeSince, deadline } = await draftRow(database.pool, draft.draftId);
      expect([overtimeSince === null, deadline === null]).toEqual([bankSeconds > 0, bankSeconds === 0]);
      await expectFoldToMatch(database.pool, draft.draftId);
    },
  );

  it('is refused once its clock has run out: the service picks for its owner', async () => {
    const draft = await newTrading();
    await setDeadline(database.pool, draft.draftId, -0.001);
    expect((await refusedFor(trade(draft, [[1, 2]]))).code).toBe('DEADLINE_PASSED');
    await trade(draft, [
      [2, 1],
      [4, 2],
    ]);
    await runTimeOut(database.pool, draft.draftId);
    expect((await board(database.pool, draft.draftId))[0]).toMatchObject({
      teamId: draft.teamIds[0],
      source: 'AUTO',
    });
  });

  it('in the millisecond of its deadline is before it or after it, 100 times: the pick is its owner’s', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 2, rounds: 50, rosterSlots: openRoster(100), poolSize: 110 },
    });
    const memory = new DraftMemory();
    const outcomes = new Set<string>();
    for (let pick = 1; pick <= 100; pick += 1) {
      await setDeadline(database.pool, draft.draftId, 0.003);
      const owner = (await owners(draft))[pick - 1] ?? 0;
      const byClock = async () => {
        while ((await draftRow(database.pool, draft.draftId)).currentPick === pick)
          await runTimeOut(database.pool, draft.draftId, memory);
      };
      const traded = trade(draft, [[pick, 3 - owner]]).then(
        () => 'traded',
        (error: { code: string }) => error.code,
      );
      await Promise.all([byClock(), traded]);
      outcomes.add(await traded);
      const picker = (await owners(draft))[pick - 1];
      expect(picker).toBe((await traded) === 'traded' ? 3 - owner : owner);
    }
    expect(['traded', 'DEADLINE_PASSED', 'PICK_ALREADY_MADE']).toEqual(expect.arrayContaining([...outcomes]));
    const history = await events(database.pool, draft.draftId);
    expect(history.filter(({ kind }) => kind === 'PICKED')).toHaveLength(100);
    await expectFoldToMatch(database.pool, draft.draftId);
  }, 60_000);
});
