import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pauseDraft } from '../../src/database/life_cycle.ts';
import { newDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** How many rows of a table are about a draft. */
async function rowsAbout(table: string, draftId: string): Promise<number> {
  const { rows } = await database.pool.query<{ rows: number }>(
    `select count(*)::integer as rows from ${table} where draft_id = $1`,
    [draftId],
  );
  return rows[0]?.rows ?? 0;
}

describe('a draft that is deleted', () => {
  it('takes its events along, leaves those of others, and stays in the audit', async () => {
    const { pool } = database;
    const gone = await newDraft(pool, { teams: 2, rounds: 2 });
    const other = await newDraft(pool, { teams: 2, rounds: 2, poolId: gone.poolId });
    await pauseDraft(pool, gone.draftId, gone.commissioner);
    const [noted, ofOther] = [
      await rowsAbout('app_public.audit_entries', gone.draftId),
      await rowsAbout('app_public.draft_events', other.draftId),
    ];
    expect([noted > 0, ofOther > 0]).toEqual([true, true]);

    await pool.query('delete from app_public.drafts where id = $1', [gone.draftId]);
    expect(await rowsAbout('app_public.draft_events', gone.draftId)).toBe(0);
    expect(await rowsAbout('app_public.draft_events', other.draftId)).toBe(ofOther);
    expect(await rowsAbout('app_public.audit_entries', gone.draftId)).toBe(noted);
  });
});
