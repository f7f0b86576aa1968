import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Program } from '../../src/processes/program.ts';
import { startApi } from '../support/api.ts';
import { metricsOf, startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
const programs: Program[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const { child } of programs) child.kill('SIGKILL');
  for (const program of programs) await program.ended();
  await database.drop();
});

async function readiness(url: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
}

const migrateWithAnother = (hash: string) =>
  database.pool.query(
    `insert into app_migrations.file_hashes (file_name, sha256) values ('functions/of_next_year.sql', $1)
     on conflict (file_name) do update set sha256 = excluded.sha256`,
    [hash],
  );

it('server and worker go on when another version migrates the database, and say so under /readyz, in log and metrics', async () => {
  const api = await startApi(database.url);
  const worker = startProgram(['src/main.ts', 'worker'], { DATABASE_URL: database.url, METRICS_PORT: '0' });
  programs.push(api.program, worker);
  const { origin: metrics } = new URL(await metricsOf(worker));
  await until(async () => ((await readiness(metrics)).status === 200 ? true : undefined));
  for (const url of [api.url, metrics])
    expect(await readiness(url)).toEqual({ status: 200, body: { ready: true } });

  await migrateWithAnother('a');
  for (const url of [api.url, metrics]) {
    const told = await until(async () => {
      const answer = await readiness(url);
      return JSON.stringify(answer.body).includes('schema') ? answer : undefined;
    });
    expect(told).toEqual({ status: 200, body: { ready: true, schema: 'changed' } });
  }
  for (const program of programs) {
    // The log comes through a pipe, which may be slower than the answer.
    await until(async () => (program.said().includes('Another version') ? true : undefined));
    expect(program.said()).toMatch(/"level":40.*Another version of this program has migrated the database/);
    expect(program.said().match(/Another version/g)).toHaveLength(1);
  }
  expect(await (await fetch(`${metrics}/metrics`)).text()).toContain(
    '\ndraft_orchestrator_schema_changed 1\n',
  );

  await database.pool.query(
    `delete from app_migrations.file_hashes where file_name = 'functions/of_next_year.sql'`,
  );
  await until(async () =>
    JSON.stringify((await readiness(api.url)).body).includes('schema') ? undefined : true,
  );
});
