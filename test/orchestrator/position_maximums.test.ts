import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { standardRoster } from '../../src/draft/roster_slots.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { board, newDraft, newPool, runTimeOut, setDeadline } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool);
});
afterAll(() => database.drop());

/** Positions of made-up players by rank: RB, WR, RB, WR, QB, TE, WR, RB, K, DEF, and again. */
const RANKED = ['RB', 'WR', 'RB', 'WR', 'QB', 'TE', 'WR', 'RB', 'K', 'DEF'];

describe('position maximums', () => {
  it('hold for picks of people and of the clock, to the last round', async () => {
    const positionMaximums = { RB: 2, WR: 3, QB: 2, K: 1 };
    const draft = await newDraft(database.pool, {
      poolId,
      teams: 2,
      rounds: 12,
      positionMaximums,
      rosterSlots: standardRoster,
    });
    const { draftId, players, commissioner } = draft;
    const pick = (pickNumber: number, rank: number) =>
      applyPick(database.pool, {
        ...{ kind: 'MANUAL', draftId, pickNumber, playerId: players[rank - 1] ?? 0, actor: commissioner },
      });
    await pick(1, 1);
    await pick(2, 2);
    await pick(3, 4);
    await pick(4, 3);
    await pick(5, 5);
    await pick(6, 6);
    await pick(7, 7);
    // Its third running back, though bench seats are free.
    expect(await refusal(pick(8, 8))).toMatchObject({ code: 'PLAYER_DOES_NOT_FIT' });
    for (let pickNumber = 8; pickNumber <= 24; pickNumber += 1) {
      await setDeadline(database.pool, draftId, -1);
      expect((await runTimeOut(database.pool, draftId)).failed).toEqual([]);
    }
    const counts = new Map<string, number>();
    for (const { teamId, playerId } of await board(database.pool, draftId)) {
      const place = players.indexOf(playerId ?? 0);
      const key = `${teamId} ${RANKED[place % RANKED.length]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const teamId of draft.teamIds) {
      for (const [position, most] of Object.entries(positionMaximums)) {
        expect(counts.get(`${teamId} ${position}`) ?? 0).toBeLessThanOrEqual(most);
      }
    }
    await expectFoldToMatch(database.pool, draftId);
  });

  it('that leave rosters unfilled are refused when the draft is created and when its settings change', async () => {
    const tooLow = { RB: 0, WR: 1, QB: 1, TE: 1, K: 1, DEF: 1 };
    const options = {
      poolId,
      teams: 2,
      rounds: 6,
      rosterSlots: [{ name: 'BN', seats: 6, positions: 'ANY' as const }],
    };
    const refused = await refusal(newDraft(database.pool, { ...options, positionMaximums: tooLow }));
    expect(refused).toMatchObject({
      code: 'POSITION_MAXIMUMS_TOO_LOW',
      numbers: { positionMaximums: tooLow },
    });
    const { draftId, commissioner } = await newDraft(database.pool, { ...options, open: false });
    const change = (positionMaximums: Record<string, number>) =>
      changeSettings(
        database.pool,
        draftId,
        (present) => ({ ...present, settings: { ...present.settings, positionMaximums } }),
        commissioner,
      );
    expect(await refusal(change(tooLow))).toMatchObject({ code: 'POSITION_MAXIMUMS_TOO_LOW' });
    expect(await refusal(change({ GOALIE: 1 }))).toMatchObject({ code: 'POSITION_MAXIMUM_INVALID' });
    expect(await refusal(change({ qb: 1 }))).toMatchObject({ code: 'POSITION_MAXIMUM_INVALID' });
    expect(await refusal(change({ QB: -1 }))).toMatchObject({ code: 'POSITION_MAXIMUM_INVALID' });
    await change({ ...tooLow, RB: 1 });
    await openDraft(database.pool, draftId, commissioner);
    expect(await refusal(change({}))).toMatchObject({
      ...{ code: 'SETTINGS_FIXED', numbers: { settings: ['positionMaximums'] } },
    });
  });
});
