import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { checkMigrated, type MigrationError, migrate } from '../../src/migrate/migrate.ts';
import { MigrationFolder, TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { asAdmin } from '../support/test_server.ts';

const names = new TestRoles();
const folder = new MigrationFolder({
  '000001_things.sql': 'create schema things;',
  'grants.sql': 'grant usage on schema things to :"api_role", :"visitor_role";',
});
let database: TestDatabase;

beforeEach(async () => {
  database = await createEmptyDatabase();
});
afterEach(() => database.drop());
afterAll(async () => {
  folder.remove();
  await names.dropAll();
});

async function refusal(url: string, roles: { api: string; visitor: string }): Promise<string> {
  return migrate({ url, roles, log: silentLog, folder: folder.path }).then(
    () => 'migrated',
    (error: MigrationError) => `${error.name}: ${error.message}`,
  );
}

const asAdministrator = (sql: string) => asAdmin(inject('adminUrl'), (client) => client.query(sql));
const statementsIn = (message: string) =>
  message
    .split('\n')
    .slice(1)
    .map((line) => line.trim());

async function makeOwner(): Promise<{ name: string; url: string }> {
  const owner = await names.login(database.url);
  await asAdministrator(`alter database ${new URL(database.url).pathname.slice(1)} owner to ${owner.name}`);
  return owner;
}

describe('an owner who may not create roles', () => {
  it('gets the statements an administrator has to run, and they are enough', async () => {
    const owner = await makeOwner();
    const roles = names.pair();
    const first = await refusal(owner.url, roles);
    expect(first).toContain(`MigrationError: User "${owner.name}" may not create the roles`);
    const statements = statementsIn(first);
    expect(statements).toEqual([
      `create role "${roles.api}" nologin;`,
      expect.stringMatching(`^grant "${roles.api}" to "${owner.name}"`),
      `create role "${roles.visitor}" nologin;`,
      expect.stringMatching(`^grant "${roles.visitor}" to "${owner.name}"`),
    ]);
    for (const statement of statements.filter((each) => each.startsWith('create')))
      await asAdministrator(statement);
    const grants = statementsIn(await refusal(owner.url, roles));
    expect(grants).toEqual(statements.filter((each) => each.startsWith('grant')));
    for (const statement of grants) await asAdministrator(statement);
    expect(await refusal(owner.url, roles)).toBe('migrated');
    await asAdmin(owner.url, (client) => client.query(`set role ${roles.api}`));
  });
});

describe('a user who does not own what is needed', () => {
  it('may not create schemas: is told the grant', async () => {
    const user = await names.login(database.url);
    const message = await refusal(user.url, names.pair());
    expect(message).toContain(`User "${user.name}" may not create schemas in database`);
    const statements = statementsIn(message);
    expect(statements).toEqual([expect.stringMatching(`^grant create on database ".*" to "${user.name}";$`)]);
  });

  it('sees no jobs in another owner’s graphile_worker: is refused, by migrate and by a worker', async () => {
    const migrated = await createTestDatabase();
    const user = await names.login(migrated.url);
    await migrated.pool.query(`grant all on schema graphile_worker, app_migrations to ${user.name}`);
    await migrated.pool.query(
      `grant all on all tables in schema graphile_worker, app_migrations to ${user.name}`,
    );
    const message = await refusal(user.url, names.pair());
    expect(message).toMatch(
      /MigrationError: Schema graphile_worker belongs to ".+", but this program connects as/,
    );
    expect(message).toContain(`to "${user.name}";`);
    const pool = createConnectionPool(user.url, { max: 1, applicationName: 'test', log: silentLog });
    await expect(checkMigrated(pool)).rejects.toThrow('would see no jobs');
    await endConnectionPool(pool);
    await migrated.drop();
  });
});

describe('an owner who may create roles', () => {
  it('needs no administrator, on any version', async () => {
    const owner = await makeOwner();
    await asAdministrator(`alter role ${owner.name} createrole`);
    const roles = names.pair();
    expect(await refusal(owner.url, roles)).toBe('migrated');
    await asAdmin(owner.url, (client) => client.query(`set role ${roles.visitor}`));
    // Since PostgreSQL 16 only who created a role may drop it, and the test's own clean-up is somebody else.
    await asAdmin(owner.url, async (client) => {
      await client.query('drop schema things cascade');
      await client.query(`drop role ${roles.api}, ${roles.visitor}`);
    });
  });
});
