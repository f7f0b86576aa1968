import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setTeamManager } from '../../src/database/leagues.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { applyChoices } from '../../src/database/picks.ts';
import { setQueue } from '../../src/database/queues.ts';
import { setStrategy } from '../../src/database/strategies.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import { choosePick } from '../../src/orchestrator/choose_pick.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { strategyNamed } from '../../src/strategy/registry.ts';
import {
  board,
  draftRow,
  newDraft,
  newPool,
  runTimeOut,
  setDeadline,
  type TestDraft,
  type TestDraftOptions,
} from '../support/drafts.ts';
import { events } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool);
});
afterAll(() => database.drop());

const newOne = (options: TestDraftOptions = {}) =>
  newDraft(database.pool, { poolId, teams: 2, rounds: 4, ...options });

/** Sets the strategy of a team, by its slot, as its manager. */
async function set(
  { draftId, teamIds, managers }: TestDraft,
  slot: number,
  name: string,
  options: object = {},
) {
  const manager = managers[slot - 1] ?? expect.fail();
  const strategy = { name, options: { ...options } };
  await setStrategy(database.pool, { draftId, teamId: teamIds[slot - 1] ?? '', strategy }, manager);
}

/** Has the clock make the pick that is on it, and answers the pick, with the rank of its player. */
async function byClock({ draftId, players }: TestDraft, memory = new DraftMemory()) {
  const { currentPick } = await draftRow(database.pool, draftId);
  await setDeadline(database.pool, draftId, -1);
  const { failed } = await runTimeOut(database.pool, draftId, memory);
  expect(failed).toEqual([]);
  const made = (await board(database.pool, draftId)).find(({ pickNumber }) => pickNumber === currentPick);
  return { ...made, rank: players.indexOf(made?.playerId ?? 0) + 1 };
}

async function choiceFor(draftId: string, memory: DraftMemory) {
  const [read] = await memory.read(database.pool, [draftId]);
  const warm = read?.draft ?? expect.fail();
  return choosePick(warm, await memory.pools.get(database.pool, warm.poolId), strategyNamed, () => undefined);
}

describe('the strategy of a team', () => {
  it('chooses from the next pick on, beside teams that have the one of the league', async () => {
    const draft = await newOne({ strategy: { name: 'best_available', options: { caps: { RB: 0 } } } });
    const memory = new DraftMemory();
    // By rank: RB, WR, RB, WR, QB, TE.
    expect(await byClock(draft, memory)).toMatchObject({
      pickNumber: 1,
      rank: 2,
      strategy: 'best_available',
    });
    await set(draft, 2, 'position_plan', { plan: [['TE'], ['QB']] });
    expect(await byClock(draft, memory)).toMatchObject({ pickNumber: 2, rank: 6 });
    expect(await byClock(draft, memory)).toMatchObject({ pickNumber: 3, rank: 5 });
    expect(await byClock(draft, memory)).toMatchObject({ pickNumber: 4, rank: 4 });
  });

  it("may be set for a team by who runs the league, and is the league's again when it is taken back", async () => {
    const draft = await newOne();
    const { draftId, teamIds, commissioner } = draft;
    const teamId = teamIds[0] ?? '';
    const strategy = { name: 'best_available', options: { never: [draft.players[0] ?? 0] } };
    await setStrategy(database.pool, { draftId, teamId, strategy }, commissioner);
    expect(await byClock(draft)).toMatchObject({ pickNumber: 1, rank: 2 });
    await byClock(draft);
    await byClock(draft);
    await setStrategy(database.pool, { draftId, teamId, strategy: null }, commissioner);
    const [set_, taken] = (
      await database.pool.query(
        'select action, facts from app_public.audit_entries where draft_id = $1 and action = $2 order by id',
        [...[draftId, 'STRATEGY_SET']],
      )
    ).rows;
    // That it was, and not which one.
    expect([set_, taken]).toEqual([
      { action: 'STRATEGY_SET', facts: {} },
      { action: 'STRATEGY_SET', facts: {} },
    ]);
  });

  it("is that of its manager: another one begins with the league's, and a former one finds theirs again", async () => {
    const draft = await newOne({ rounds: 6 });
    const { teamIds, managers, commissioner } = draft;
    const userOf = (slot: number) => {
      const manager = managers[slot - 1] ?? expect.fail();
      return manager.kind === 'CLOCK' ? null : manager.userId;
    };
    await set(draft, 1, 'position_plan', { plan: Array.from({ length: 6 }, () => ['K']) });
    expect(await byClock(draft)).toMatchObject({ pickNumber: 1, rank: 9 });
    await setTeamManager(database.pool, teamIds[0] ?? '', userOf(2), commissioner);
    await byClock(draft);
    await byClock(draft);
    expect(await byClock(draft)).toMatchObject({ pickNumber: 4, rank: 3 });
    await setTeamManager(database.pool, teamIds[0] ?? '', userOf(1), commissioner);
    expect(await byClock(draft)).toMatchObject({ pickNumber: 5, rank: 19 });
  });

  it('makes a choice stale that was made before, and the same again changes nothing', async () => {
    const draft = await newOne();
    const memory = new DraftMemory();
    await set(draft, 1, 'best_available');
    const before = await choiceFor(draft.draftId, memory);
    await set(draft, 1, 'best_available');
    const same = await choiceFor(draft.draftId, memory);
    expect(same.queueVersion).toBe(before.queueVersion);
    await set(draft, 1, 'best_available', { never: [before.playerId] });
    await setDeadline(database.pool, draft.draftId, -1);
    expect(await applyChoices(database.pool, [before], null)).toMatchObject([{ outcome: 'stale' }]);
    const after = await choiceFor(draft.draftId, memory);
    expect(after.playerId).not.toBe(before.playerId);
    expect(await applyChoices(database.pool, [after], null)).toMatchObject([{ outcome: 'picked' }]);
  });

  it('is refused for another team, for a draft that is over, and where it is not there', async () => {
    const draft = await newOne();
    const { draftId, teamIds, managers } = draft;
    const strategy = { name: 'standard', options: {} };
    const of = (slot: number) => ({ draftId, teamId: teamIds[slot - 1] ?? '', strategy });
    const other = managers[1] ?? expect.fail();
    expect(await refusal(setStrategy(database.pool, of(1), other))).toMatchObject({ code: 'NOT_YOUR_TEAM' });
    await cancelDraft(database.pool, draftId, draft.commissioner);
    expect(await refusal(setStrategy(database.pool, of(2), other))).toMatchObject({ code: 'DRAFT_OVER' });
  });
});

describe('the strategy of a league', () => {
  it('may be changed while the draft runs, with an event, and is checked', async () => {
    const draft = await newOne();
    const { draftId, commissioner } = draft;
    const change = (strategy: string, strategyOptions: Record<string, unknown>) =>
      changeSettings(
        database.pool,
        draftId,
        (present) => ({ ...present, settings: { ...present.settings, strategy, strategyOptions } }),
        commissioner,
      );
    expect(await refusal(change('oracle', {}))).toMatchObject({ code: 'STRATEGY_UNKNOWN' });
    expect(await refusal(change('standard', { caps: { QB: 'two' } }))).toMatchObject({
      code: 'STRATEGY_OPTIONS_INVALID',
    });
    await change('position_plan', { plan: [['K']] });
    expect(await byClock(draft)).toMatchObject({ pickNumber: 1, rank: 9 });
    const told = (await events(database.pool, draftId)).find(({ kind }) => kind === 'SETTINGS_CHANGED');
    expect(told?.data).toMatchObject({ changed: ['strategy', 'strategyOptions'] });
    // A plug-in that is not here any more keeps nobody from changing something else.
    await database.pool.query(`update app_public.draft_settings set strategy = 'gone' where draft_id = $1`, [
      draftId,
    ]);
    await changeSettings(
      database.pool,
      draftId,
      (present) => ({ ...present, settings: { ...present.settings, secondsPerPick: 30 } }),
      commissioner,
    );
    expect(await byClock(draft)).toMatchObject({ pickNumber: 2, rank: 1 });
  });
});

describe('a reason', () => {
  it('says in public that the queue decided, and the place to nobody but the team: in sets, alone, and judged', async () => {
    const [alone, inSet, judged] = [
      await newOne(),
      await newOne(),
      await newOne({ time: { bankSeconds: 1 } }),
    ];
    const drafts = [alone, inSet, judged];
    for (const { draftId, players, teamIds, managers } of drafts) {
      const wishes = [players[6] ?? 0, players[4] ?? 0];
      await setQueue(database.pool, draftId, teamIds[0] ?? '', wishes, managers[0] ?? expect.fail());
      await setDeadline(database.pool, draftId, -2);
    }
    const memory = new DraftMemory();
    const other = await newOne();
    await setDeadline(database.pool, other.draftId, -1);
    const set = [await choiceFor(other.draftId, memory), await choiceFor(inSet.draftId, memory)];
    expect(set.map(({ privateReason }) => privateReason)).toEqual([null, 'Number 1 of your queue.']);
    await applyChoices(database.pool, set, null);
    for (const { draftId } of [alone, judged]) await runTimeOut(database.pool, draftId);
    for (const { draftId } of drafts) {
      const [first] = await board(database.pool, draftId);
      expect(first).toMatchObject({ strategy: 'from_queue', reason: "From the team's queue: Player 7." });
      const { rows } = await database.pool.query(
        `select kept.reason, kept.picked_at = c.picked_at as "isOfPick"
           from app_public.pick_reasons kept join app_public.picks c using (draft_id, pick_number) where draft_id = $1`,
        [draftId],
      );
      expect(rows).toEqual([{ reason: 'Number 1 of your queue.', isOfPick: true }]);
      const told = JSON.stringify(await events(database.pool, draftId));
      expect(told).toContain("From the team's queue");
      expect(told).not.toMatch(/Number \d/);
    }
  });

  it('of a team that nobody manages has no private half', async () => {
    const draft = await newOne();
    await setTeamManager(database.pool, draft.teamIds[0] ?? '', null, draft.commissioner);
    const strategy = { name: 'best_available', options: { never: draft.players } };
    const { draftId, teamIds, commissioner } = draft;
    await setStrategy(database.pool, { draftId, teamId: teamIds[0] ?? '', strategy }, commissioner);
    expect(await byClock(draft)).toMatchObject({ pickNumber: 1, rank: 1 });
    const { rows } = await database.pool.query('select from app_public.pick_reasons where draft_id = $1', [
      draftId,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('own wishes that leave nobody', () => {
  it('are given up rather than the pick, to the last one of a pool of kickers', async () => {
    const kickers = await newPool(database.pool, 8, ['K']);
    const draft = await newOne({
      poolId: kickers,
      rosterSlots: [{ name: 'BN', seats: 4, positions: 'ANY' }],
    });
    await set(draft, 1, 'standard', { caps: { K: 0 } });
    await set(draft, 2, 'standard', { never: draft.players });
    for (let pick = 1; pick <= 8; pick += 1) {
      expect(await byClock(draft)).toMatchObject({ pickNumber: pick, source: 'AUTO', rank: pick });
    }
    const { rows } = await database.pool.query<{ reason: string }>(
      'select reason from app_public.pick_reasons where draft_id = $1 order by pick_number',
      [draft.draftId],
    );
    expect(rows).toHaveLength(8);
    expect(rows[0]?.reason).toContain('your own most players of a position');
    expect(rows[1]?.reason).toContain('your list of players never to take');
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'COMPLETED' });
  });
});
