import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import { type AutoRequest, applyChoices, applyPick } from '../../src/database/picks.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { draftRow, newDraft, setDeadline, type TestDraft } from '../support/drafts.ts';
import { sqlWrites } from '../support/sql_writes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

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
    ...{ strategy: 'best_available', reason: 'The best player left.' },
  };
}

/** Each function that changes what a choice is made on, and an act that runs it, at a draft that is open unless told. */
const ACTS: Readonly<
  Record<string, { open: boolean; act: (draft: TestDraft) => Promise<unknown> } | 'new draft'>
> = {
  // Before that there is no draft.
  create_draft: 'new draft',
  open_draft: {
    open: false,
    act: ({ draftId, commissioner }) => openDraft(database.pool, draftId, commissioner),
  },
  set_autopilot: {
    open: true,
    act: ({ draftId, teamIds, commissioner }) =>
      setAutopilot(database.pool, draftId, teamIds[1] ?? '', true, commissioner),
  },
  write_pick: {
    open: true,
    act: ({ draftId, players, commissioner: actor }) =>
      applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber: 1, playerId: players[3] ?? 0, actor }),
  },
  fill_chosen_cells: {
    open: true,
    act: async (draft) => applyChoices(database.pool, [await autoRequest(draft)], null),
  },
};

describe('whatever changes the board, its owners, an autopilot or the settings of a draft', () => {
  it('is known: these functions, and no others', async () => {
    const { rows } = await database.pool.query<{ name: string; source: string }>(
      `select proname as name, coalesce(pg_get_function_sqlbody(oid), prosrc) as source from pg_proc
        where pronamespace in ('app_public'::regnamespace, 'app_private'::regnamespace)`,
    );
    const writers = rows.filter(({ source }) => writesBoard(source)).map(({ name }) => name);
    expect(writers.sort()).toEqual(Object.keys(ACTS).sort());
  });

  it.each(Object.entries(ACTS).filter(([, act]) => act !== 'new draft'))(
    'gives the draft a new version: %s, so that a choice made before is stale',
    async (_, act) => {
      if (act === 'new draft') return;
      const draft = await newDraft(database.pool, { open: act.open });
      const { version } = await draftRow(database.pool, draft.draftId);
      await act.act(draft);
      expect((await draftRow(database.pool, draft.draftId)).version).toBeGreaterThan(version);
    },
  );
});
