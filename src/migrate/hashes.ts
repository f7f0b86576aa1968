import type { ClientBase } from 'pg';
import { MigrationError } from './errors.ts';
import type { SqlFile } from './files.ts';
import type { Release } from './release.ts';

/** Schema of what the migration run keeps about itself. */
export const MIGRATIONS_SCHEMA = 'app_migrations';
/** node-pg-migrate's table in it: the migrations that have run. */
export const MIGRATIONS_TABLE = 'migrations';

/** Creates the schema and the table of hashes. */
export async function ensureHashTable(client: ClientBase): Promise<void> {
  await client.query(`
    create schema if not exists ${MIGRATIONS_SCHEMA};
    create table if not exists ${MIGRATIONS_SCHEMA}.file_hashes (
      file_name text primary key,
      sha256 text not null,
      written_at timestamptz not null default clock_timestamp()
    );
    comment on table ${MIGRATIONS_SCHEMA}.file_hashes is
      'What the SQL files looked like when they were applied: an applied migration that was edited is refused.';
    create table if not exists ${MIGRATIONS_SCHEMA}.releases (
      version text primary key,
      follows text,
      migrated_at timestamptz not null default clock_timestamp()
    );
    comment on table ${MIGRATIONS_SCHEMA}.releases is
      'Releases that migrated this database, the newest last. The processes of the release that it follows work on it too.';
  `);
}

/** The release that migrated the database last; null where none has said so. */
export async function readRelease(client: ClientBase): Promise<Release | null> {
  const table = `${MIGRATIONS_SCHEMA}.releases`;
  if (!(await exists(client, table))) return null;
  const { rows } = await client.query<Release>(
    `select version, follows from ${table} order by migrated_at desc limit 1`,
  );
  return rows[0] ?? null;
}

/** Writes that this release has migrated the database, where it was not the last to do so. */
export async function writeRelease(client: ClientBase, { version, follows }: Release): Promise<void> {
  const last = await readRelease(client);
  if (last?.version === version && last.follows === follows) return;
  await client.query(
    `insert into ${MIGRATIONS_SCHEMA}.releases (version, follows) values ($1, $2)
     on conflict (version) do update set follows = excluded.follows, migrated_at = excluded.migrated_at`,
    [version, follows],
  );
}

/**
 * Compares the migrations that have run with their files and says which have not run yet.
 * @param mayHaveMore the database may have run more than there are files for: those of the release after this one
 * @throws MigrationError where an applied file was edited or is missing, or a new one comes before an applied one
 */
export async function findPending(
  client: ClientBase,
  migrations: readonly SqlFile[],
  mayHaveMore = false,
): Promise<SqlFile[]> {
  const applied = await appliedNames(client);
  const hashes = applied.length === 0 ? new Map<string, string>() : await readHashes(client);
  for (const name of applied) {
    const file = migrations.find((migration) => migration.name === name);
    if (file === undefined && mayHaveMore) continue;
    if (file === undefined) throw missing(name);
    if (hashes.get(name) !== file.hash) throw edited(file);
  }
  const pending = migrations.filter(({ name }) => !applied.includes(name));
  const last = applied.at(-1) ?? '';
  const early = pending.find(({ name }) => name < last);
  if (early !== undefined) {
    throw new MigrationError(
      `${early.name} comes before ${last}, which has run already. Give it the next free number.`,
    );
  }
  return pending;
}

/**
 * Writes the hashes of migrations **before** they run: whether one ran is told by node-pg-migrate's table alone, so a
 * crash between the two leaves a hash that the next run overwrites, never a migration without the hash it ran with.
 * The hashes of repeatable files go in the same statement: a crash after a migration must not leave them standing for
 * functions and grants that it may have dropped.
 */
export async function announce(client: ClientBase, pending: readonly SqlFile[]): Promise<void> {
  const rows = JSON.stringify(pending.map(({ name, hash }) => ({ name, hash })));
  await client.query(
    `with forgotten as (
       delete from ${MIGRATIONS_SCHEMA}.file_hashes where file_name !~ '^[0-9]{6}_'
     )
     insert into ${MIGRATIONS_SCHEMA}.file_hashes (file_name, sha256)
     select name, hash from jsonb_to_recordset($1::jsonb) as pending (name text, hash text)
     on conflict (file_name) do update set sha256 = excluded.sha256, written_at = excluded.written_at`,
    [rows],
  );
}

/** The hashes of all files the database knows, by name. */
export async function readHashes(client: ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ file_name: string; sha256: string }>(
    `select file_name, sha256 from ${MIGRATIONS_SCHEMA}.file_hashes`,
  );
  return new Map(rows.map(({ file_name, sha256 }) => [file_name, sha256]));
}

/** A text that is another one as soon as another version of this program has migrated the database. */
export async function readFingerprint(db: Pick<ClientBase, 'query'>): Promise<string> {
  const { rows } = await db.query<{ fingerprint: string | null }>(
    `select md5(string_agg(file_name || ' ' || sha256, ',' order by file_name collate "C")) as fingerprint
       from ${MIGRATIONS_SCHEMA}.file_hashes`,
  );
  return rows[0]?.fingerprint ?? '';
}

/** Replaces the hashes of repeatable files; inside the transaction that applies them. */
export async function replaceRepeatableHashes(
  client: ClientBase,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  await client.query(`delete from ${MIGRATIONS_SCHEMA}.file_hashes where file_name !~ '^[0-9]{6}_'`);
  await client.query(
    `insert into ${MIGRATIONS_SCHEMA}.file_hashes (file_name, sha256) select * from unnest($1::text[], $2::text[])`,
    [[...hashes.keys()], [...hashes.values()]],
  );
}

async function appliedNames(client: ClientBase): Promise<string[]> {
  const table = `${MIGRATIONS_SCHEMA}.${MIGRATIONS_TABLE}`;
  if (!(await exists(client, table))) return [];
  // node-pg-migrate keeps names without their ending.
  const { rows } = await client.query<{ name: string }>(
    `select name || '.sql' as name from ${table} order by name collate "C"`,
  );
  return rows.map(({ name }) => name);
}

async function exists(client: ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ]);
  return rows[0]?.there === true;
}

function missing(name: string): MigrationError {
  return new MigrationError(
    `The database has run migration ${name}, which this program does not have: it was migrated by a newer version. ` +
      'Start that version, or restore a backup from before.',
  );
}

function edited({ name, path }: SqlFile): MigrationError {
  return new MigrationError(
    `Migration ${name} was edited after it ran in this database (${path}). Restore it as it was ` +
      '(git log shows it) and put the change into a new migration with the next number.',
  );
}
