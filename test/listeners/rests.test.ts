import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSource, receiveMessage } from '../../src/database/inbox.ts';
import { handleMessages } from '../../src/listeners/handle_messages.ts';
import { managerId, newDraft, newPool, planDrafts } from '../support/drafts.ts';
import { WEBHOOK_SECRET } from '../support/relay.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const KIND = 'team.manager_changed';
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('messages of a league rest after one that changed two hundred drafts, and go on afterwards', async () => {
  const db = database.pool;
  const poolId = await newPool(db, 10);
  const draft = await newDraft(db, { poolId, teams: 2, rounds: 1, open: false });
  const { leagueId, teamIds, commissioner } = draft;
  await planDrafts(db, draft, poolId, 199);
  const theirs = { leagueId, name: 'Theirs', kinds: [KIND], secret: WEBHOOK_SECRET };
  const source = await createSource(db, theirs, commissioner);
  const [teamId] = teamIds;
  for (const to of [null, managerId(draft, 1), null])
    await receiveMessage(db, source, randomUUID(), {
      ...{ kind: KIND, version: 1, leagueId, data: { teamId, managerId: to } },
    });
  const handle = () => handleMessages(db, leagueId, silentLog, new AbortController().signal);
  const states = async () =>
    (await db.query<{ state: string }>('select state from app_public.inbox order by place')).rows.map(
      ({ state }) => state,
    );
  await handle();
  // Whatever job comes meanwhile finds nothing to do.
  await handle();
  expect(await states()).toEqual(['DONE', 'WAITING', 'WAITING']);
  await db.query('update app_public.inbox set leased_until = clock_timestamp()');
  await handle();
  expect(await states()).toEqual(['DONE', 'DONE', 'WAITING']);
});
