import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkMigrated, migrate } from '../../src/migrate/migrate.ts';
import { RELEASE, type Release } from '../../src/migrate/release.ts';
import type { Log } from '../../src/telemetry/log.ts';
import { MigrationFolder, rememberingLog, TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/test_database.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const FIRST = {
  '000001_things.sql': 'create schema things;\ncreate table things.thing (id int primary key);\n',
};
const release = (version: string, follows: string | null): Release => ({ version, follows });

const names = new TestRoles();
const roles = names.pair();
let database: TestDatabase;
let folder: MigrationFolder;
let next: MigrationFolder;

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = new MigrationFolder(FIRST);
  next = new MigrationFolder({ ...FIRST, '000002_more.sql': 'alter table things.thing add column a int;' });
});
afterEach(async () => {
  await database.drop();
  folder.remove();
  next.remove();
});
afterAll(() => names.dropAll());

function run({ path }: MigrationFolder, of: Release, log: Log = silentLog) {
  return migrate({ url: database.url, roles, log, folder: path, release: of });
}

describe('a release', () => {
  it('works on the schema of the release after it, and does not migrate it back', async () => {
    await run(folder, release('1.0.0', null));
    await run(next, release('1.1.0', '1.0.0'));
    expect(await checkMigrated(database.pool, next.path, release('1.1.0', '1.0.0'))).toBe('SAME');
    expect(await checkMigrated(database.pool, folder.path, release('1.0.0', null))).toBe('NEXT');
    await expect(run(folder, release('1.0.0', null))).rejects.toThrow(
      'Release 1.1.0 has migrated this database, and this is 1.0.0, the release before it. To go back, start the processes',
    );
    expect(await run(next, release('1.1.0', '1.0.0'))).toMatchObject({ migrations: [] });
  });

  it('does not work on the schema of one that is two releases newer', async () => {
    await run(folder, release('1.0.0', null));
    await run(next, release('1.2.0', '1.1.0'));
    await expect(checkMigrated(database.pool, folder.path, release('1.0.0', null))).rejects.toThrow(
      'it was migrated by a newer version',
    );
  });

  it('is what package.json and the changelog say', () => {
    const headings = [...read('CHANGELOG.md').matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(
      ([, version]) => version,
    );
    expect([RELEASE.version, RELEASE.follows]).toEqual(headings.slice(0, 2));
  });
});

describe('a migration', () => {
  it('that waits for a lock does not keep others waiting: it gives up, and is tried again', async () => {
    await run(folder, release('1.0.0', null));
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('lock table things.thing in access share mode');
    const { log, until: untilLogged } = rememberingLog();
    const migrating = run(next, release('1.1.0', '1.0.0'), log);
    await untilLogged(/holds a lock that a migration needs/);
    // Between two attempts others get at the table.
    await database.pool.query('select from things.thing');
    await holder.query('commit');
    holder.release();
    expect(await migrating).toMatchObject({ migrations: ['000002_more.sql'] });
  });

  it('runs outside of a transaction where its first line says so', async () => {
    await run(folder, release('1.0.0', null));
    next.write({
      '000003_index.sql':
        '-- no transaction: it would lock the table\ncreate index concurrently a on things.thing (a);\n' +
        "comment on index things.a is 'one; two';\n",
    });
    expect(await run(next, release('1.1.0', '1.0.0'))).toMatchObject({
      migrations: ['000002_more.sql', '000003_index.sql'],
    });
    const { rows } = await database.pool.query("select obj_description('things.a'::regclass) as text");
    expect(rows).toEqual([{ text: 'one; two' }]);
  });
});
