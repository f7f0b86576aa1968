import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { pruneOutbox, type SweepPlace, sweepDeliveries } from '../../src/database/outbox.ts';
import { newDraft } from '../support/drafts.ts';
import { newWebhook, pick } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const BEGINNING: SweepPlace = { endpointId: null, streamId: null };
/** Whatever tells what is to be delivered where. */
const OUTBOX = [
  ...['endpoints', 'endpoint_cursors', 'endpoint_targets', 'endpoint_secrets'],
  ...['league_events', 'league_streams', 'deliveries', 'dead_letters'],
];
const NOWHERE = 'http://127.0.0.1:9/';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** Sweeps from the beginning to the end by steps of that size; answers how many jobs each made. */
async function sweepAround(mostCursors: number, mostJobs: number): Promise<number[]> {
  const made: number[] = [];
  let place = BEGINNING;
  do {
    const swept = await sweepDeliveries(database.pool, place, mostCursors, mostJobs);
    made.push(swept.jobs);
    place = swept;
  } while (place.endpointId !== null);
  return made;
}

/** The keys of the jobs that wait: an endpoint and a stream each. */
async function jobs(): Promise<string[]> {
  const { rows } = await database.pool.query<{ key: string }>(
    'select key from graphile_worker_relay._private_jobs order by key',
  );
  return rows.map(({ key }) => key);
}

/** The cursors that are behind. */
async function behind(): Promise<string[]> {
  const { rows } = await database.pool.query<{ key: string }>(
    `select c.endpoint_id || ' ' || c.stream_id as key from app_private.endpoint_cursors c
       join app_public.drafts d on d.id = c.stream_id and d.version > c.version order by 1`,
  );
  return rows.map(({ key }) => key);
}

const change = (what: string) => database.pool.query(`update app_private.endpoint_cursors ${what}`);

describe('a sweep', () => {
  it.each([
    [100, 100],
    [100, 3],
    [4, 3],
    [1, 1],
    [2, 100],
  ])(
    'that looks at %d cursors and makes %d jobs at a time comes around and misses none',
    async (cursors, most) => {
      const drafts = [];
      for (let n = 0; n < 4; n += 1) drafts.push(await newDraft(database.pool, { teams: 2, rounds: 2 }));
      for (let n = 0; n < 2; n += 1) await newWebhook(database.pool, NOWHERE, null);
      for (const draft of drafts.slice(1)) await pick(database.pool, draft, 1, 1);
      const made = await sweepAround(cursors, most);
      expect(Math.max(...made)).toBeLessThanOrEqual(most);
      expect((await behind()).length).toBe(6);
      expect(await jobs()).toEqual(await behind());
    },
  );

  it('looks no further once it has its jobs, however many cursors it may look at', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    for (let n = 0; n < 3; n += 1) await newWebhook(database.pool, NOWHERE, null);
    await pick(database.pool, draft, 1, 1);
    expect(await sweepDeliveries(database.pool, BEGINNING, 5_000, 1)).toMatchObject({ jobs: 1, cursors: 1 });
    expect(await sweepDeliveries(database.pool, BEGINNING, 5_000, 10)).toEqual({
      ...{ jobs: 3, cursors: 6, endpointId: null, streamId: null },
    });
  });

  it('leaves out what is leased, waits for its next attempt, or has an endpoint that cannot be tried', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const id = await newWebhook(database.pool, NOWHERE, null);
    await pick(database.pool, draft, 1, 1);
    const found = async () => (await sweepAround(10, 10))[0];
    expect(await found()).toBe(1);
    for (const [wrong, right] of [
      [
        `lease = gen_random_uuid(), leased_until = clock_timestamp() + interval '1 hour'`,
        'lease = null, leased_until = null',
      ],
      [`retry_at = clock_timestamp() + interval '1 hour'`, 'retry_at = null'],
    ]) {
      await change(`set ${wrong}`);
      expect(await found()).toBe(0);
      await change(`set ${right}`);
    }
    const endpoint = (set: string) =>
      database.pool.query(`update app_public.endpoints set ${set} where id = $1`, [id]);
    for (const [wrong, right] of [
      [
        `open_until = clock_timestamp() + interval '1 hour', failures = 5, failing_since = clock_timestamp()`,
        'open_until = null',
      ],
      [
        `disabled_at = clock_timestamp(), disabled_because = 'no'`,
        'disabled_at = null, disabled_because = null',
      ],
    ]) {
      await endpoint(wrong ?? '');
      expect(await found()).toBe(0);
      await endpoint(right ?? '');
    }
    expect(await found()).toBe(1);
  });
});

describe('the pause after an attempt in vain', () => {
  it('doubles from one to two seconds up to half an hour, with jitter', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    await newWebhook(database.pool, NOWHERE, draft.leagueId);
    const pauses = await database.pool.query<{ attempts: number; least: number; most: number }>(
      `select tried.attempts, min(seconds) as least, max(seconds) as most
         from app_private.endpoint_cursors c, generate_series(0, 14) tried (attempts), generate_series(1, 40) again,
           lateral app_private.note_failure(
             jsonb_populate_record(c, jsonb_build_object('attempts', tried.attempts)),
             jsonb_build_object('version', 3, 'ok', false, 'error', again), '2026-01-01T00:00:00Z') noted,
           lateral (select extract(epoch from noted.retry_at - timestamptz '2026-01-01T00:00:00Z')::float8 as seconds) pause
        where c.is_draft group by tried.attempts order by tried.attempts`,
    );
    for (const { attempts, least, most } of pauses.rows) {
      const longest = Math.min(2 * 2 ** attempts, 1_800);
      expect(least, `after ${attempts + 1} attempts`).toBeGreaterThanOrEqual(longest / 2);
      expect(most, `after ${attempts + 1} attempts`).toBeLessThanOrEqual(longest);
      expect(most - least).toBeGreaterThan(longest / 20);
    }
    expect(pauses.rows.length).toBe(15);
  });
});

describe('pruning', () => {
  it('removes deliveries after seven days, dead letters after thirty, secrets that are over and jobs of relays that died', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const id = await newWebhook(database.pool, NOWHERE, draft.leagueId);
    const ago = (interval: string) => `clock_timestamp() - interval '${interval}'`;
    await database.pool.query(
      `insert into app_public.deliveries (endpoint_id, stream_id, version, at, succeeded, milliseconds)
       select $1, $2, 1, at, true, 1
         from unnest(array[${ago('7 days 1 minute')}, ${ago('8 days')}, ${ago('6 days 23 hours')}]) at`,
      [id, draft.draftId],
    );
    await database.pool.query(
      `insert into app_public.dead_letters (stream_id, endpoint_id, version, at, attempts, error)
       values ($2, $1, 1, ${ago('31 days')}, 16, 'no'), ($2, $1, 2, ${ago('29 days')}, 16, 'no')`,
      [id, draft.draftId],
    );
    await database.pool.query(
      `insert into app_private.endpoint_secrets values ($1, 'former', ${ago('2 days')}, ${ago('1 minute')})`,
      [id],
    );
    await database.pool.query(
      `select graphile_worker_relay.add_job('deliver', '{}', job_key => key) from unnest(array['dead', 'alive', 'waiting']) key`,
    );
    await database.pool.query(
      `update graphile_worker_relay._private_jobs
          set locked_by = key, key = null, locked_at = case key when 'dead' then ${ago('2 hours')} else ${ago('1 minute')} end
        where key <> 'waiting'`,
    );
    const count = async (from: string) =>
      (await database.pool.query<{ count: number }>(`select count(*)::integer as count from ${from}`)).rows[0]
        ?.count;
    const left = async () => ({
      deliveries: await count('app_public.deliveries'),
      deadLetters: await count('app_public.dead_letters'),
      secrets: await count('app_private.endpoint_secrets'),
      jobs: await count('graphile_worker_relay._private_jobs'),
    });
    // So many of each at once: of the two old deliveries one.
    expect(await pruneOutbox(database.pool, 1)).toBe(4);
    expect(await left()).toEqual({ deliveries: 2, deadLetters: 1, secrets: 1, jobs: 2 });
    expect(await pruneOutbox(database.pool, 100)).toBe(1);
    expect(await left()).toEqual({ deliveries: 1, deadLetters: 1, secrets: 1, jobs: 2 });
    expect(await pruneOutbox(database.pool, 100)).toBe(0);
  });
});

describe('a pick', () => {
  it('reads and writes no table of the outbox, whatever endpoints there are', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    for (let n = 0; n < 10; n += 1) await newWebhook(database.pool, NOWHERE, n % 2 ? null : draft.leagueId);
    const client = await database.pool.connect();
    /** How much this session did with each table so far. */
    const done = async () => {
      const { rows } = await client.query<{ name: string; times: number }>(
        `select relname as name, (coalesce(seq_scan, 0) + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del)::integer as times
           from pg_stat_xact_user_tables`,
      );
      return new Map(rows.map(({ name, times }) => [name, times]));
    };
    try {
      await client.query('begin');
      const touchedBy = async (what: () => Promise<unknown>) => {
        const before = await done();
        await what();
        const after = await done();
        return [...OUTBOX, 'picks'].filter((name) => after.get(name) !== before.get(name));
      };
      const picking = () => pick(client as unknown as ConnectionPool, draft, 1, 3);
      expect(await touchedBy(picking)).toEqual(['picks']);
      const marking = () => client.query('update app_private.endpoint_cursors set version = 0');
      expect(await touchedBy(marking)).toEqual(['endpoint_cursors']);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
