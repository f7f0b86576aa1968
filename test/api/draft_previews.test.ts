import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { draftPreviews } from '../../src/api/draft_previews.ts';
import type { Identities } from '../../src/api/identity/identify.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

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

const REQUEST = { headers: {} } as IncomingMessage;

/** What pages say to whoever is signed in as that person; null: to a visitor. */
function previews(userId: string | null) {
  const identities = { ofRequest: async () => ({ viewer: { userId } }) } as unknown as Identities;
  const preview = draftPreviews({ db: counting, identities, log: silentLog });
  return (draftId: string) => preview(draftId, REQUEST);
}

it('what a page says of a draft is read once a second, however many ask', async () => {
  const { draftId } = await newDraft(database.pool);
  const preview = previews(null);
  const all = await Promise.all(Array.from({ length: 100 }, () => preview(draftId)));
  expect(asked).toBe(1);
  expect(all.every((one) => one?.title.endsWith(': draft'))).toBe(true);
  await until(async () => {
    await preview(draftId);
    return asked > 1 || undefined;
  });
});

it('a page says of a private draft what it is to people of its league alone', async () => {
  const draft = await newDraft(database.pool);
  const { rows } = await database.pool.query<{ id: string }>(
    `update app_public.drafts set visibility = 'PRIVATE' where id = $1
     returning (select manager_id from app_public.teams where league_id = $2 and manager_id is not null limit 1) as id`,
    [draft.draftId, draft.leagueId],
  );
  const stranger = await database.pool.query<{ id: string }>(
    `insert into app_public.users (name) values ('Stranger') returning id`,
  );
  expect(await previews(rows[0]?.id ?? null)(draft.draftId)).toMatchObject({
    picture: { state: 'IN_PROGRESS' },
  });
  expect(await previews(stranger.rows[0]?.id ?? null)(draft.draftId)).toBeNull();
  expect(await previews(null)(draft.draftId)).toBeNull();
});

it('a page has no picture of a board of more than 600 cells, and says how many picks there are', async () => {
  const draft = await newDraft(database.pool, {
    teams: 20,
    rounds: 31,
    poolSize: 700,
    secondsPerPick: 3_600,
  });
  await pickMany(draft, 3);
  expect(await previews(null)(draft.draftId)).toMatchObject({
    description: expect.stringContaining('3 of 620 picks made') as string,
    picture: null,
  });
});
