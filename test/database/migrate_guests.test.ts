import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { NEWEST_WORKER_MIGRATION } from '../../src/migrate/guests.ts';
import { checkMigrated, MigrationError, migrate } from '../../src/migrate/migrate.ts';
import { TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { asAdmin, dropDatabase, withDatabase } from '../support/test_server.ts';

const names = new TestRoles();
afterAll(() => names.dropAll());

async function refusal(url: string, roles = names.pair()): Promise<string> {
  const outcome = await migrate({ url, roles, log: silentLog }).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(MigrationError);
  return outcome instanceof Error ? outcome.message : '';
}

/** Schemas of a database, and which of these roles the server has. */
async function found(url: string, roles: { api: string; visitor: string }): Promise<unknown> {
  return asAdmin(url, async (client) => {
    const { rows } = await client.query(
      `select array(select nspname::text from pg_namespace where nspname !~ '^pg_' order by 1) as schemas,
              array(select rolname::text from pg_roles where rolname = any($1)) as roles`,
      [Object.values(roles)],
    );
    return rows[0];
  });
}

describe('a database whose encoding is', () => {
  it.each(['LATIN1', 'SQL_ASCII'])('%s is refused before anything is made', async (encoding) => {
    const name = `${inject('databasePrefix')}${process.pid}_${encoding.toLowerCase()}`;
    const admin = inject('adminUrl');
    await asAdmin(admin, (client) =>
      client.query(
        `create database ${name} template template0 encoding '${encoding}' locale_provider libc locale 'C'`,
      ),
    );
    const url = withDatabase(admin, name);
    const roles = names.pair();
    try {
      const message = await refusal(url, roles);
      expect(message).toContain(`Database "${name}" has the encoding ${encoding}; UTF8 is needed.`);
      expect(await found(url, roles)).toEqual({ schemas: ['information_schema', 'public'], roles: [] });
      // The statements that the refusal names work.
      const [, remedy = ''] = /\n {2}(create database .*;)$/.exec(message) ?? [];
      await asAdmin(admin, (client) => client.query(remedy));
      await asAdmin(admin, (client) => dropDatabase(client, `${name}_utf8`));
    } finally {
      await asAdmin(admin, (client) => dropDatabase(client, name));
    }
  });
});

describe('a database with schemas of somebody else', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(() => database.drop());

  it.each([
    ['app_public', 'create schema app_public; create table app_public.users (id int)'],
    ['app_private', 'create schema app_private'],
    ['app_migrations', 'create schema app_migrations; create table app_migrations.migrations (version int)'],
  ])('%s is refused, and nothing of ours stays behind', async (schema, theirs) => {
    await database.pool.query(theirs);
    const roles = names.pair();
    const before = await found(database.url, roles);
    expect(await refusal(database.url, roles)).toMatch(
      new RegExp(`has a schema "${schema}" already, and not from this program\\. Nothing was changed\\.`),
    );
    expect(await found(database.url, roles)).toEqual(before);
  });

  it('is refused also where an older version of this program had begun to migrate it', async () => {
    await database.pool.query(
      `create schema app_public; create schema app_migrations;
       create table app_migrations.file_hashes (file_name text primary key, sha256 text not null)`,
    );
    expect(await refusal(database.url)).toContain('has a schema "app_public" already');
  });
});

describe("graphile-worker's schema", () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('is the newest that we say we know', async () => {
    const { rows } = await database.pool.query('select max(id) as id from graphile_worker.migrations');
    expect(rows).toEqual([{ id: NEWEST_WORKER_MIGRATION }]);
  });

  it('is refused where a newer version changed it in a way that breaks this one: by migrate, and by who works on it', async () => {
    await database.pool.query('insert into graphile_worker.migrations (id, breaking) values (99, true)');
    const sentence =
      /^The schema graphile_worker .* newer graphile-worker \(migration 99; this program knows \d+\)\. Run the newer/;
    expect(await refusal(database.url)).toMatch(sentence);
    await expect(checkMigrated(database.pool)).rejects.toThrow(sentence);
  });
});
