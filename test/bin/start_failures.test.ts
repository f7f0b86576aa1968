import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkRunnable } from '../../src/embedded/binaries.ts';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster } from '../../src/embedded/postmaster.ts';
import { Program } from '../../src/processes/program.ts';
import { EmbeddedFolders, isRoot, ORDINARY_USER } from '../support/embedded_folders.ts';
import { freePort } from '../support/free_port.ts';
import { endOf } from '../support/launcher.ts';
import { ProjectCopy } from '../support/project_copy.ts';
import { createEmptyDatabase, createTestDatabase } from '../support/test_database.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const SECRET = 'a secret that only the tests know, long enough';
/** Port 1 answers nobody; the address is one of those that documentation uses. */
const NOBODY = 'postgres://somebody:hush@127.0.0.1:1/drafts';
const NOT_OURS = '203.0.113.1';

const folders = new EmbeddedFolders();
const undo: (() => void)[] = [];
afterAll(async () => {
  for (const each of undo.reverse()) each();
  await folders.removeAll();
});

interface Failure {
  readonly command?: string;
  readonly env: Readonly<Record<string, string>>;
  /** As an ordinary user instead of root. */
  readonly user?: { uid: number; gid: number };
  readonly program?: string;
}

/** Runs a command that has to fail: what it said to people. Its log is silent, so all of it is for them. */
async function failure({ command = 'start', env, user, program = MAIN }: Failure): Promise<string> {
  const failing = new Program({
    ...(user ? { user } : {}),
    executable: process.execPath,
    args: [program, command],
    cwd: folders.empty(0o755),
    env: { PORT: '0', LOG_LEVEL: 'silent', GRAPHILE_ENV: 'production', ...env },
  });
  // One that starts all the same must not outlive the test.
  undo.push(() => failing.child.kill('SIGKILL'));
  const { code, said } = await endOf(failing);
  expect([code, said]).toEqual([1, expect.not.stringMatching(/\n\s+at |Error:|\[object/)]);
  expect(said).not.toContain('hush');
  if (env['DATA_DIR'] !== undefined) expect(findPostmaster(layoutOf(env['DATA_DIR']).folder)).toBeNull();
  return said.trim();
}

async function busyPort(): Promise<string> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => server.close());
  const address = server.address();
  return String(typeof address === 'object' ? address?.port : 0);
}

/** A DATA_DIR that was in use before, with something broken in it. */
async function broken(breakIt: (folder: string, dataDir: string) => void): Promise<string> {
  const dataDir = await folders.initialised();
  breakIt(layoutOf(dataDir).folder, dataDir);
  return dataDir;
}

/** A disk of so many bytes, mounted. */
function smallDisk(size: string): string {
  const folder = folders.empty();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  undo.push(() => execFileSync('umount', ['-l', folder]));
  return folder;
}

describe('start, with the embedded database, says what is wrong and what to do where', () => {
  it.each<[string, () => Promise<Record<string, string>> | Record<string, string>, RegExp]>([
    [
      'PORT is no number',
      () => ({ PORT: 'abc' }),
      /^The environment .*\n {2}PORT must be a port number .* "abc"\.$/,
    ],
    ['PORT is too large', () => ({ PORT: '70000' }), /PORT must be a port number from 0 to 65535/],
    [
      'DATA_DIR is a file',
      () => {
        const file = join(folders.empty(), 'file');
        writeFileSync(file, '');
        return { DATA_DIR: file };
      },
      /^The data folder \S+ is not a folder\. Set DATA_DIR to another path, or move the file away\.$/,
    ],
    [
      'DATA_DIR is below a file',
      () => {
        const file = join(folders.empty(), 'file');
        writeFileSync(file, '');
        return { DATA_DIR: join(file, 'data') };
      },
      /^The data folder \S+ cannot be created \(.*ENOTDIR.*\)\. Create it/,
    ],
    [
      'DATA_DIR cannot be made',
      () => ({ DATA_DIR: '/proc/data' }),
      /^The data folder \/proc\/data cannot be created/,
    ],
    [
      'another major version made DATA_DIR',
      async () => ({ DATA_DIR: await broken((folder) => writeFileSync(join(folder, 'PG_VERSION'), '14\n')) }),
      /^The data folder \S+ was made by PostgreSQL 14, but .* Dump it with PostgreSQL 14 and restore it here/,
    ],
    [
      'a file of the cluster is missing',
      async () => ({ DATA_DIR: await broken((folder) => rmSync(join(folder, 'global', 'pg_control'))) }),
      /^The embedded PostgreSQL on \S+ does not start; it said ".*". The folder is damaged: restore a backup of DATA_DIR/,
    ],
    [
      'its configuration is wrong',
      async () => ({
        DATA_DIR: await broken((folder) =>
          writeFileSync(join(folder, 'postgresql.auto.conf'), 'nonsense = 1\n'),
        ),
      }),
      /^The embedded PostgreSQL on \S+ does not start; it said ".*nonsense.*". Correct its configuration/,
    ],
    [
      'the password is lost',
      async () => ({
        DATA_DIR: await broken((_, dataDir) => writeFileSync(layoutOf(dataDir).passwordFile, '')),
      }),
      /^The password file \S+ of the embedded server is missing or unreadable\. Restore it/,
    ],
    [
      'a file with operations is missing',
      async () => ({ DATA_DIR: await folders.initialised(), PERSISTED_OPERATIONS: '/nowhere.json' }),
      /^The environment is not usable:\n {2}PERSISTED_OPERATIONS must be a JSON file/,
    ],
  ])('%s', async (_, make, sentence) => {
    const env = await make();
    expect(await failure({ env })).toMatch(sentence);
  });

  it('DATA_DIR may not be written to', { skip: !isRoot }, async () => {
    const dataDir = join(folders.empty(), 'data');
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o755);
    const said = await failure({ env: { DATA_DIR: dataDir }, user: ORDINARY_USER });
    expect(said).toMatch(
      /^The data folder \S+ cannot be used, this user may not write to it: give it to them, or set/,
    );
  });

  it('the disk is full', { skip: !isRoot || process.platform !== 'linux' }, async () => {
    const said = await failure({ env: { DATA_DIR: smallDisk('8m') } });
    expect(said).toMatch(
      /^The data folder \S+ could not be made: ".*No space left.*"\. The disk is full: make room on it\.$/,
    );
  });

  it('the port needs rights that the user does not have', { skip: !isRoot }, async () => {
    const unprivileged = Number(
      execFileSync('sysctl', ['-n', 'net.ipv4.ip_unprivileged_port_start'], { encoding: 'utf8' }),
    );
    if (unprivileged < 2) return;
    const dataDir = join(folders.ofOrdinaryUser(), 'data');
    const said = await failure({ env: { DATA_DIR: dataDir, PORT: '1' }, user: ORDINARY_USER });
    expect(said).toMatch(
      /^This user may not listen on port 1 of 127\.0\.0\.1\. Set PORT to 1024 or above\.$/,
    );
  });

  it('the optional packages are not there', async () => {
    const copy = await new ProjectCopy('project', 'without optional packages').open();
    undo.push(() => copy.remove());
    const said = await failure({ env: {}, program: join(copy.root, 'src', 'main.ts') });
    expect(said).toMatch(
      /^The embedded PostgreSQL is not installed \(npm package \S+\)\. Install it with "npm install --incl/,
    );
  });

  it('it was installed without scripts by somebody else', { skip: !isRoot }, async () => {
    const copy = await new ProjectCopy('project', 'without install scripts').open();
    undo.push(() => copy.remove());
    const env = { DATA_DIR: join(folders.ofOrdinaryUser(), 'data') };
    const said = await failure({ env, program: join(copy.root, 'src', 'main.ts'), user: ORDINARY_USER });
    expect(said).toMatch(
      /installed without its install script\), .* may not link them: .* Run "npm rebuild @embedded-/,
    );
  });

  it('its path has characters that a shell would interpret', () => {
    expect(() => checkRunnable('/opt/$HOME/bin/initdb')).toThrow(
      /cannot be run from .*Move the project into a folder/,
    );
    expect(() => checkRunnable("/opt/it's #1 (a) & ü/bin/initdb")).not.toThrow();
  });
});

describe('a port or an address that cannot be listened on', () => {
  const PORT_IN_USE =
    /^Port \d+ on 127\.0\.0\.1 is in use\. Stop what runs there, or set PORT to another one \(0: any free one\)\.$/;
  const METRICS_PORT_IN_USE = /^Port \d+ on 127\.0\.0\.1 is in use\. .* or set METRICS_PORT to another one/;
  const PROBLEMS: readonly (readonly [string, () => Promise<Record<string, string>>, RegExp])[] = [
    ['PORT is in use', async () => ({ PORT: await busyPort() }), PORT_IN_USE],
    ['METRICS_PORT is in use', async () => ({ METRICS_PORT: await busyPort() }), METRICS_PORT_IN_USE],
    [
      'PORT and METRICS_PORT are the same',
      async () => {
        const port = String(await freePort());
        return { PORT: port, METRICS_PORT: port };
      },
      /^PORT and METRICS_PORT are both \d+\. Set METRICS_PORT to another one \(0: any free one\), or leave it out\.$/,
    ],
    [
      'HOST is not ours',
      async () => ({ HOST: NOT_OURS }),
      /^HOST is 203\.0\.113\.1, which is no address of this machine .* Set HOST to one/,
    ],
    [
      'HOST is unknown',
      async () => ({ HOST: 'no-such-host.invalid' }),
      /^HOST is no-such-host\.invalid, which is no address of this machine .* Set HOST to one/,
    ],
  ];

  it.each(PROBLEMS)(
    'is told by start before it has made or started a database: %s',
    async (_, make, sentence) => {
      const dataDir = join(folders.empty(), 'data');
      expect(await failure({ env: { DATA_DIR: dataDir, ...(await make()) } })).toMatch(sentence);
      expect(existsSync(dataDir)).toBe(false);
    },
  );

  it.each(PROBLEMS)('is told by server before it asks for a database: %s', async (_, make, sentence) => {
    const env = { DATABASE_URL: NOBODY, AUTH_SECRET: SECRET, ...(await make()) };
    expect(await failure({ command: 'server', env })).toMatch(sentence);
  });

  it('is told by worker before it asks for a database, of the port that it has', async () => {
    const env = { DATABASE_URL: NOBODY, METRICS_PORT: await busyPort() };
    expect(await failure({ command: 'worker', env })).toMatch(METRICS_PORT_IN_USE);
    const said = await failure({ command: 'worker', env: { DATABASE_URL: NOBODY, PORT: await busyPort() } });
    expect(said).toMatch(/^No PostgreSQL answers at 127\.0\.0\.1:1 /);
  });
});

describe('a process on a given database', () => {
  it.each([
    [
      'start',
      { DATABASE_URL: 'localhost:5432/drafts' },
      /DATABASE_URL must be a PostgreSQL URL such as postgres:\/\//,
    ],
    [
      'worker',
      { DATABASE_URL: 'mysql://a:hush@b/c' },
      /DATABASE_URL must be a PostgreSQL URL such as postgres:\/\//,
    ],
    ['server', { DATABASE_URL: 'postgres://a:hush@b:port/c' }, /DATABASE_URL must be a PostgreSQL URL/],
    ['migrate', { DATABASE_DIRECT_URL: NOBODY }, /DATABASE_DIRECT_URL needs DATABASE_URL beside it/],
    [
      'start',
      { DATABASE_URL: NOBODY, AUTH_SECRET: SECRET },
      /^No PostgreSQL answers at 127\.0\.0\.1:1 .* Start it, or cor/,
    ],
    [
      'server',
      { DATABASE_URL: NOBODY, AUTH_SECRET: SECRET },
      /^No PostgreSQL answers at 127\.0\.0\.1:1 .* Start it, or cor/,
    ],
    ['worker', { DATABASE_URL: NOBODY }, /^No PostgreSQL answers at 127\.0\.0\.1:1 .* Start it, or correct/],
    ['migrate', { DATABASE_URL: NOBODY }, /^No PostgreSQL answers at 127\.0\.0\.1:1 .* Start it, or correct/],
    ['demo', { DATABASE_URL: NOBODY }, /^No PostgreSQL answers at 127\.0\.0\.1:1 .* Start it, or correct/],
    [
      'server',
      {},
      /^There is no database to work on: set DATABASE_URL, or run "draft-orchestrator start" on/,
    ],
    [
      'worker',
      {},
      /^There is no database to work on: set DATABASE_URL, or run "draft-orchestrator start" on/,
    ],
    [
      'status',
      {},
      /^There is no database to work on: set DATABASE_URL, or run "draft-orchestrator start" on/,
    ],
    [
      'server',
      { AUTH_SECRET: 'short' },
      /AUTH_SECRET must be at least 32 characters; it was 5 characters long\.$/,
    ],
  ])('%s with %j says what is wrong', async (command, env, sentence) => {
    expect(await failure({ command, env })).toMatch(sentence);
  });

  it.each(['server', 'start'])('%s without AUTH_SECRET says that nobody could sign in', async (command) => {
    const database = await createTestDatabase();
    const said = await failure({ command, env: { DATABASE_URL: database.url } });
    await database.drop();
    expect(said).toMatch(
      /^Nobody could sign in: with a DATABASE_URL, set AUTH_SECRET to at least 32 random characters/,
    );
  });

  it.each(['server', 'worker'])('%s refuses a database that was never migrated', async (command) => {
    const database = await createEmptyDatabase();
    const said = await failure({ command, env: { DATABASE_URL: database.url, AUTH_SECRET: SECRET } });
    await database.drop();
    expect(said).toMatch(
      /^The database lacks (\d+) of \1 migrations, first 000001_\S+\. Run "draft-orchestrator migrate" fi/,
    );
  });

  it.each<[string, string, RegExp]>([
    [
      'an older schema',
      'delete from app_migrations.migrations where id = (select max(id) from app_migrations.migrations)',
      /^The database lacks 1 of \d+ migrations, first \S+\. Run "draft-orchestrator migrate" first\.$/,
    ],
    [
      'a newer schema',
      "insert into app_migrations.migrations (name, run_on) values ('900000_of_next_year', now())",
      /^The database has run migration 900000_of_next_year\.sql, which this program does not have: .* Start that version/,
    ],
    [
      'older functions',
      "update app_migrations.file_hashes set sha256 = 'another' where file_name = 'functions/picks/apply_picks.sql'",
      /^Functions and grants in the database are those of another version .* 1 of \d+ files differ, first functions\/picks\/apply_picks\.sql/,
    ],
    [
      'a function that the program does not have',
      "insert into app_migrations.file_hashes (file_name, sha256) values ('functions/of_next_year.sql', 'x')",
      /^Functions and grants in the database are those of another version .* first functions\/of_next_year\.sql/,
    ],
  ])('server and worker refuse %s', async (_, change, sentence) => {
    const database = await createTestDatabase();
    await database.pool.query(change);
    for (const command of ['server', 'worker']) {
      expect(await failure({ command, env: { DATABASE_URL: database.url, AUTH_SECRET: SECRET } })).toMatch(
        sentence,
      );
    }
    await database.drop();
  });
});
