import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Tables about a draft that are found by something else first, and why. */
const FOUND_OTHERWISE = [
  // One list for all of a league, also of drafts that are gone.
  'audit_entries_pkey',
  // Good for half a minute: no ticket moves with its draft.
  'event_tickets_pkey',
];

describe('a table of what belongs to a draft', () => {
  it('begins each primary and unique key with draft_id', async () => {
    const { rows } = await database.pool.query<{ key: string; first: string }>(
      `select index.relname as key, first.attname as first
         from pg_index i
         join pg_class index on index.oid = i.indexrelid
         join pg_class heap on heap.oid = i.indrelid
         join pg_attribute first on first.attrelid = heap.oid and first.attnum = i.indkey[0]
        where i.indisunique
          and heap.relnamespace in ('app_public'::regnamespace, 'app_private'::regnamespace)
          and exists (
            select from pg_attribute a where a.attrelid = heap.oid and a.attname = 'draft_id' and not a.attisdropped
          )
        order by 1`,
    );
    expect(rows.length).toBeGreaterThan(5);
    const others = rows.filter(({ first }) => first !== 'draft_id').map(({ key }) => key);
    expect(others).toEqual(FOUND_OTHERWISE);
  });
});
