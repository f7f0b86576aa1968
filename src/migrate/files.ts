import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { MigrationError } from './errors.ts';

/** A file of SQL: `name` relative to the migrations folder, `hash` the sha256 of `sql` in hexadecimal. */
export type SqlFile = {
  readonly name: string;
  readonly path: string;
  readonly sql: string;
  readonly hash: string;
};

/** What a migrations folder holds, each list in the order it is applied. */
export type SqlFiles = {
  /** `NNNNNN_name.sql`: applied once. */
  readonly migrations: readonly SqlFile[];
  /** `functions/SUBJECT/*.sql`, then `grants.sql`: applied again whenever one of them changed. */
  readonly repeatable: readonly SqlFile[];
  /** `jobs.sql`: applied at each run; it says itself what there is to do. Null where a folder has none. */
  readonly jobs: SqlFile | null;
};

const MIGRATION_NAME = /^\d{6}_[a-z0-9_]+\.sql$/;
/** The file that is applied after all functions. */
export const GRANTS = 'grants.sql';
const JOBS = 'jobs.sql';

/**
 * Reads a migrations folder.
 * @throws MigrationError where a file's name fits no kind, or two migrations have one number
 */
export async function readSqlFiles(folder: string): Promise<SqlFiles> {
  const names = await sqlNamesIn(folder);
  const migrations = names.filter((name) => MIGRATION_NAME.test(name));
  const stray = names.find((name) => !MIGRATION_NAME.test(name) && name !== GRANTS && name !== JOBS);
  if (stray !== undefined) {
    throw new MigrationError(
      `${join(folder, stray)} is neither ${GRANTS} nor ${JOBS} nor named like 000001_what_it_does.sql.`,
    );
  }
  const twin = migrations.find((name, index) => numberOf(name) === numberOf(migrations[index + 1] ?? ''));
  if (twin !== undefined)
    throw new MigrationError(`Two migrations have the number ${numberOf(twin)}; renumber one.`);
  const functions = (await sqlNamesIn(join(folder, 'functions'), { recursive: true })).map(
    (name) => `functions/${name}`,
  );
  const grants = names.filter((name) => name === GRANTS);
  return {
    migrations: await Promise.all(migrations.map((name) => readSqlFile(folder, name))),
    repeatable: await Promise.all([...functions, ...grants].map((name) => readSqlFile(folder, name))),
    jobs: names.includes(JOBS) ? await readSqlFile(folder, JOBS) : null,
  };
}

/** sha256 of some text, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function sqlNamesIn(folder: string, options: { readonly recursive?: boolean } = {}): Promise<string[]> {
  const names = await readdir(folder, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  // Plain code unit order, whatever the machine's locale: the same everywhere.
  return names
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.replaceAll(sep, '/'))
    .sort();
}

async function readSqlFile(folder: string, name: string): Promise<SqlFile> {
  const path = join(folder, name);
  // A checkout on Windows may have other line ends; that is not an edit.
  const sql = (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
  return { name, path, sql, hash: hashOf(sql) };
}

function numberOf(name: string): string {
  return name.split('_')[0] ?? name;
}
