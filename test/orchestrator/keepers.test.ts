import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPick, skipPick } from '../../src/database/picks.ts';
import type { Keeper } from '../../src/draft/cells.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import {
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

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Three teams, two rounds: pick 1 is kept, pick 2 belongs to slot 1 by a trade, pick 4 (slot 3, round 2) is forfeited. */
function keeperDraft(open = true): Promise<TestDraft> {
  return newDraft(database.pool, {
    ...{ teams: 3, rounds: 2, open, rosterSlots: openRoster(3) },
    tradedPicks: [{ round: 1, slot: 2, owner: 1 }],
    keepers: [
      { slot: 1, round: 1, rank: 3 },
      { slot: 1, round: 1, rank: 5, cellSlot: 2 },
    ],
    forfeits: [{ round: 2, slot: 3 }],
  });
}

function pick(draft: TestDraft, pickNumber: number, rank: number) {
  const { draftId, players, commissioner: actor } = draft;
  return applyPick(database.pool, {
    ...{ kind: 'MANUAL', draftId, pickNumber, playerId: players[rank - 1] ?? 0, actor },
  });
}

/** Has the clock pick until the draft is over. */
async function playOut({ draftId }: TestDraft): Promise<void> {
  while ((await draftRow(database.pool, draftId)).state === 'IN_PROGRESS') {
    await setDeadline(database.pool, draftId, -1);
    await runTimeOut(database.pool, draftId);
  }
}

describe('a draft with keepers and forfeited picks', () => {
  it('opens with the keepers made, on the first cell that is open', async () => {
    const draft = await keeperDraft();
    const { draftId, players, teamIds } = draft;
    const cells = await board(database.pool, draftId);
    expect(cells.map(({ playerId, source, isForfeited }) => [playerId, source, isForfeited])).toEqual([
      [players[2], 'KEEPER', false],
      [players[4], 'KEEPER', false],
      [null, null, false],
      [null, null, true],
      ...[
        [null, null, false],
        [null, null, false],
      ],
    ]);
    expect((await draftRow(database.pool, draftId)).currentPick).toBe(3);
    const opened = (await events(database.pool, draftId)).find(({ kind }) => kind === 'OPENED');
    expect(opened?.data).toMatchObject({
      pickNumber: 3,
      teamId: teamIds[2],
      keepers: [
        { pickNumber: 1, teamId: teamIds[0], playerId: players[2] },
        { pickNumber: 2, teamId: teamIds[0], playerId: players[4] },
      ],
      forfeits: [4],
    });
    await expectFoldToMatch(database.pool, draftId);
  });

  it('passes forfeited cells over, drafts no kept player again, and is completed without them', async () => {
    const draft = await keeperDraft();
    expect(await refusal(pick(draft, 3, 3))).toMatchObject({ code: 'PLAYER_TAKEN' });
    expect(await refusal(pick(draft, 1, 1))).toMatchObject({ code: 'PICK_ALREADY_MADE' });
    expect(await pick(draft, 3, 1)).toMatchObject({ outcome: 'picked', nextPick: 5 });
    expect(await refusal(pick(draft, 4, 2))).toMatchObject({ code: 'PICK_FORFEITED' });
    const { draftId, commissioner } = draft;
    expect(await refusal(skipPick(database.pool, draftId, 4, commissioner))).toMatchObject({
      code: 'PICK_FORFEITED',
    });
    await playOut(draft);
    const cells = await board(database.pool, draftId);
    expect(cells.filter(({ playerId }) => playerId === null).map(({ pickNumber }) => pickNumber)).toEqual([
      4,
    ]);
    expect((await draftRow(database.pool, draftId)).state).toBe('COMPLETED');
    await expectFoldToMatch(database.pool, draftId);
  });

  it('gives each team exactly the cells it has left, down to none, and rounds that only some have', async () => {
    // A supplemental round for slot 2 alone, and slot 3 without any pick.
    const forfeits = [...[1, 2, 3].map((round) => ({ round, slot: 3 })), { round: 3, slot: 1 }];
    const draft = await newDraft(database.pool, { teams: 3, rounds: 3, forfeits });
    await playOut(draft);
    const cells = await board(database.pool, draft.draftId);
    const filled = cells.filter(({ playerId }) => playerId !== null);
    expect(filled.map(({ teamId }) => draft.teamIds.indexOf(teamId) + 1)).toEqual([1, 2, 2, 1, 2]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('counts keepers on the roster, and lets the service know how many picks a team has left', async () => {
    // One seat for a QB and one for anybody: with its quarterback kept a team takes no second one into his seat.
    const rosterSlots = [
      { name: 'QB', seats: 1, positions: ['QB'] },
      { name: 'RB', seats: 1, positions: ['RB'] },
      { name: 'K', seats: 1, positions: ['K'] },
    ];
    const draft = await newDraft(database.pool, {
      ...{ teams: 2, rounds: 3, rosterSlots },
      keepers: [{ slot: 1, round: 3, rank: 5 }],
      forfeits: [{ round: 2, slot: 2 }],
    });
    expect(await refusal(pick(draft, 1, 15))).toMatchObject({ code: 'PLAYER_DOES_NOT_FIT' });
    await playOut(draft);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('pauses before a planned pick that is kept or forfeited when the next open one comes', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 3, rounds: 2, time: { pauseBeforePicks: [2] } },
      keepers: [{ slot: 2, round: 1, rank: 9 }],
      forfeits: [{ round: 1, slot: 3 }],
    });
    await pick(draft, 1, 1);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'PAUSED', currentPick: 4 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('pauses as it opens where the first picks are kept or forfeited, and a pause is planned before one', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 3, rounds: 2, time: { pauseBeforePicks: [1] } },
      keepers: [{ slot: 1, round: 1, rank: 9 }],
      forfeits: [{ round: 1, slot: 2 }],
    });
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'PAUSED', currentPick: 3 });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('has no pause that never comes: neither when it is created, nor when keepers or pauses are changed', async () => {
    const last = { keepers: [{ slot: 1, round: 2, rank: 9 }] };
    const idle = { teams: 3, rounds: 2, time: { pauseBeforePicks: [6] }, ...last };
    expect((await refusal(newDraft(database.pool, idle))).code).toBe('PAUSE_INVALID');
    const draft = await newDraft(database.pool, { teams: 3, rounds: 2, open: false, ...last });
    const pauses = (pauseBeforePicks: number[], keepers?: Keeper[]) =>
      changeSettings(
        database.pool,
        draft.draftId,
        ({ settings, ...present }) => ({
          ...present,
          settings: { ...settings, pauseBeforePicks, keepers: keepers ?? settings.keepers ?? [] },
        }),
        draft.commissioner,
      );
    expect((await refusal(pauses([6]))).code).toBe('PAUSE_INVALID');
    await pauses([6], []);
    const kept = [{ slot: 1, round: 2, playerId: draft.players[8] ?? 0 }];
    expect((await refusal(pauses([6], kept))).code).toBe('PAUSE_INVALID');
  });

  it('has no clock of a round in which nobody picks', async () => {
    const idle = {
      secondsPerPickByRound: { 2: 30 },
      keepers: [1, 2].map((slot) => ({ slot, round: 2, rank: slot })),
    };
    expect((await refusal(newDraft(database.pool, { teams: 2, rounds: 2, ...idle }))).code).toBe(
      'ROUND_CLOCK_INVALID',
    );
    const { draftId, commissioner } = await newDraft(database.pool, {
      ...{ teams: 2, rounds: 2, open: false },
      keepers: idle.keepers,
    });
    const set = changeSettings(
      database.pool,
      draftId,
      ({ settings, ...present }) => ({
        ...present,
        settings: { ...settings, secondsPerPickByRound: { 2: 30 } },
      }),
      commissioner,
    );
    expect((await refusal(set)).code).toBe('ROUND_CLOCK_INVALID');
  });

  it('may have them changed until it opens, and not after', async () => {
    const { draftId, commissioner, players } = await keeperDraft(false);
    const change = () =>
      changeSettings(
        database.pool,
        draftId,
        (present) => ({
          ...present,
          settings: {
            ...present.settings,
            keepers: [{ slot: 3, round: 2, playerId: players[7] ?? 0 }],
            forfeits: [],
          },
        }),
        commissioner,
      );
    await change();
    await openDraft(database.pool, draftId, commissioner);
    const cells = await board(database.pool, draftId);
    expect(cells.map(({ source }) => source)).toEqual([null, null, null, 'KEEPER', null, null]);
    expect(cells.some(({ isForfeited }) => isForfeited)).toBe(false);
    const drop = changeSettings(
      database.pool,
      draftId,
      (present) => ({ ...present, settings: { ...present.settings, keepers: [] } }),
      commissioner,
    );
    expect(await refusal(drop)).toMatchObject({ code: 'SETTINGS_FIXED', numbers: { settings: ['keepers'] } });
    await expectFoldToMatch(database.pool, draftId);
  });
});

describe('a keeper', () => {
  it('who is not in the pool is refused', async () => {
    const refused = newDraft(database.pool, {
      teams: 2,
      rounds: 2,
      keepers: [{ slot: 1, round: 1, rank: 999 }],
    });
    expect(await refusal(refused)).toMatchObject({
      code: 'KEEPER_INVALID',
      numbers: { slot: 1, round: 1, cellSlot: 1, problem: 'the pool of this draft has no such player' },
    });
  });

  it('who does not fit beside the others is refused by name', async () => {
    const refused = newDraft(database.pool, {
      ...{ teams: 2, rounds: 2 },
      rosterSlots: [
        { name: 'QB', seats: 1, positions: ['QB'] },
        { name: 'RB', seats: 1, positions: ['RB'] },
      ],
      keepers: [
        { slot: 1, round: 1, rank: 5 },
        { slot: 1, round: 2, rank: 15 },
      ],
    });
    expect(await refusal(refused)).toMatchObject({
      code: 'KEEPER_INVALID',
      message: expect.stringMatching(
        /^The team of slot 1 cannot keep Player 15 \(player \d+\) for its pick of round 2: no seat of the roster is left/,
      ),
    });
  });

  it('whom another team needs leaves a roster that cannot be filled', async () => {
    // Ten players have one kicker: whoever keeps him on the bench leaves none for the others.
    const rosterSlots = [
      { name: 'K', seats: 1, positions: ['K'] },
      { name: 'BN', seats: 2, positions: 'ANY' as const },
    ];
    const options = { teams: 2, rounds: 3, poolSize: 20, rosterSlots };
    await newDraft(database.pool, options);
    const refused = newDraft(database.pool, {
      ...options,
      keepers: [
        { slot: 1, round: 1, rank: 9 },
        { slot: 1, round: 2, rank: 19 },
      ],
    });
    expect(await refusal(refused)).toMatchObject({ code: 'ROSTER_CANNOT_BE_FILLED' });
  });
});

describe('a team that has more picks than there are rounds', () => {
  it('is held to its roster for all of them', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 2, rounds: 2 },
      rosterSlots: [
        { name: 'RB', seats: 2, positions: ['RB'] },
        { name: 'BN', seats: 1, positions: ['WR'] },
      ],
      tradedPicks: [{ round: 1, slot: 2, owner: 1 }],
    });
    await pick(draft, 1, 1);
    await pick(draft, 2, 3);
    // The last pick of slot 2 comes first.
    await pick(draft, 3, 2);
    expect(await refusal(pick(draft, 4, 8))).toMatchObject({ code: 'PLAYER_DOES_NOT_FIT' });
  });
});
