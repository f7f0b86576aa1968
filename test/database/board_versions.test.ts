import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetClock } from '../../src/database/clock.ts';
import { correctPick, rollBack, tradePicks } from '../../src/database/deeds.ts';
import { giveWord, reorderSlots } from '../../src/database/draft_order.ts';
import { pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { type AutoRequest, applyChoices, applyPick, skipPick } from '../../src/database/picks.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { draftRow, newDraft, seats, setDeadline, type TestDraft } from '../support/drafts.ts';
import { readSqlFunctions } from '../support/sql_functions.ts';
import { sqlWrites } from '../support/sql_writes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, passTime, pickBy } from '../support/time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What a choice of the clock is made on, besides the draft's own row. Of a seat all but how often its queue changed. */
const BOARD = new Set(['picks', 'draft_settings', 'draft_slots']);
const HAS_ITS_OWN_VERSION = 'queue_version';

function writesBoard(source: string): boolean {
  return sqlWrites(source).some(
    ({ table, columns, verb }) =>
      BOARD.has(table) && !(verb === 'update' && columns.every((column) => column === HAS_ITS_OWN_VERSION)),
  );
}

async function autoRequest({ draftId, players }: TestDraft): Promise<AutoRequest> {
  await setDeadline(database.pool, draftId, -1);
  const { version } = await draftRow(database.pool, draftId);
  return {
    ...{ kind: 'AUTO', draftId, pickNumber: 1, playerId: players[0] ?? 0, version, queueVersion: 0 },
    ...{ strategy: 'best_available', reason: 'The best player left.', privateReason: null },
  };
}

interface Act {
  readonly open: boolean;
  /** Rules of time of the draft; a plain one unless told. */
  readonly time?: Partial<TimeSettings>;
  readonly act: (draft: TestDraft) => Promise<unknown>;
}

const CHANGE_SETTINGS: Act = {
  open: true,
  act: ({ draftId, commissioner }) =>
    changeSettings(
      database.pool,
      draftId,
      (present) => ({ ...present, settings: { ...present.settings, secondsPerPick: 17 } }),
      commissioner,
    ),
};
const BANK: Partial<TimeSettings> = { bankSeconds: 120 };
const ROLL_BACK: Act = {
  open: true,
  async act(draft) {
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    const { version } = await draftRow(database.pool, draft.draftId);
    await rollBack(database.pool, draft.draftId, { toPick: 1, version }, { actor: draft.commissioner });
    expect((await draftRow(database.pool, draft.draftId)).version).toBe(version + 1);
  },
};

/** Of two drafts: one alone is written by write_pick. */
const PICK_OF_THE_CLOCK: Act = {
  open: true,
  async act(draft) {
    const { rows } = await database.pool.query<{ bank: number }>(
      'select bank_seconds as bank from app_public.draft_settings where draft_id = $1',
      [draft.draftId],
    );
    const other = await newDraft(database.pool, { time: { bankSeconds: rows[0]?.bank ?? 0 } });
    const choices = [await autoRequest(draft), await autoRequest(other)];
    const answers = await applyChoices(database.pool, choices, null);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['picked', 'picked']);
  },
};

/** Each function that changes what a choice is made on, and an act that runs it, or why none is needed. */
const ACTS: Readonly<Record<string, Act | string>> = {
  create_draft: 'there was no draft before',
  create_preview: 'there was no draft before',
  charge_bank: {
    ...{ open: true, time: BANK },
    async act({ draftId, teamIds, commissioner }) {
      await passTime(database.pool, draftId, 90);
      await pauseDraft(database.pool, draftId, commissioner);
      const [seat] = await seats(database.pool, draftId);
      expect(seat).toMatchObject({ teamId: teamIds[0], bankSeconds: expect.closeTo(90, 0) });
    },
  },
  hold_from_next_cell: { ...CHANGE_SETTINGS, time: BANK },
  pass_over: {
    open: true,
    act: ({ draftId, commissioner }) => skipPick(database.pool, draftId, 1, commissioner),
  },
  settle_clock: {
    ...{ open: true, time: BANK },
    act: (draft) => pickBy(database.pool, draft, managerOf(draft, 1), 1, 1),
  },
  write_made_up: {
    open: true,
    async act(draft) {
      const { draftId, commissioner } = draft;
      const skipped = await skipPick(database.pool, draftId, 1, commissioner);
      await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
      expect((await draftRow(database.pool, draftId)).version).toBe(skipped + 1);
    },
  },
  seat_teams: {
    open: false,
    act: ({ draftId, teamIds, commissioner }) =>
      reorderSlots(database.pool, draftId, [...teamIds].reverse(), commissioner),
  },
  give_word: {
    open: false,
    act: ({ draftId, teamIds: [teamId = ''], managers: [manager], commissioner }) =>
      giveWord(database.pool, draftId, { teamId, word: 'owl' }, manager ?? commissioner),
  },
  open_draft: {
    open: false,
    act: ({ draftId, commissioner }) => openDraft(database.pool, draftId, commissioner),
  },
  set_cell_clocks: CHANGE_SETTINGS,
  write_settings: CHANGE_SETTINGS,
  reset_clock: {
    open: true,
    act: ({ draftId, commissioner }) => resetClock(database.pool, draftId, null, commissioner),
  },
  resume_draft: {
    open: true,
    async act({ draftId, commissioner }) {
      const paused = await pauseDraft(database.pool, draftId, commissioner);
      expect(await resumeDraft(database.pool, draftId, commissioner)).toBeGreaterThan(paused);
    },
  },
  switch_autopilot: {
    open: true,
    act: ({ draftId, teamIds, commissioner }) =>
      setAutopilot(database.pool, draftId, teamIds[1] ?? '', true, commissioner),
  },
  write_pick: {
    open: true,
    act: ({ draftId, players, commissioner: actor }) =>
      applyPick(database.pool, {
        ...{ kind: 'MANUAL', draftId, pickNumber: 1, playerId: players[3] ?? 0, actor },
      }),
  },
  empty_cells: ROLL_BACK,
  refill_cell: {
    open: true,
    async act(draft) {
      await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
      const { version } = await draftRow(database.pool, draft.draftId);
      const correction = { pickNumber: 1, playerId: draft.players[5] ?? 0 };
      await correctPick(database.pool, draft.draftId, correction, { actor: draft.commissioner });
      expect((await draftRow(database.pool, draft.draftId)).version).toBe(version + 1);
    },
  },
  stop_rolled_back: { ...ROLL_BACK, time: BANK },
  trade_picks: {
    open: true,
    act: ({ draftId, teamIds: [first = '', second = ''], commissioner: actor }) =>
      tradePicks(
        database.pool,
        draftId,
        {
          trades: [
            { pickNumber: 1, toTeamId: second },
            { pickNumber: 2, toTeamId: first },
          ],
        },
        { actor },
      ),
  },
  fill_chosen_cells: PICK_OF_THE_CLOCK,
  settle_clocks: { ...PICK_OF_THE_CLOCK, time: BANK },
};

describe('whatever changes the board, its owners, an autopilot or the settings of a draft', () => {
  it('is known: these functions, and no others', async () => {
    const functions = await readSqlFunctions(database.pool);
    const writers = functions.filter(({ source }) => writesBoard(source)).map(({ name }) => name);
    expect(writers.sort()).toEqual(Object.keys(ACTS).sort());
  });

  it.each(Object.entries(ACTS).flatMap(([name, act]) => (typeof act === 'string' ? [] : [{ name, ...act }])))(
    'gives the draft a new version: $name, so that a choice made before is stale',
    async ({ open, time, act }) => {
      const draft = await newDraft(database.pool, { open, ...(time && { time }) });
      const { version } = await draftRow(database.pool, draft.draftId);
      await act(draft);
      expect((await draftRow(database.pool, draft.draftId)).version).toBeGreaterThan(version);
    },
  );
});
