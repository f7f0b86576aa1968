import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type League, seedDrafts } from '../../bench/seed.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const FEW = 400;
const MANY = 1_600;
const SET = 20;
/** The least of so many is what a statement needs: whenever autovacuum has analyzed a table, the next one reads the catalog again. */
const TIMES = 4;

/** Blocks that a statement reads, for each of its drafts, once it has read the catalog. */
const MOST_BLOCKS = { one: 140, set: 90, 'set without jobs': 200, manual: 330, read: 110 };
type Statement = keyof typeof MOST_BLOCKS;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Chosen {
  readonly id: string;
  readonly version: number;
  readonly pick: number;
}

/** Drafts whose clocks ran out; each is used once. */
async function dueDrafts(client: PoolClient, count: number): Promise<Chosen[]> {
  const { rows } = await client.query<Chosen>(
    `update app_public.drafts set next_deadline = clock_timestamp() - interval '1 ms'
      where id in (select id from app_public.drafts where state = 'IN_PROGRESS' and next_deadline > clock_timestamp()
                    order by id desc limit $1)
      returning id, version, current_pick as pick`,
    [count],
  );
  return rows;
}

const list = (values: readonly unknown[]) => `'{${values.join()}}'`;
/** Nobody checks in which pool a player is whom the clock takes. */
const applyChoices = (chosen: readonly Chosen[]) =>
  `app_private.apply_choices(${list(chosen.map(({ id }) => id))}, ${list(chosen.map(({ version }) => version))},
     ${list(chosen.map(({ pick }) => pick))}, ${list(chosen.map(({ pick }) => 1_000_000 + pick))}, ${list(chosen.map(() => 0))},
     ${list(chosen.map(() => 'standard'))}, ${list(chosen.map(() => 'Best.'))}, ${list(chosen.map(() => 'null'))}, null)`;

async function blocks(client: PoolClient, call: string): Promise<number> {
  const { rows } = await client.query(`explain (analyze, buffers, format json) select * from ${call}`);
  const { Plan: plan } = rows[0]['QUERY PLAN'][0];
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

/** The call of each statement, with everything that it needs. */
async function calls(
  client: PoolClient,
  league: League,
): Promise<Record<Statement, [call: string, drafts: number]>> {
  const one = await dueDrafts(client, 1);
  const set = await dueDrafts(client, SET);
  const stuck = await dueDrafts(client, SET);
  await client.query(
    `update graphile_worker._private_jobs j set locked_at = now(), locked_by = 'w'
       from app_public.drafts d where d.id = any ($1) and j.id = d.job_id`,
    [stuck.map(({ id }) => id)],
  );
  const { rows } = await client.query<{ id: string; pick: number; player: number }>(
    `select d.id, d.current_pick as pick, (select p.id from app_public.players p where p.pool_id = d.pool_id order by p.rank desc limit 1) as player
       from app_public.drafts d where d.next_deadline > clock_timestamp() order by d.id limit 1`,
  );
  const [free] = rows;
  const userId = league.manager.kind === 'USER' ? league.manager.userId : null;
  return {
    one: [applyChoices(one), 1],
    set: [applyChoices(set), SET],
    'set without jobs': [applyChoices(stuck), SET],
    manual: [
      `app_private.apply_pick('${free?.id}', ${free?.pick}, ${free?.player}, false, null, row('USER', '${userId}')::app_private.actor)`,
      1,
    ],
    read: [`app_private.read_contexts(${list(set.map(({ id }) => id))}, false, false)`, SET],
  };
}

async function blocksPerDraft(drafts: number): Promise<Record<string, number>> {
  const league = await seedDrafts(database.pool, {
    ...{ drafts, secondsPerPick: 3_600, atPick: 91 },
    dueIn: { first: 3_600, step: 1 },
    onProgress: () => undefined,
  });
  const client = await database.pool.connect();
  try {
    const found: Record<string, number> = {};
    for (let time = 0; time < TIMES; time += 1) {
      for (const [statement, [call, count]] of Object.entries(await calls(client, league))) {
        const used = Math.round((await blocks(client, call)) / count);
        found[statement] = Math.min(used, found[statement] ?? used);
      }
    }
    return found;
  } finally {
    client.release();
  }
}

describe('the blocks that a pick reads', () => {
  it('are bounded, and as many however many drafts and jobs there are', async () => {
    const few = await blocksPerDraft(FEW);
    const many = await blocksPerDraft(MANY);
    for (const [statement, most] of Object.entries(MOST_BLOCKS)) {
      expect([statement, many[statement]]).toEqual([statement, expect.any(Number)]);
      expect
        .soft(many[statement], `${statement}: ${few[statement]} → ${many[statement]}`)
        .toBeLessThanOrEqual(most);
      // An index may be a level deeper.
      expect
        .soft(many[statement], `${statement}, of few drafts`)
        .toBeLessThanOrEqual((few[statement] ?? 0) * 1.4);
    }
  });
});
