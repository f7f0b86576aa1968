import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { draftPreviews } from '../../src/api/draft_previews.ts';
import type { Identities } from '../../src/api/identity/identify.ts';
import type { ApiServices } from '../../src/api/services.ts';
import { readConfig } from '../../src/config/config.ts';
import { withReadClient } from '../../src/database/read_client.ts';
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

/** Reads of the database of the test, which count. */
const counting: ApiServices['readsFor'] = () => (settings, mayPrepare, use) => {
  asked += 1;
  return withReadClient(database.pool, settings, mayPrepare, use);
};

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

/** What pages say to whoever is signed in as that person; null: to a visitor. `workPerAddress`: what an address may cost. */
function previews(userId: string | null, workPerAddress = 60_000) {
  const preview = draftPreviews({
    readsFor: counting,
    apiRole: 'none',
    transactionSettings: {},
    identities: { ofRequest: async () => ({ viewer: { userId } }) } as unknown as Identities,
    addressOf: ({ headers }) => String(headers.host),
    access: { ...readConfig({}).access, workPerAddress },
    log: silentLog,
  });
  return (draftId: string, address = 'here') =>
    preview(draftId, { headers: { host: address } } as IncomingMessage);
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

it('what pages say of a hundred drafts is read once a second for each', async () => {
  const { poolId } = await newDraft(database.pool);
  const drafts: string[] = [];
  for (let n = 0; n < 100; n += 1)
    drafts.push((await newDraft(database.pool, { poolId, teams: 2, rounds: 2 })).draftId);
  const preview = previews(null);
  const askedBefore = asked;
  const began = performance.now();
  for (let times = 0; times < 3; times += 1)
    for (const draftId of drafts) expect(await preview(draftId)).not.toBeNull();
  const seconds = Math.ceil((performance.now() - began) / 1_000);
  expect(asked - askedBefore).toBeLessThanOrEqual(seconds * drafts.length);
  expect(asked - askedBefore).toBeLessThan(3 * drafts.length);
});

it('what an address may not read any more is read for others', async () => {
  const first = await newDraft(database.pool);
  const second = await newDraft(database.pool, { poolId: first.poolId });
  const preview = previews(null, 0.001);
  expect(await preview(first.draftId)).not.toBeNull();
  const [here, there] = await Promise.all([
    preview(second.draftId, 'here'),
    preview(second.draftId, 'there'),
  ]);
  expect(here).toBeNull();
  expect(there).toMatchObject({ picture: { state: 'IN_PROGRESS' } });
});

it('many pages of one address at once are read two at a time, and what would wait for long goes without', async () => {
  const { poolId } = await newDraft(database.pool);
  const drafts: string[] = [];
  for (let n = 0; n < 40; n += 1)
    drafts.push((await newDraft(database.pool, { poolId, teams: 2, rounds: 2 })).draftId);
  const preview = previews(null);
  const told = await Promise.all(drafts.map((draftId) => preview(draftId)));
  expect(told.filter((one) => one === null).length).toBe(40 - 2 - 30);
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
