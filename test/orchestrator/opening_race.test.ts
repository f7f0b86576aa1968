import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { setTeamManager } from '../../src/database/leagues.ts';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { draftRow, newDraft, type TestDraft } from '../support/drafts.ts';
import { eventKinds, expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { untilWaiting } from '../support/until.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Change = (db: Queryable, draft: TestDraft, actor: Actor) => Promise<unknown>;

describe('a draft that is opened while', () => {
  it.each<[string, Change, string]>([
    [
      'a team switches to autopilot',
      (db, { draftId, teamIds: [teamId = ''] }, actor) => setAutopilot(db, draftId, teamId, true, actor),
      'AUTOPILOT_CHANGED',
    ],
    [
      'a team is given to nobody',
      (db, { teamIds: [teamId = ''] }, actor) => setTeamManager(db, teamId, null, actor),
      'MANAGER_CHANGED',
    ],
  ])('%s is opened after that', async (_name, change, kind) => {
    const draft = await newDraft(database.pool, { open: false });
    const client = await database.pool.connect();
    await client.query('begin');
    await change(client, draft, draft.commissioner);
    // Its plan is read already when it waits for the draft: what it was made on is over then.
    const opening = openDraft(database.pool, draft.draftId, draft.commissioner);
    await untilWaiting(database.pool);
    await client.query('commit');
    client.release();
    expect(await opening).toBe(3);
    expect(await eventKinds(database.pool, draft.draftId)).toEqual(['CREATED', kind, 'OPENED']);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'IN_PROGRESS' });
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});
