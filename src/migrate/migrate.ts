import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { checkServer, createConnectionPool, endConnectionPool } from '../database/connect.ts';
import type { Log } from '../telemetry/log.ts';
import { workerLogger } from '../telemetry/worker_logger.ts';
import { applyJobs, applyMigrations, applyRepeatable, findDiffering } from './apply.ts';
import { MigrationError } from './errors.ts';
import { readSqlFiles } from './files.ts';
import { checkEncoding, checkNewcomer, checkWorkerSchema, RELAY_SCHEMA, WORKER_SCHEMA } from './guests.ts';
import { ensureHashTable, findPending, readFingerprint, readRelease, writeRelease } from './hashes.ts';
import { RELEASE, type Release } from './release.ts';
import { checkWorkerOwner, ensureRoles, type RoleNames } from './roles.ts';

export { MigrationError } from './errors.ts';
export { RELAY_SCHEMA, WORKER_SCHEMA } from './guests.ts';

/** The project's own migrations. */
const MIGRATIONS_FOLDER = join(import.meta.dirname, '..', '..', 'migrations');

/** Namespace and key of the advisory lock that one migration run holds at a time, per database. */
const LOCK = { namespace: 0x0d0c, key: 1 } as const;

/** What a migration run needs. The URL must lead to the server itself: a transaction pooler keeps no session's lock. */
export type MigrateOptions = {
  readonly url: string;
  readonly roles: RoleNames;
  readonly log: Log;
  /** For tests; default: the project's own. */
  readonly folder?: string;
  /** For tests; default: this program. */
  readonly release?: Release;
};

/** What a run did: names of migrations that ran, and whether functions and grants were applied again. */
export type Migrated = { readonly migrations: readonly string[]; readonly repeatable: boolean };

/**
 * Brings the database to this program's state: roles, graphile-worker's schema, our migrations, functions and grants.
 * Several processes may call it at once: one works, the others wait for it. Nothing happens where nothing is new.
 * @throws ConnectionError where the server cannot be used, MigrationError where the database cannot be migrated
 */
export async function migrate({
  url,
  roles,
  log,
  folder = MIGRATIONS_FOLDER,
  release = RELEASE,
}: MigrateOptions): Promise<Migrated> {
  const files = await readSqlFiles(folder);
  // One connection, never replaced while idle: the session's lock lives and dies with it.
  const pool = createConnectionPool(url, { max: 1, applicationName: 'draft-orchestrator migrate', log });
  pool.options.idleTimeoutMillis = 0;
  try {
    await checkServer(pool, url);
    await withClient(pool, (client) => takeLock(client, log));
    // Whatever is refused is refused before anything is made.
    await withClient(pool, async (client) => {
      await checkEncoding(client);
      await checkNewcomer(client);
      await checkWorkerOwner(client);
      await checkWorkerSchema(client);
      await refuseFormerRelease(client, release);
    });
    await withClient(pool, (client) => ensureRoles(client, roles, log));
    for (const schema of [WORKER_SCHEMA, RELAY_SCHEMA]) {
      await runMigrations({ pgPool: pool, schema, logger: workerLogger(log) });
    }
    return await withClient(pool, async (client) => {
      await refuseWithoutLock(client);
      await ensureHashTable(client);
      const pending = await findPending(client, files.migrations);
      await applyMigrations(client, folder, pending, files.migrations, log);
      const repeatable = await applyRepeatable(client, files.repeatable, roles, log);
      if (files.jobs) await applyJobs(client, files.jobs);
      await writeRelease(client, release);
      return { migrations: pending.map(({ name }) => name), repeatable };
    });
  } finally {
    await endConnectionPool(pool);
  }
}

/**
 * Whose schema a database has: that of this program, or of the release after it. That one also serves this program, since a release
 * takes nothing away that the release before it uses: so one release can be taken back without touching the database.
 */
export type SchemaAge = 'SAME' | 'NEXT';

/**
 * Makes sure that a process may work on a database it did not migrate itself: every migration of this program has run,
 * as it is, and the connected user owns graphile-worker's tables. Reads only.
 * @throws MigrationError saying what to do
 */
export async function checkMigrated(
  pool: pg.Pool,
  folder: string = MIGRATIONS_FOLDER,
  release: Release = RELEASE,
): Promise<SchemaAge> {
  const { migrations } = await readSqlFiles(folder);
  return withClient(pool, async (client) => {
    const isNext = isAfter(await readRelease(client), release);
    const pending = await findPending(client, migrations, isNext);
    await checkWorkerOwner(client);
    await checkWorkerSchema(client);
    if (pending.length === 0) return isNext ? 'NEXT' : 'SAME';
    throw new MigrationError(
      `The database lacks ${pending.length} of ${migrations.length} migrations, first ${pending[0]?.name}. ` +
        'Run "draft-orchestrator migrate" first.',
    );
  });
}

/**
 * Makes sure that functions and grants in the database are those of this program. For a database that {@link checkMigrated} accepts.
 * @throws MigrationError saying what to do
 */
export async function checkFunctions(pool: pg.Pool, roles: RoleNames): Promise<void> {
  const { repeatable } = await readSqlFiles(MIGRATIONS_FOLDER);
  const differing = await withClient(pool, (client) => findDiffering(client, repeatable, roles));
  if (differing.length === 0) return;
  throw new MigrationError(
    `Functions and grants in the database are those of another version of this program, or for other roles (API_ROLE, ` +
      `VISITOR_ROLE): ${differing.length} of ${repeatable.length} files differ, first ${differing[0]}. Run "draft-orchestrator ` +
      'migrate" where this version is the newer one, else start the version that migrated it.',
  );
}

/** A text that is another one as soon as another version of this program has migrated the database. */
export function schemaFingerprint(pool: pg.Pool): Promise<string> {
  return readFingerprint(pool);
}

/** What the release before this one would do to functions and grants, the processes of this one may not survive. */
async function refuseFormerRelease(client: pg.ClientBase, release: Release): Promise<void> {
  const last = await readRelease(client);
  if (!isAfter(last, release)) return;
  throw new MigrationError(
    `Release ${last?.version} has migrated this database, and this is ${release.version}, the release before it. To go back, ` +
      'start the processes of this one without migrating: they work on the schema as it is.',
  );
}

function isAfter(last: Release | null, { version }: Release): boolean {
  return last !== null && last.version !== version && last.follows === version;
}

async function takeLock(client: pg.ClientBase, log: Log): Promise<void> {
  const values = [LOCK.namespace, LOCK.key];
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1, $2) as taken',
    values,
  );
  if (rows[0]?.taken === true) return;
  log.info({}, 'waiting: another process is migrating this database');
  await client.query('select pg_advisory_lock($1, $2)', values);
}

/** The pool replaces a broken connection silently; the new one would work without the lock. */
async function refuseWithoutLock(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ held: boolean }>(
    `select exists (
       select from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() and granted
          and database = (select oid from pg_database where datname = current_database())
          and classid = $1 and objid = $2
     ) as held`,
    [LOCK.namespace, LOCK.key],
  );
  if (rows[0]?.held === true) return;
  throw new MigrationError(
    'The connection was lost while migrating, or a pooler shares it. Run the migration again; ' +
      'behind a transaction pooler set DATABASE_DIRECT_URL to the server itself.',
  );
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
