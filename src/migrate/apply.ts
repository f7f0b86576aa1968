import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runner } from 'node-pg-migrate';
import type { ClientBase } from 'pg';
import { messageOf } from '../telemetry/error_text.ts';
import type { Log } from '../telemetry/log.ts';
import { MigrationError } from './errors.ts';
import { GRANTS, hashOf, type SqlFile } from './files.ts';
import {
  announce,
  MIGRATIONS_SCHEMA,
  MIGRATIONS_TABLE,
  readHashes,
  replaceRepeatableHashes,
} from './hashes.ts';
import { dropObsoleteFunctions } from './obsolete_functions.ts';
import { quote, type RoleNames } from './roles.ts';
import { statementsOf } from './statements.ts';

/** SQLSTATE of a statement that waited for a lock for longer than `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03';
/**
 * A statement that waits for a table's lock lets nobody else have one meanwhile: every pick would wait behind it. So it gives up, and the
 * migration is tried again.
 */
const LOCK_WITHIN = '2s';
const ATTEMPTS = 30;
const PAUSE_MS = 1_000;
/** The first line of a migration that PostgreSQL runs in no transaction, such as `create index concurrently`. */
const WITHOUT_TRANSACTION = /^-- no transaction\b/;

/**
 * Runs migrations that have not run yet, each in a transaction of its own, with node-pg-migrate. It is given the text
 * whose hash was written, not the file: the two cannot differ. One that does not get a lock soon is tried again later.
 */
export async function applyMigrations(
  client: ClientBase,
  folder: string,
  pending: readonly SqlFile[],
  all: readonly SqlFile[],
  log: Log,
): Promise<void> {
  if (pending.length === 0) return;
  await announce(client, pending);
  await client.query(`set lock_timeout = '${LOCK_WITHIN}'`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runPending(client, folder, all, log);
      await client.query('set lock_timeout = 0');
      return;
    } catch (error) {
      const isLocked = (error as { cause?: { code?: unknown } }).cause?.code === LOCK_NOT_AVAILABLE;
      if (!isLocked || attempt === ATTEMPTS) throw error;
      log.warn(
        { err: error, attempt },
        'another session holds a lock that a migration needs: it is tried again',
      );
      await sleep(PAUSE_MS);
    }
  }
}

/** What a migration is built with. */
interface Builder {
  sql(sql: string): void;
  noTransaction(): void;
}

async function runPending(
  client: ClientBase,
  folder: string,
  all: readonly SqlFile[],
  log: Log,
): Promise<void> {
  let current: SqlFile | undefined;
  const unitOf = (path: string) => {
    const file = all.find(({ name }) => name === basename(path));
    if (file === undefined) throw new Error(`${path} appeared while the migrations ran`);
    const up = (builder: Builder) => {
      current = file;
      log.info({ migration: file.name }, 'migrating');
      build(builder, file.sql);
    };
    return { id: path, filePaths: [path], actions: { up, down: false as const } };
  };
  try {
    await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      ignorePattern: '(?!\\d{6}_.*\\.sql$).*',
      migrationsSchema: MIGRATIONS_SCHEMA,
      migrationsTable: MIGRATIONS_TABLE,
      migrationLoaderStrategies: [{ extensions: ['.sql'], loader: async (paths) => paths.map(unitOf) }],
      noLock: true,
      singleTransaction: false,
      logger: quietLogger(log),
    });
  } catch (error) {
    await client.query('rollback');
    throw current === undefined ? error : explainSqlError(error, current);
  }
}

function build(builder: Builder, sql: string): void {
  if (!WITHOUT_TRANSACTION.test(sql)) {
    builder.sql(sql);
    return;
  }
  builder.noTransaction();
  // What runs outside of a transaction keeps nobody waiting, but waits itself for all older transactions. Sent together, several
  // statements would be one transaction.
  builder.sql('set lock_timeout = 0');
  for (const { text } of statementsOf(sql)) builder.sql(text);
  builder.sql(`set lock_timeout = '${LOCK_WITHIN}'`);
}

/**
 * Applies functions and grants, all together in one transaction, when any of them changed since the last time, and drops
 * functions that no file defines any more ({@link dropObsoleteFunctions}).
 * The hashes cover the role names as well: other names in the configuration are other grants.
 * @returns whether they were applied
 */
export async function applyRepeatable(
  client: ClientBase,
  files: readonly SqlFile[],
  roles: RoleNames,
  log: Log,
): Promise<boolean> {
  const filled = files.map((file) => ({ ...file, sql: fillIn(file.sql, roles) }));
  const wanted = new Map(filled.map(({ name, sql }) => [name, hashOf(sql)]));
  if ((await differingFrom(client, wanted)).length === 0) return false;
  let current: SqlFile | undefined;
  try {
    await client.query('begin');
    // Functions may call each other: their bodies are checked when they run, by the tests.
    await client.query('set local check_function_bodies = off');
    const apply = async (file: SqlFile) => {
      current = file;
      await client.query(file.sql);
      current = undefined;
    };
    for (const file of filled) if (file.name !== GRANTS) await apply(file);
    await dropObsoleteFunctions(client, releaseOf(files), log);
    for (const file of filled) if (file.name === GRANTS) await apply(file);
    await replaceRepeatableHashes(client, wanted);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw current === undefined ? error : explainSqlError(error, current);
  }
  log.info({ files: files.length }, 'applied functions and grants');
  return true;
}

/** Applies the file that adds what is missing to graphile-worker's tables, whoever made them anew. */
export async function applyJobs(client: ClientBase, file: SqlFile): Promise<void> {
  try {
    await client.query(file.sql);
  } catch (error) {
    throw explainSqlError(error, file);
  }
}

/** The names of functions and grants whose text in the database is not that of this program, or that only one of the two has. */
export function findDiffering(
  client: ClientBase,
  files: readonly SqlFile[],
  roles: RoleNames,
): Promise<string[]> {
  return differingFrom(client, new Map(files.map(({ name, sql }) => [name, hashOf(fillIn(sql, roles))])));
}

async function differingFrom(client: ClientBase, wanted: ReadonlyMap<string, string>): Promise<string[]> {
  const known = new Map([...(await readHashes(client))].filter(([name]) => !/^\d{6}_/.test(name)));
  return [...new Set([...wanted.keys(), ...known.keys()])].filter(
    (name) => wanted.get(name) !== known.get(name),
  );
}

/** A text that is another one where the files are others; the roles do not change it. */
function releaseOf(files: readonly SqlFile[]): string {
  return hashOf(files.map(({ name, hash }) => `${name} ${hash}`).join('\n'));
}

/** psql's way to write a variable as an identifier. */
function fillIn(sql: string, roles: RoleNames): string {
  return sql
    .replaceAll(':"api_role"', () => quote(roles.api))
    .replaceAll(':"visitor_role"', () => quote(roles.visitor));
}

/** node-pg-migrate would print whole files; what failed where is in our error. */
function quietLogger(log: Log) {
  const debug = (message: string) => log.debug({}, message);
  return { info: debug, warn: debug, error: debug };
}

function explainSqlError(error: unknown, { name, sql }: SqlFile): MigrationError {
  const said = messageOf(error);
  const position =
    typeof error === 'object' && error !== null && 'position' in error ? Number(error.position) : 0;
  const line = position > 0 ? `, line ${sql.slice(0, position).split('\n').length}` : '';
  if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) {
    return new MigrationError(
      `${name}: another session holds a lock that it needs. docs/operations.md#picks-are-late shows which; end it, and migrate again.`,
      { cause: error },
    );
  }
  return new MigrationError(`${name}${line}: ${said}`, { cause: error });
}
