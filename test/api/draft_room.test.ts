import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DraftSheetDocument } from '../../client/operations.generated.ts';
import { applyPick, pauseDraft } from '../../src/database/door.ts';
import { type Api, ask, startApi, tokenFor } from '../support/api.ts';
import { managerId, newDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

const SHEET = DraftSheetDocument.toString();

describe('a draft room', () => {
  it('gets all it shows in one query', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
    const answer = await ask(api.url, SHEET, { draftId: draft.draftId }, await tokenFor(managerId(draft, 2)));
    console.log(api.program.said().slice(-3000));
    console.log(JSON.stringify(answer, null, 1));
    expect(answer.errors).toEqual([]);
  });
});
