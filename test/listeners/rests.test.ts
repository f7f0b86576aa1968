import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSource, receiveMessage } from '../../src/database/inbox.ts';
import type { NewDraft } from '../../src/database/life_cycle.ts';
import { handleMessages } from '../../src/listeners/handle_messages.ts';
import { createDraft } from '../../src/orchestrator/create_draft.ts';
import { managerId, newDraft, newPool, openRoster } from '../support/drafts.ts';
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
  const created: NewDraft = {
    ...{ leagueId, poolId, teamIds, startsAt: null, visibility: 'PUBLIC' },
    settings: {
      ...{ rounds: 1, order: { kind: 'SNAKE' }, secondsPerPick: 60, secondsPerPickByRound: {} },
      ...{ rosterSlots: openRoster(1), tradedPicks: [] },
    },
  };
  for (let n = 1; n < 200; n += 1) await createDraft(db, created, commissioner);
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
