import type { ClientBase } from 'pg';
import { MigrationError } from './errors.ts';
import { MIGRATIONS_SCHEMA, MIGRATIONS_TABLE } from './hashes.ts';
import { quote } from './roles.ts';

/** Where graphile-worker keeps its jobs. Our functions name it, so no other will do. */
export const WORKER_SCHEMA = 'graphile_worker';
/** The same for the jobs of the relay, apart from the alarms: what waits to be delivered is no row that the clock has to step over. */
export const RELAY_SCHEMA = 'graphile_worker_relay';
/** The last migration of the graphile-worker that is installed; a test compares. */
export const NEWEST_WORKER_MIGRATION = 20;
/** Schemas that our first migration creates. */
const OUR_SCHEMAS = ['app_public', 'app_private'];

/**
 * Makes sure that the database keeps text as UTF-8: in another encoding the names of people and players cannot all be written, and in
 * SQL_ASCII nobody knows what they are.
 * @throws MigrationError saying how to make a database that does
 */
export async function checkEncoding(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; encoding: string }>(
    `select datname as name, pg_encoding_to_char(encoding) as encoding from pg_database
      where datname = current_database()`,
  );
  const [found] = rows;
  if (found === undefined || found.encoding === 'UTF8') return;
  throw new MigrationError(
    `Database "${found.name}" has the encoding ${found.encoding}; UTF8 is needed. Create another one and name it in DATABASE_URL:\n` +
      `  create database ${quote(`${found.name}_utf8`)} template template0 encoding 'UTF8' locale 'C.UTF-8';`,
  );
}

/**
 * Makes sure that the schemas we are about to create are not somebody else's already.
 * @throws MigrationError naming them
 */
export async function checkNewcomer(client: ClientBase): Promise<void> {
  const taken = await schemasOfOthers(client);
  if (taken.length === 0) return;
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const what = taken.map((name) => `"${name}"`).join(' and ');
  throw new MigrationError(
    `Database "${rows[0]?.name}" has ${taken.length === 1 ? 'a schema' : 'schemas'} ${what} already, and not from this program. ` +
      'Nothing was changed. Use a database of its own for this program (create database …) and name it in DATABASE_URL.',
  );
}

/**
 * Makes sure that graphile-worker's schema is not of a newer version that this one must not work on.
 * @throws MigrationError saying what to do
 */
export async function checkWorkerSchema(client: ClientBase): Promise<void> {
  for (const schema of [WORKER_SCHEMA, RELAY_SCHEMA]) await checkSchemaOf(client, schema);
}

async function checkSchemaOf(client: ClientBase, schema: string): Promise<void> {
  const { rows: columns } = await client.query(
    `select from pg_attribute where attrelid = to_regclass($1) and attname = 'breaking' and not attisdropped`,
    [`${schema}.migrations`],
  );
  if (columns.length === 0) return;
  const { rows } = await client.query<{ id: number | null }>(
    `select max(id) as id from ${schema}.migrations where breaking`,
  );
  const id = rows[0]?.id ?? 0;
  if (id <= NEWEST_WORKER_MIGRATION) return;
  throw new MigrationError(
    `The schema ${schema} of this database was migrated by a newer graphile-worker (migration ${id}; this program knows ` +
      `${NEWEST_WORKER_MIGRATION}). Run the newer version of this program, or restore a backup from before.`,
  );
}

async function schemasOfOthers(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname = any($1) order by nspname',
    [[...OUR_SCHEMAS, MIGRATIONS_SCHEMA]],
  );
  const existing = rows.map(({ name }) => name);
  if (!existing.includes(MIGRATIONS_SCHEMA)) return existing;
  const { rows: found } = await client.query<{ is_empty: boolean; has_hashes: boolean; ran: boolean }>(
    `select not exists (select from pg_class where relnamespace = to_regnamespace($1)) as is_empty,
            exists (select from pg_attribute where attrelid = to_regclass($2) and attname = 'sha256') as has_hashes,
            to_regclass($3) is not null as ran`,
    [MIGRATIONS_SCHEMA, `${MIGRATIONS_SCHEMA}.file_hashes`, `${MIGRATIONS_SCHEMA}.${MIGRATIONS_TABLE}`],
  );
  const { is_empty: isEmpty = true, has_hashes: hasHashes = false, ran = false } = found[0] ?? {};
  if (!isEmpty && !hasHashes) return existing;
  if (ran) {
    const { rows: names } = await client.query(
      `select from ${MIGRATIONS_SCHEMA}.${MIGRATIONS_TABLE} limit 1`,
    );
    if (names.length > 0) return [];
  }
  // Ours was begun, and no migration of ours has run: the others cannot be ours.
  return existing.filter((name) => name !== MIGRATIONS_SCHEMA);
}
