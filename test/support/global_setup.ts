import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../src/config/config.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { silentLog } from './silent_log.ts';
import {
  asAdmin,
  dropDatabase,
  newRunId,
  startTestServer,
  type TestServer,
  withDatabase,
} from './test_server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** An ordinary role that may create databases and roles. */
    adminUrl: string;
    /** null where the run uses a DATABASE_URL of somebody's own. */
    superuserUrl: string | null;
    /** Every database of this run has a name that begins with this. */
    databasePrefix: string;
    /** A migrated database to be copied; nobody can connect to it. */
    templateDatabase: string;
  }
}

/** Namespace of the advisory locks by which running test runs are distinguished from killed ones. */
const RUN_LOCK_NAMESPACE = 0x7e57;

/** Starts one server and migrates one template database for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { databaseDirectUrl } = readConfig(process.env);
  const server = await startTestServer(databaseDirectUrl);
  const keeper = new pg.Client({ connectionString: server.adminUrl });
  keeper.on('error', () => undefined);
  try {
    return await prepare(project, server, keeper);
  } catch (error) {
    await keeper.end();
    await server.stop();
    throw error;
  }
}

/** @param keeper connected until the end of the run: its lock says that the databases of this run are in use */
async function prepare(
  project: TestProject,
  server: TestServer,
  keeper: pg.Client,
): Promise<() => Promise<void>> {
  const { roles } = readConfig(process.env);
  const runId = newRunId();
  const databasePrefix = `draft_test_${runId}_`;
  const templateDatabase = `${databasePrefix}template`;
  await keeper.connect();
  await keeper.query('select pg_advisory_lock($1, $2)', [RUN_LOCK_NAMESPACE, runId]);
  await dropDatabasesOfKilledRuns(keeper);
  await keeper.query(`create database ${templateDatabase}`);
  await migrate({ url: withDatabase(server.adminUrl, templateDatabase), roles, log: silentLog });
  await keeper.query(`alter database ${templateDatabase} with is_template true allow_connections false`);
  project.provide('adminUrl', server.adminUrl);
  project.provide('superuserUrl', server.superuserUrl);
  project.provide('databasePrefix', databasePrefix);
  project.provide('templateDatabase', templateDatabase);
  return async () => {
    await asAdmin(server.adminUrl, (client) => dropDatabases(client, databasePrefix));
    await keeper.end();
    await server.stop();
  };
}

async function dropDatabasesOfKilledRuns(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ prefix: string }>(
    `select distinct substring(datname from '^draft_test_[0-9]+_') as prefix
       from pg_database
      where datname ~ '^draft_test_[0-9]+_' and pg_has_role(datdba, 'USAGE')
        and not exists (
          select from pg_locks
           where locktype = 'advisory' and classid = $1 and objid = split_part(datname, '_', 3)::oid
        )`,
    [RUN_LOCK_NAMESPACE],
  );
  for (const { prefix } of rows) await dropDatabases(client, prefix);
}

async function dropDatabases(client: pg.Client, prefix: string): Promise<void> {
  const { rows } = await client.query<{ name: string; template: boolean }>(
    'select datname as name, datistemplate as template from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { name, template } of rows) {
    if (template) await client.query(`alter database ${name} with is_template false`);
    await dropDatabase(client, name);
  }
}
