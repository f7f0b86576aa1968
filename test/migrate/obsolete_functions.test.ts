import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import type { Log } from '../../src/telemetry/log.ts';
import { MigrationFolder, rememberingLog, TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/test_database.ts';

const FILES = {
  '000001_things.sql': 'create schema things;\n',
  'functions/old.sql': functionNamed('old_name()'),
  'functions/kept.sql': functionNamed('kept()'),
  // Grants on all functions change the row of each in the catalog, as ours do.
  'grants.sql':
    'revoke all on all functions in schema things from public;\ngrant usage on schema things to :"api_role";\n',
};

const names = new TestRoles();
const roles = names.pair();
let database: TestDatabase;
let folder: MigrationFolder;

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = new MigrationFolder(FILES);
});
afterEach(async () => {
  await database.drop();
  folder.remove();
});
afterAll(() => names.dropAll());

function functionNamed(signature: string, answer = 1): string {
  return `create or replace function things.${signature} returns int language sql as $$ select ${answer} $$;\n`;
}

const run = (log: Log = silentLog, roleNames = roles) =>
  migrate({ url: database.url, roles: roleNames, log, folder: folder.path });

/** The next release: other functions than before. */
async function upgrade(log?: Log): Promise<void> {
  const { length } = await functions();
  folder.write({ 'functions/kept.sql': functionNamed('kept()', length + Math.random()) });
  await run(log);
}

async function functions(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select oid::regprocedure::text as name from pg_proc
      where pronamespace = 'things'::regnamespace order by 1`,
  );
  return rows.map(({ name }) => name);
}

describe('a function whose file was renamed', () => {
  it('stays for the processes of the release before, and is dropped by the release after', async () => {
    await run();
    folder.write({ 'functions/old.sql': null, 'functions/new.sql': functionNamed('new_name()') });
    await run();
    expect(await functions()).toEqual(['things.kept()', 'things.new_name()', 'things.old_name()']);
    await upgrade();
    expect(await functions()).toEqual(['things.kept()', 'things.new_name()']);
  });

  it('stays where the same release is migrated again, for other roles', async () => {
    await run();
    folder.write({ 'functions/old.sql': null });
    await run();
    expect(await run(silentLog, names.pair())).toMatchObject({ repeatable: true });
    expect(await functions()).toContain('things.old_name()');
  });

  it('and came back meanwhile is not dropped', async () => {
    await run();
    folder.write({ 'functions/old.sql': null });
    await run();
    folder.write({ 'functions/old.sql': FILES['functions/old.sql'] });
    await run();
    await upgrade();
    expect(await functions()).toEqual(['things.kept()', 'things.old_name()']);
    folder.write({ 'functions/old.sql': null });
    await run();
    expect(await functions()).toContain('things.old_name()');
  });

  it('is dropped although another one has its name and other arguments', async () => {
    await run();
    folder.write({ 'functions/old.sql': functionNamed('old_name(number int)') });
    await run();
    await upgrade();
    expect(await functions()).toEqual(['things.kept()', 'things.old_name(integer)']);
  });
});

describe('a function that no file defines', () => {
  it('stays, with a warning, where something was built on it', async () => {
    await run();
    await database.pool.query('create view things.report as select things.old_name()');
    folder.write({ 'functions/old.sql': null });
    await run();
    const { log, messages } = rememberingLog();
    await upgrade(log);
    expect(await functions()).toEqual(['things.kept()', 'things.old_name()']);
    expect(messages).toContain('a function that no file defines any more is still used: it stays');
    await database.pool.query('drop view things.report');
    await upgrade();
    expect(await functions()).toEqual(['things.kept()']);
  });

  it('is left alone in a schema where no file defines one', async () => {
    await run();
    await database.pool.query(
      'create function public.somebody_elses() returns int language sql as $$ select 1 $$',
    );
    await upgrade();
    await upgrade();
    const { rows } = await database.pool.query(
      `select to_regprocedure('public.somebody_elses()') is not null as there`,
    );
    expect(rows).toEqual([{ there: true }]);
  });
});

describe('the schema of the project', () => {
  it('loses functions under the names that they had before, and nothing else', async () => {
    const migrateProject = () => migrate({ url: database.url, roles, log: silentLog });
    const all = async () => {
      const { rows } = await database.pool.query<{ name: string }>(
        `select oid::regprocedure::text as name from pg_proc
          where pronamespace in ('app_public'::regnamespace, 'app_private'::regnamespace) order by 1`,
      );
      return rows.map(({ name }) => name);
    };
    await migrateProject();
    const ours = await all();
    await database.pool.query(
      `create function app_private.bury_process(process uuid) returns void language sql as 'select';
       create function app_private.feel_pulse() returns void language sql as 'select'`,
    );
    // The database as another release left it: each run applies all functions again.
    const asAfter = (release: string) =>
      database.pool.query(
        `update app_migrations.file_hashes set sha256 = $1 where file_name = 'functions/picks/apply_picks.sql'`,
        [release],
      );
    await asAfter('one');
    await migrateProject();
    expect(await all()).toHaveLength(ours.length + 2);
    await asAfter('another');
    await database.pool.query(`update app_migrations.obsolete_functions set listed_by = 'another release'`);
    await migrateProject();
    expect(await all()).toEqual(ours);
  });
});
