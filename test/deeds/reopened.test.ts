import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctPick, rollBack } from '../../src/database/deeds.ts';
import { newExampleEndpoint } from '../security/mutation_examples.ts';
import { draftRow, newDraft, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, pickBy } from '../support/time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A draft of one pick that is made; its endpoint has all its events, and knows that it is over. */
async function deliveredAndOver(): Promise<TestDraft & { endpointId: string; version: number }> {
  const draft = await newDraft(database.pool, { teams: 1, rounds: 1 });
  const endpointId = await newExampleEndpoint(database.pool, draft.leagueId, draft.commissioner);
  await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
  const { version } = await draftRow(database.pool, draft.draftId);
  await database.pool.query('update app_private.endpoint_cursors set version = $2 where stream_id = $1', [
    draft.draftId,
    version,
  ]);
  await database.pool.query('select app_private.end_stream($1, $2)', [draft.draftId, endpointId]);
  expect(await cursors(draft)).toEqual([{ endpointId, isOver: true, version }]);
  return { ...draft, endpointId, version };
}

async function cursors({ draftId }: TestDraft) {
  const { rows } = await database.pool.query<{ endpointId: string; isOver: boolean; version: number }>(
    `select endpoint_id as "endpointId", is_over as "isOver", version
       from app_private.endpoint_cursors where stream_id = $1 order by version, endpoint_id`,
    [draftId],
  );
  return rows;
}

describe('the endpoints of a draft that was over', () => {
  it('get what happens when a rollback reopens it, also those that were added since', async () => {
    const draft = await deliveredAndOver();
    const { draftId, endpointId, version, leagueId, commissioner: actor } = draft;
    const later = await newExampleEndpoint(database.pool, leagueId, actor);
    expect(await cursors(draft)).toHaveLength(1);
    await rollBack(database.pool, draftId, { toPick: null, version }, { actor });
    const expected = [endpointId, later].sort().map((id) => ({ endpointId: id, isOver: false, version }));
    expect(await cursors(draft)).toEqual(expected);
  });

  it('get the correction of a pick, and the draft stays over', async () => {
    const draft = await deliveredAndOver();
    const { draftId, endpointId, version, players, commissioner: actor } = draft;
    await correctPick(database.pool, draftId, { pickNumber: 1, playerId: players[4] ?? 0 }, { actor });
    expect(await cursors(draft)).toEqual([{ endpointId, isOver: false, version }]);
    expect(await draftRow(database.pool, draftId)).toMatchObject({
      state: 'COMPLETED',
      version: version + 1,
    });
  });
});
