import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLeague, createUser } from '../../src/database/leagues.ts';
import { managerId, newDraft, userActor } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const LEAGUES = 40;
const TEAMS = 64;

let database: TestDatabase;
let person: string;

/** Somebody gives all teams of many leagues to a person who plays in one of their own. */
beforeAll(async () => {
  database = await createTestDatabase();
  const draft = await newDraft(database.pool, { teams: 2 });
  person = managerId(draft, 1);
  const giver = userActor(await createUser(database.pool, 'Giver'));
  const teams = Array.from({ length: TEAMS }, (_, i) => ({ name: `Team ${i + 1}`, managerId: person }));
  for (let i = 0; i < LEAGUES; i += 1)
    await createLeague(database.pool, { name: `League ${i}`, teams }, giver);
  await database.pool.query('vacuum analyze app_public.teams');
});
afterAll(() => database.drop());

/** A node of a plan that was run. */
interface Node {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

/** How many rows of the table of teams a plan looked at. */
function teamsIn(node: Node): number {
  const own = node['Relation Name'] === 'teams' ? node['Actual Rows'] * node['Actual Loops'] : 0;
  return (node.Plans ?? []).reduce((sum, part) => sum + teamsIn(part), own);
}

/** Uses a session in which the API reads for the person. */
async function asPerson<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    await client.query("select set_config('draft_orchestrator.viewer_id', $1, false)", [person]);
    return await use(client);
  } finally {
    client.release(true);
  }
}

it('are not all looked at when that person reads: one of each league is', async () => {
  const plan = await asPerson(async (client) => {
    const body = await client.query<{ text: string }>(
      `select prosrc as text from pg_proc where oid = 'app_private.viewer_leagues()'::regprocedure`,
    );
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      `explain (analyze, format json) ${body.rows[0]?.text}`,
    );
    return rows[0]?.['QUERY PLAN'][0].Plan;
  });
  // The rows of a loop are told as an average, before PostgreSQL 18 as a whole number.
  const looked = plan ? teamsIn(plan) : Number.NaN;
  expect(looked).toBeGreaterThanOrEqual(LEAGUES);
  expect(looked).toBeLessThan(2 * LEAGUES);
});

it('are of leagues that are told once each, beside those that the person runs', async () => {
  const own = await createLeague(
    database.pool,
    { name: 'Own', teams: [{ name: 'A', managerId: null }] },
    userActor(person),
  );
  const told = await asPerson(async (client) => {
    const { rows } = await client.query<{ told: string[]; expected: string[] }>(
      `select array(select l::text from app_private.viewer_leagues() as l order by 1) as told,
              array(select distinct l::text from app_private.leagues_of($1) as l order by 1) as expected`,
      [person],
    );
    expect(rows[0]?.told).toEqual(rows[0]?.expected);
    return rows[0]?.told;
  });
  expect(told).toContain(own);
  expect(told).toHaveLength(LEAGUES + 2);
});
