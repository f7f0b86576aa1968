import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkMigrated, MigrationError, migrate } from '../../src/migrate/migrate.ts';
import type { Log } from '../../src/telemetry/log.ts';
import { MigrationFolder, rememberingLog, TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const FILES = {
  '000001_things.sql': 'create schema things;\ncreate table things.thing (id int primary key);\n',
  'functions/one.sql':
    'create or replace function things.one() returns int language sql as $$ select things.two() - 1 $$;\n',
  'functions/two.sql':
    'create or replace function things.two() returns int language sql as $$ select 2 $$;\n',
  'grants.sql':
    'grant usage on schema things to :"api_role";\ngrant select on things.thing to :"visitor_role";\n',
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

const run = (log: Log = silentLog) => migrate({ url: database.url, roles, log, folder: folder.path });

async function value(sql: string): Promise<unknown> {
  const { rows } = await database.pool.query({ text: sql, rowMode: 'array' });
  return rows[0]?.[0];
}

async function refusal(): Promise<string> {
  const outcome = await run().catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(MigrationError);
  return outcome instanceof Error ? outcome.message : '';
}

describe('migrate', () => {
  it('brings an empty database up to date, once', async () => {
    expect(await run()).toEqual({ migrations: ['000001_things.sql'], repeatable: true });
    expect(await value('select things.one()')).toBe(1);
    expect(await value("select to_regclass('graphile_worker._private_jobs') is not null")).toBe(true);
    expect(await value(`select has_schema_privilege('${roles.api}', 'things', 'usage')`)).toBe(true);
    expect(await value(`select has_table_privilege('${roles.visitor}', 'things.thing', 'select')`)).toBe(
      true,
    );
    expect(await run()).toEqual({ migrations: [], repeatable: false });
  });

  it('adds our index to the tables of graphile-worker again where they were made anew', async () => {
    const added = async () => {
      const { rows } = await database.pool.query<{ name: string }>(
        `select relname as name from pg_class
          where relnamespace = 'graphile_worker'::regnamespace and relname like 'draft_orchestrator%' order by 1`,
      );
      return rows.map(({ name }) => name);
    };
    const migrateProduct = () => migrate({ url: database.url, roles, log: silentLog });
    await migrateProduct();
    const ours = await added();
    expect(ours).toContain('draft_orchestrator_locked_jobs');
    await database.pool.query('drop schema graphile_worker cascade');
    expect(await migrateProduct()).toEqual({ migrations: [], repeatable: false });
    expect(await added()).toEqual(ours);
  });

  it('runs what is new, and functions and grants again when one of them changed', async () => {
    await run();
    folder.write({ '000002_more.sql': 'alter table things.thing add column name text;' });
    expect(await run()).toEqual({ migrations: ['000002_more.sql'], repeatable: true });
    folder.write({ 'functions/two.sql': FILES['functions/two.sql'].replace('select 2', 'select 8') });
    expect(await run()).toEqual({ migrations: [], repeatable: true });
    expect(await value('select things.one()')).toBe(7);
    folder.write({ 'functions/one.sql': null });
    expect(await run()).toEqual({ migrations: [], repeatable: true });
    expect(await run()).toEqual({ migrations: [], repeatable: false });
  });

  it('lets the owner become the roles, whatever their names are', async () => {
    const odd = { api: names.name('a "quoted"; drop\'s name'), visitor: names.name("$1 \\ 'visitor'") };
    await migrate({ url: database.url, roles: odd, log: silentLog, folder: folder.path });
    const quoted = odd.api.replaceAll('"', '""');
    await database.pool.query(`begin; set local role "${quoted}"; commit`);
    const { rows } = await database.pool.query(
      'select rolcanlogin, rolsuper from pg_roles where rolname = any($1)',
      [[odd.api, odd.visitor]],
    );
    expect(rows).toEqual(Array(2).fill({ rolcanlogin: false, rolsuper: false }));
  });

  it('applies the grants again for other role names', async () => {
    await run();
    const others = names.pair();
    await migrate({ url: database.url, roles: others, log: silentLog, folder: folder.path });
    expect(await value(`select has_schema_privilege('${others.api}', 'things', 'usage')`)).toBe(true);
  });

  it('ignores other line ends', async () => {
    await run();
    folder.write({ '000001_things.sql': FILES['000001_things.sql'].replaceAll('\n', '\r\n') });
    expect(await run()).toEqual({ migrations: [], repeatable: false });
  });

  it('runs as it is on the project itself', async () => {
    const own = await createEmptyDatabase();
    const done = await migrate({ url: own.url, roles, log: silentLog });
    expect(done.migrations.length).toBeGreaterThan(0);
    expect(await migrate({ url: own.url, roles, log: silentLog })).toEqual({
      migrations: [],
      repeatable: false,
    });
    await own.drop();
  });
});

describe('migrating at once', () => {
  it('by 4 processes lets one work and the others wait', async () => {
    const program = join(import.meta.dirname, '..', 'support', 'migrate_program.ts');
    const args = [program, database.url, folder.path, roles.api, roles.visitor];
    const runs = await Promise.all([1, 2, 3, 4].map(() => promisify(execFile)(process.execPath, args)));
    const done = runs.map(({ stdout }) => JSON.parse(stdout).migrations.length);
    expect(done.sort()).toEqual([0, 0, 0, 1]);
  });

  it('says that it waits', async () => {
    const holder = await database.pool.connect();
    await holder.query('select pg_advisory_lock($1, 1)', [0x0d0c]);
    const { log, until, messages } = rememberingLog();
    const waiting = run(log);
    await until(/waiting: another process is migrating/);
    expect(messages).not.toContain('migrating');
    holder.release(true);
    expect((await waiting).migrations).toEqual(['000001_things.sql']);
  });

  it('takes a role that another database’s run creates at the same moment', async () => {
    const shared = { api: names.name('api'), visitor: roles.visitor };
    const other = await database.pool.connect();
    await other.query(`begin; create role ${shared.api}`);
    const migrating = migrate({ url: database.url, roles: shared, log: silentLog, folder: folder.path });
    await until(async () => {
      const { rows } = await database.pool.query(
        "select from pg_locks where not granted and pid <> pg_backend_pid() and locktype = 'transactionid'",
      );
      return rows.length > 0 || undefined;
    });
    await other.query('commit');
    other.release();
    expect((await migrating).migrations).toEqual(['000001_things.sql']);
  });
});

describe('a migration that ran', () => {
  it('and was edited is refused: which file, and what to do', async () => {
    await run();
    folder.write({
      '000001_things.sql': `${FILES['000001_things.sql']}-- better\n`,
      '000002_more.sql': 'create table things.more ();',
    });
    const message = await refusal();
    expect(message).toContain('Migration 000001_things.sql was edited after it ran in this database');
    expect(message).toContain('put the change into a new migration');
    expect(await value("select to_regclass('things.more')")).toBeNull();
    await expect(checkMigrated(database.pool, folder.path)).rejects.toThrow('was edited after it ran');
  });

  it('and has no file here means that the database is of a newer version of the program', async () => {
    await run();
    folder.write({ '000001_things.sql': null });
    expect(await refusal()).toContain('it was migrated by a newer version');
  });

  it('cannot be overtaken by an older number', async () => {
    folder.write({ '000003_late.sql': 'select;' });
    await run();
    folder.write({ '000002_early.sql': 'select;' });
    expect(await refusal()).toContain('000002_early.sql comes before 000003_late.sql, which has run already');
  });

  it('cannot be edited unnoticed even where the run broke off right after it', async () => {
    folder.write({ '000002_broken.sql': 'select 1/0;' });
    await refusal();
    folder.write({ '000001_things.sql': 'select 1;' });
    expect(await refusal()).toContain('Migration 000001_things.sql was edited');
  });
});

describe('a migration that fails', () => {
  it('leaves nothing, names file and line, and may be corrected', async () => {
    folder.write({ '000002_broken.sql': 'create table things.left_over ();\n\nselect nothing_such;\n' });
    expect(await refusal()).toContain('000002_broken.sql, line 3: column "nothing_such" does not exist');
    expect(await value("select to_regclass('things.left_over')")).toBeNull();
    folder.write({ '000002_broken.sql': 'create table things.corrected ();' });
    expect((await run()).migrations).toEqual(['000002_broken.sql']);
    expect(await value("select to_regclass('things.corrected')::text")).toBe('things.corrected');
  });

  it('says where a function fails, and then applies all of them', async () => {
    folder.write({ 'functions/three.sql': 'create or replace\nfunction broken;' });
    expect(await refusal()).toContain('functions/three.sql, line 2: syntax error');
    expect(await value("select to_regprocedure('things.one()')")).toBeNull();
    folder.write({ 'functions/three.sql': null });
    expect(await run()).toEqual({ migrations: [], repeatable: true });
  });

  it('does not lose a function that a migration dropped before the run broke off', async () => {
    await run();
    folder.write({ '000002_drop.sql': 'drop function things.one();', 'grants.sql': 'nonsense;' });
    expect(await refusal()).toContain('grants.sql, line 1');
    folder.write({ 'grants.sql': FILES['grants.sql'] });
    expect(await run()).toEqual({ migrations: [], repeatable: true });
    expect(await value('select things.one()')).toBe(1);
  });

  it.each([
    ['1_short.sql', 'is neither grants.sql nor jobs.sql nor named like'],
    ['000001_twin.sql', 'Two migrations have the number 000001'],
  ])('for its name %s is refused before anything runs', async (name, message) => {
    folder.write({ [name]: 'select 1;' });
    expect(await refusal()).toContain(message);
    expect(await value("select to_regnamespace('graphile_worker')")).toBeNull();
  });
});

describe('checkMigrated', () => {
  it('accepts a migrated database and says what others lack', async () => {
    const migrated = await createTestDatabase();
    await expect(checkMigrated(migrated.pool)).resolves.toBe('SAME');
    await migrated.drop();
    await expect(checkMigrated(database.pool, folder.path)).rejects.toThrow(
      'lacks 1 of 1 migrations, first 000001_things.sql. Run "draft-orchestrator migrate" first.',
    );
  });
});
