import { afterAll, beforeAll, expect, it } from 'vitest';
import { draftPreviews } from '../../src/api/draft_previews.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const MOST_LINES = 600;

let database: TestDatabase;
let asked = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The database of the test, which counts what it is asked. */
const counting = () =>
  ({
    query: (...args: Parameters<ConnectionPool['query']>) => {
      asked += 1;
      return database.pool.query(...args);
    },
  }) as ConnectionPool;

/** Makes so many picks, in one statement. */
async function pickMany({ draftId, players, commissioner }: TestDraft, picks: number): Promise<void> {
  const userId = commissioner.kind === 'CLOCK' ? null : commissioner.userId;
  await database.pool.query(`
    do $do$
    begin
      for n in 1..${picks} loop
        perform app_private.apply_picks(jsonb_build_array(jsonb_build_object(
          'kind', 'MANUAL', 'draftId', '${draftId}', 'pickNumber', n, 'actorKind', 'USER',
          'userId', '${userId}', 'playerId', ${players[0] ?? 0} + n - 1)), '${draftId}');
      end loop;
    end
    $do$`);
}

it('what a page says of a draft is read once a second, however many ask', async () => {
  const { draftId } = await newDraft(database.pool);
  const preview = draftPreviews({ db: counting, log: silentLog });
  const all = await Promise.all(Array.from({ length: 100 }, () => preview(draftId)));
  expect(asked).toBe(1);
  expect(all.every((one) => one?.title.endsWith(': draft'))).toBe(true);
  await until(async () => {
    await preview(draftId);
    return asked > 1 || undefined;
  });
});

it('a page has the first 600 picks of a large board, and says how many more there are', async () => {
  const draft = await newDraft(database.pool, {
    teams: 20,
    rounds: 31,
    poolSize: 700,
    secondsPerPick: 3_600,
  });
  await pickMany(draft, MOST_LINES + 3);
  const preview = await draftPreviews({ db: counting, log: silentLog })(draft.draftId);
  expect(preview?.lines).toHaveLength(MOST_LINES + 1);
  expect(preview?.lines.at(-1)).toBe('… and 3 more');
});
