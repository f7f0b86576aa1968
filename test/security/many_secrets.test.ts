import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEndpoint, rotateEndpointSecret } from '../../src/database/endpoints.ts';
import { createSource, readSource, rotateSourceSecret } from '../../src/database/inbox.ts';
import { pruneOutbox } from '../../src/database/outbox.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const A_WEEK_MS = 7 * 24 * 3_600_000;
const secrets = Array.from(
  { length: 8 },
  (_, n) => `whsec_${Buffer.from(`${n}`.repeat(32)).toString('base64')}`,
);
const [first = '', ...others] = secrets;

let database: TestDatabase;
let draft: TestDraft;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool);
});
afterAll(() => database.drop());

/** What a source, and an endpoint, do with their secrets. */
const holders = {
  'a source': {
    table: 'source_secrets',
    create: () =>
      createSource(
        database.pool,
        { leagueId: draft.leagueId, name: 'Theirs', kinds: ['ranking.updated'], secret: first },
        draft.commissioner,
      ),
    rotate: (id: string, secret: string, forMs: number) =>
      rotateSourceSecret(database.pool, id, secret, forMs, draft.commissioner),
    good: async (id: string) => (await readSource(database.pool, id))?.secrets,
  },
  'an endpoint': {
    table: 'endpoint_secrets',
    create: () =>
      createEndpoint(
        database.pool,
        {
          leagueId: draft.leagueId,
          kind: 'WEBHOOK',
          target: 'https://a.example/',
          address: 'https://a.example',
          secret: first,
        },
        draft.commissioner,
      ),
    rotate: (id: string, secret: string, forMs: number) =>
      rotateEndpointSecret(database.pool, id, secret, forMs, draft.commissioner),
    good: async (id: string) => {
      const { rows } = await database.pool.query<{ secrets: string[] }>(
        'select app_private.signing_secrets($1, clock_timestamp()) as secrets',
        [id],
      );
      return rows[0]?.secrets;
    },
  },
};

describe.each(Object.entries(holders))('%s whose secret is exchanged again and again', (_, holder) => {
  const holds = holder.table.replace('_secrets', '_id');
  const kept = async (id: string) => {
    const { rows } = await database.pool.query(
      `select from app_private.${holder.table} where ${holds} = $1`,
      [id],
    );
    return rows.length;
  };

  it('has the five newest, and no more are kept: each message is tried with all of them', async () => {
    const id = await holder.create();
    for (const secret of others) await holder.rotate(id, secret, A_WEEK_MS);
    expect(await holder.good(id)).toEqual(secrets.slice(-5).reverse());
    expect(await kept(id)).toBe(5);
  });

  it('has no more than five where more were kept before', async () => {
    const id = await holder.create();
    await database.pool.query(
      `insert into app_private.${holder.table} (${holds}, secret, created_at, expires_at)
       select $1, 'whsec_' || n, clock_timestamp() - interval '1 hour', clock_timestamp() + interval '1 day'
         from generate_series(1, 1000) as n`,
      [id],
    );
    expect(await holder.good(id)).toHaveLength(5);
    await database.pool.query(
      `update app_private.${holder.table} set expires_at = clock_timestamp() where expires_at is not null`,
    );
    await pruneOutbox(database.pool, 100);
    expect(await holder.good(id)).toEqual([first]);
    expect(await kept(id)).toBe(1);
  });
});
