import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import pg from 'pg';
import { describe, expect, inject, it, vi } from 'vitest';
import {
  type ConnectionError,
  checkDirect,
  checkServer,
  createConnectionPool,
  endConnectionPool,
} from '../../src/database/connect.ts';
import { judgeServerVersion } from '../../src/database/connection_errors.ts';
import { sessionUrl } from '../../src/database/session.ts';
import { advance, replaceTime } from '../support/fake_time.ts';
import { rememberingLog } from '../support/migrating.ts';
import { startPooler } from '../support/pooler.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase } from '../support/test_database.ts';
import { asAdmin, withDatabase } from '../support/test_server.ts';

const settings = { max: 2, applicationName: 'connect test', log: silentLog };
/** A server of somebody's own may let everybody in. */
const anyServer = inject('superuserUrl') === null;

async function problemWith(url: string): Promise<string> {
  const outcome = await check(url).catch((error: ConnectionError) => error);
  if (outcome === undefined) return 'none';
  expect(outcome.name).toBe('ConnectionError');
  return `${outcome.problem}: ${outcome.message}`;
}

async function check(url: string): Promise<void> {
  const pool = createConnectionPool(url, settings);
  try {
    await checkServer(pool, url);
  } finally {
    await endConnectionPool(pool);
  }
}

function change(part: 'username' | 'password' | 'port' | 'hostname' | 'search', value: string): string {
  const url = new URL(inject('adminUrl'));
  url[part] = value;
  return url.href;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

describe('a session of ours', () => {
  it('ends a transaction whose client hangs, and notices a client that vanished, whichever module made the pool', async () => {
    const asked = `select current_setting('idle_in_transaction_session_timeout') as idle,
                          current_setting('tcp_keepalives_idle') as probed, current_setting('jit') as own`;
    const url = new URL(inject('adminUrl'));
    url.searchParams.set('options', '-c jit=off');
    const pool = createConnectionPool(inject('adminUrl'), settings);
    const foreign = new pg.Client({ connectionString: sessionUrl(url.href, 'foreign') });
    await foreign.connect();
    const [{ rows: ours }, { rows: theirs }] = await Promise.all([pool.query(asked), foreign.query(asked)]);
    await Promise.all([endConnectionPool(pool), foreign.end()]);
    expect(ours).toMatchObject([{ idle: '10s', probed: '5' }]);
    expect(theirs).toEqual([{ idle: '10s', probed: '5', own: 'off' }]);
  });
});

describe('a connection whose server is silent', () => {
  it('is closed, and another takes its place', async () => {
    const pool = createConnectionPool(inject('adminUrl'), { ...settings, max: 1, silenceMs: 200 });
    try {
      await expect(pool.query('select pg_sleep(5)')).rejects.toThrow(/silent for 200 ms/);
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await endConnectionPool(pool);
    }
  });

  it('is kept while it answers, however long it is idle', async () => {
    const pool = createConnectionPool(inject('adminUrl'), { ...settings, max: 1, silenceMs: 200 });
    try {
      const backend = async () => (await pool.query('select pg_backend_pid() as pid')).rows;
      const before = await backend();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(await backend()).toEqual(before);
    } finally {
      await endConnectionPool(pool);
    }
  });
});

describe('checkDirect', () => {
  it('accepts a session of the server', async () => {
    const pool = createConnectionPool(inject('adminUrl'), settings);
    await expect(checkDirect(pool, inject('adminUrl'))).resolves.toBeUndefined();
    await endConnectionPool(pool);
  });

  it('refuses a pooler, and says which setting leads past it', async () => {
    const pooler = await startPooler(inject('adminUrl'));
    const pool = createConnectionPool(pooler.url, settings);
    await expect(checkDirect(pool, pooler.url)).rejects.toThrow(
      /^A connection pooler answers at .+ Set DATABASE_DIRECT_URL to/,
    );
    await endConnectionPool(pool);
    await pooler.stop();
  });
});

describe('checkServer', () => {
  it('accepts a server that answers and is new enough', async () => {
    expect(await problemWith(inject('adminUrl'))).toBe('none');
  });

  it('names host and port where nobody answers', async () => {
    const port = await freePort();
    const message = await problemWith(change('port', String(port)));
    expect(message).toMatch(
      new RegExp(
        `^UNREACHABLE: No PostgreSQL answers at .+:${port} \\(.*ECONNREFUSED.*\\)\\. Start it, or correct`,
      ),
    );
  });

  it('names a host that does not exist', async () => {
    expect(await problemWith(change('hostname', 'no-such-host.invalid'))).toMatch(
      /^UNREACHABLE: .*no-such-host\.invalid/,
    );
  });

  it('says that something else than PostgreSQL answers', async () => {
    const other = createServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await problemWith(`postgres://anna@127.0.0.1:${port}/x`)).toMatch(/^UNREACHABLE: /);
    other.close();
  });

  it('names the user whose password is wrong, not the password', { skip: anyServer }, async () => {
    const message = await problemWith(change('password', 'geheim'));
    expect(message).toContain('WRONG_PASSWORD: PostgreSQL at 127.0.0.1:');
    expect(message).toContain('refused the password of user "draft_orchestrator"');
    expect(message).not.toContain('geheim');
    expect(await problemWith(change('password', ''))).toContain('WRONG_PASSWORD');
    expect(await problemWith(change('username', 'nobody_i_know'))).toContain('WRONG_PASSWORD');
  });

  it('names a database that does not exist, and how to make it', async () => {
    const message = await problemWith(withDatabase(inject('adminUrl'), 'no_such_database'));
    expect(message).toContain('UNKNOWN_DATABASE: There is no database "no_such_database"');
    expect(message).toContain('create database "no_such_database";');
  });

  it('says of each of several hosts what it would say of one, and advises a promotion only where one may help', async () => {
    const { host, username, password, pathname } = new URL(inject('adminUrl'));
    const several = (hosts: string, login: string) => problemWith(`postgres://${login}@${hosts}${pathname}`);
    if (!anyServer)
      expect(await several(`${host},${host}`, `${username}:geheim`)).toMatch(
        /^WRONG_PASSWORD: None of the servers .*: PostgreSQL at \S+ refused the password of user .*Correct it in DATABASE_URL \([^)]*\)\.$/,
      );
    const nobody = `127.0.0.1:${await freePort()}`;
    const unknown = `postgres://${username}:${password}@${host},${nobody}/no_such_database`;
    expect(await problemWith(unknown)).toMatch(/^NOT_READY: (?!.*Promote).*There is no database/);
    expect(await several(`${nobody},[::1]:1`, `${username}:${password}`)).toMatch(
      /^NOT_READY: .*No PostgreSQL answers at \[::1\]:1 \(.* Promote a standby, or start the primary\.$/,
    );
  });

  it('says that a server has no TLS', { skip: anyServer }, async () => {
    expect(await problemWith(change('search', '?sslmode=verify-full'))).toMatch(
      /^TLS: No encrypted connection/,
    );
  });

  it.each(['mysql://anna:geheim@host/db', 'anna:geheim@host/db', 'postgres://anna:geheim@:x/'])(
    'refuses the URL %s without showing its password',
    async (url) => {
      const message = await problemWith(url);
      expect(message).toMatch(/^WRONG_URL: DATABASE_URL must be a PostgreSQL URL such as/);
      expect(message).not.toContain('geheim');
    },
  );
});

describe('judgeServerVersion', () => {
  it.each([150_000, 150_018, 180_004, 200_000])('accepts %i', (version) => {
    expect(judgeServerVersion(version)).toBeNull();
  });

  it.each([
    [140_011, '14.11'],
    [90_624, '9.624'],
  ])('refuses %i: what was found, what is needed', (version, found) => {
    const refusal = judgeServerVersion(version);
    expect(refusal?.problem).toBe('OLD_VERSION');
    expect(refusal?.message).toContain(
      `The server is PostgreSQL ${found}; PostgreSQL 15 or newer is needed.`,
    );
  });
});

describe('a pool', () => {
  it('outlives broken connections, idle or in use, and logs them', async () => {
    const database = await createTestDatabase();
    const { log, until, lines } = rememberingLog();
    const pool = createConnectionPool(database.url, { ...settings, log });
    const idle = await pool.connect();
    const used = await pool.connect();
    const pids = await Promise.all(
      [idle, used].map((client) => client.query<{ pid: number }>('select pg_backend_pid() as pid')),
    );
    idle.release();
    const removed = new Promise((resolve) => pool.once('remove', resolve));
    const terminate = pids.map(({ rows }) => `pg_terminate_backend(${rows[0]?.pid})`).join(', ');
    await asAdmin(database.url, (client) => client.query(`select ${terminate}`));
    await removed;
    await until(/a database connection broke/);
    await expect(used.query('select 1')).rejects.toThrow();
    used.release(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    // pg hangs the client on the error, with all it knows.
    expect(lines.join('\n')).not.toMatch(/"(client|password|connectionParameters)"/);
    expect(lines.every((line) => line.length < 3_000)).toBe(true);
    await endConnectionPool(pool);
    await database.drop();
  });

  it('keeps connections that nobody uses, and their compiled functions, for ten minutes', async () => {
    const pool = createConnectionPool(inject('adminUrl'), settings);
    const client = await pool.connect();
    replaceTime();
    try {
      client.release();
      await advance(9 * 60_000);
      expect(pool.idleCount).toBe(1);
      const removed = new Promise((resolve) => pool.once('remove', resolve));
      await advance(2 * 60_000);
      await removed;
      expect(pool.totalCount).toBe(0);
    } finally {
      vi.useRealTimers();
    }
    await endConnectionPool(pool);
  });

  it('has closed every socket when endConnectionPool resolves, also those in use at first', async () => {
    const pool = createConnectionPool(inject('adminUrl'), settings);
    const client = await pool.connect();
    let closed = false;
    client.once('end', () => {
      closed = true;
    });
    const ended = endConnectionPool(pool);
    client.release();
    await ended;
    expect(closed).toBe(true);
    expect(pool.totalCount).toBe(0);
  });
});
