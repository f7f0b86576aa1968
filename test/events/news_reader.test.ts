import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { EventTraces } from '../../src/events/event_traces.ts';
import { Feed } from '../../src/events/feed.ts';
import { LostCommits } from '../../src/events/lost_commits.ts';
import { NewsReader } from '../../src/events/news_reader.ts';
import { newDraft } from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('a feed gets each event once, though an older feed of its draft, which nobody follows any more, is still to be read', async () => {
  const { draftId, players, commissioner: actor } = await newDraft(database.pool);
  for (const pickNumber of [1, 2]) {
    const playerId = players[pickNumber] ?? 0;
    await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
  }
  const at = '2026-01-01T00:00:00Z';
  const forgotten = new Feed(draftId, { version: 2, at });
  const followed = new Feed(draftId, { version: 3, at });
  followed.wakes.add(() => undefined);
  const reader = new NewsReader({
    ...{ db: database.pool, log: silentLog, traces: new EventTraces() },
    observer: { followers: () => undefined, resynced: () => undefined, newsRead: () => undefined },
    lost: new LostCommits(database.pool, () => [followed]),
    onManagersChanged: async () => undefined,
  });
  reader.look([forgotten, followed]);
  await reader.settled();
  expect(followed.version).toBe(4);
  expect(followed.next(3)?.version).toBe(4);
  expect(followed.reachesBackTo(2)).toBe(false);
  expect(followed.next(2)).toBeUndefined();
});
