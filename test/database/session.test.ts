import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { type DatabaseUrl, parseDatabaseUrl } from '../../src/config/database_url.ts';
import { checkServer, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import type { ConnectionError } from '../../src/database/connection_errors.ts';
import { SESSION_SETTINGS, sessionConfig, sessionUrl } from '../../src/database/session.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { EmbeddedFolders, FAST } from '../support/embedded_folders.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase } from '../support/test_database.ts';
import { asAdmin, dropDatabase } from '../support/test_server.ts';

const settings = { max: 1, applicationName: 'session test', log: silentLog };
const folders = new EmbeddedFolders();
afterAll(() => folders.removeAll());

/** Empty where the server is somebody's own; ours is new enough for triggers on login. */
const superuser = inject('superuserUrl') ?? '';
const HOST = 'postgres://anna:geheim@db.example/drafts';

/** Why a URL is refused: what is wrong, and the sentence. */
async function refusal(url: string): Promise<string> {
  const error = await ask(url).then(
    () => null,
    (thrown: ConnectionError) => thrown,
  );
  return error === null ? 'none' : `${error.problem}: ${error.message}`;
}

/** What a session over a pool of ours answers. */
async function ask(url: string, query = 'select current_database() as name'): Promise<unknown> {
  const pool = createConnectionPool(url, settings);
  try {
    await checkServer(pool, url);
    return (await pool.query(query)).rows[0];
  } finally {
    await endConnectionPool(pool);
  }
}

describe('a URL', () => {
  it.each([
    ['postgres://u:p@/db?host=/var/run', { user: 'u', password: 'p', host: '/var/run', database: 'db' }],
    ['postgres://%2Fvar%2Frun/db', { host: '/var/run', database: 'db' }],
    ['postgres:///db?host=/var/run&port=5433', { host: '/var/run', port: 5433, database: 'db' }],
    ['postgresql://', {}],
    ['postgres://h/a#b', { host: 'h', database: 'a#b' }],
    ['postgres://h/a%23b%3Fc', { host: 'h', database: 'a#b?c' }],
    ['postgres://u:p#1@h:5433/db', { user: 'u', password: 'p#1', host: 'h', port: 5433, database: 'db' }],
    ['postgres://u:p%40%2F@h/db', { user: 'u', password: 'p@/', host: 'h', database: 'db' }],
    ['postgres://u:a@b@h/db', { user: 'u', password: 'a@b', host: 'h', database: 'db' }],
    ['postgres://u:100%sure@h/db', { user: 'u', password: '100%sure', host: 'h', database: 'db' }],
    ['postgres://[::1]:5433/db', { host: '::1', port: 5433, database: 'db' }],
    ['postgres://h?dbname=db&user=u&password=p', { host: 'h', database: 'db', user: 'u', password: 'p' }],
  ])('%s is read as psql reads it', (url, expected) => {
    const nothing = { host: undefined, port: undefined, user: undefined, password: undefined };
    const { places, ...parsed } = parseDatabaseUrl(url) as DatabaseUrl;
    expect(parsed).toEqual({
      ...{ ...nothing, database: undefined, parameters: new Map() },
      ...expected,
    });
    expect(places).toEqual([{ host: parsed.host, port: parsed.port }]);
  });

  it.each([
    'mysql://h/db',
    'postgres:h/db',
    'postgres://h:x/db',
    'postgres://h:65536/db',
    'postgres://h1,,h2/db',
    'postgres://h/db%00',
  ])('%s is refused', (url) => {
    expect(parseDatabaseUrl(url)).toHaveProperty('mustBe');
  });

  it('leads to a database whatever its name is', async () => {
    const name = 'draft "#1" ? a/b & 100% ü';
    const admin = inject('adminUrl');
    const quoted = `"${name.replaceAll('"', '""')}"`;
    await asAdmin(admin, (client) => client.query(`create database ${quoted}`));
    try {
      const at = admin.replace(
        /\/[^/?]*(\?|$)/,
        () => `/${name.replaceAll('?', '%3F').replaceAll('% ', '%25 ')}?`,
      );
      expect(await ask(at)).toEqual({ name });
    } finally {
      await asAdmin(admin, (client) => dropDatabase(client, quoted));
    }
  });

  it('leads to a socket of this machine', async () => {
    const socket = folders.empty();
    chmodSync(socket, 0o777);
    const server = await startEmbedded({
      ...{ dataDir: join(folders.empty(), 'data'), log: silentLog },
      settings: { ...FAST, unix_socket_directories: socket },
    });
    try {
      const { username, password, port, pathname } = new URL(server.url);
      const url = `postgres://${username}:${password}@${pathname}?host=${socket}&port=${port}`;
      expect(await ask(url, 'select inet_server_addr() as address')).toEqual({ address: null });
    } finally {
      await server.stop();
    }
  });
});

describe('what a URL says about the session', () => {
  it('is merged: settings of ours replace those of the URL, the rest is kept', async () => {
    const url = `${inject('adminUrl').replace(/\?.*/, '')}?application_name=mine&options=-c%20jit=off%20--work-mem=5MB%20-c%20TimeZone=utc`;
    const asked = `select current_setting('jit') as jit, current_setting('work_mem') as memory,
                          current_setting('application_name') as name, current_setting('statement_timeout') as limit`;
    expect(await ask(url, asked)).toEqual({ jit: 'off', memory: '5MB', name: 'session test', limit: '0' });
    const foreign = new URL(sessionUrl(url, 'foreign')).searchParams;
    expect(foreign.get('application_name')).toBe('foreign');
    expect(foreign.get('options')).toMatch(/^-c jit=off --work-mem=5MB .*-c statement_timeout=0/);
  });

  it.each<[parameters: string, setting: string]>([
    ...Object.keys(SESSION_SETTINGS).map((name): [string, string] => [`options=-c%20${name}=odd`, name]),
    ['options=-crole=postgres', 'role'],
    ['options=-c+ROLE=x', 'role'],
    ['options=--statement-timeout=5s', 'statement_timeout'],
    ['options=-c%20default_transaction_read_only=on', 'default_transaction_read_only'],
    ['statement_timeout=5', 'statement_timeout'],
    ['lock_timeout=5', 'lock_timeout'],
    ['query_timeout=5', 'query_timeout'],
    ['idle_in_transaction_session_timeout=5', 'idle_in_transaction_session_timeout'],
    ['replication=database', 'replication'],
    ['client_encoding=LATIN1', 'client_encoding'],
    ['encoding=sql_ascii', 'client_encoding'],
  ])('is refused where it contradicts: %s', async (parameters, setting) => {
    expect(await refusal(`${HOST}?${parameters}`)).toMatch(
      new RegExp(
        `^WRONG_URL: DATABASE_URL sets ${setting} \\(as an? \\w+\\), which this program sets itself`,
      ),
    );
  });
});

describe('a session that is not what was asked for', () => {
  it('stops the start, and says which setting is wrong', { skip: superuser === '' }, async () => {
    const database = await createEmptyDatabase();
    try {
      const name = new URL(database.url).pathname.slice(1);
      await asAdmin(superuser, (client) =>
        client.query(`alter database ${name} set session_replication_role = 'replica'`),
      );
      expect(await refusal(database.url)).toMatch(
        /^SESSION: .*: session_replication_role is "replica" and must be origin\. Look at/,
      );
    } finally {
      await database.drop();
    }
  });

  it('is noticed also where a trigger on login changed it', { skip: superuser === '' }, async () => {
    const database = await createEmptyDatabase();
    try {
      const inside = Object.assign(new URL(superuser), { pathname: new URL(database.url).pathname }).href;
      await asAdmin(inside, (client) =>
        client.query(
          `create function public.odd() returns event_trigger language plpgsql as
             $$ begin set row_security = off; end $$;
           create event trigger odd on login execute function public.odd()`,
        ),
      );
      expect(await refusal(database.url)).toMatch(/row_security is "off" and must be on/);
    } finally {
      await database.drop();
    }
  });
});

describe('encryption', () => {
  const folder = folders.empty();
  const noPem = join(folder, 'no.pem');
  writeFileSync(noPem, 'not a certificate');
  const badPem = join(folder, 'bad.pem');
  writeFileSync(badPem, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');

  it.each([
    [
      'sslrootcert=/nowhere/ca.pem',
      '/nowhere/ca.pem, named by sslrootcert in DATABASE_URL, cannot be read (ENOENT',
    ],
    [
      'sslmode=verify-full&sslcert=/nowhere/c.pem',
      '/nowhere/c.pem, named by sslcert in DATABASE_URL, cannot be',
    ],
    ['sslkey=/nowhere/key.pem', '/nowhere/key.pem, named by sslkey in DATABASE_URL, cannot be read'],
    [`sslrootcert=${folder}`, `${folder}, named by sslrootcert in DATABASE_URL, cannot be read (EISDIR`],
    [`sslrootcert=${noPem}`, `${noPem}, named by sslrootcert in DATABASE_URL, is no PEM file`],
    [`sslcert=${badPem}`, 'sslcert in DATABASE_URL cannot be used ('],
    ['sslmode=always', 'sslmode in DATABASE_URL must be one of disable, '],
    [
      'sslrootcert=system&sslmode=disable',
      'sslrootcert=system and sslmode=disable in DATABASE_URL contradict',
    ],
  ])(
    'that fails with %s is reported as that, not as a server that does not answer',
    async (parameters, message) => {
      expect(await refusal(`${HOST}?${parameters}`)).toContain(`TLS: ${message}`);
    },
  );

  it.each([
    ['', false],
    ['sslmode=disable', false],
    ['sslmode=no-verify', { rejectUnauthorized: false }],
    ['sslmode=require', {}],
    ['sslmode=require&uselibpqcompat=true', { rejectUnauthorized: false }],
    ['sslmode=verify-full&uselibpqcompat=true', {}],
    ['ssl=true', {}],
    ['ssl=no-verify', { rejectUnauthorized: false }],
  ])('with the parameters %j is as node-postgres does it', (parameters, expected) => {
    const { ssl } = sessionConfig(`${HOST}?${parameters}`, settings);
    expect(ssl).toEqual(expected);
  });

  it.each(['', 'sslmode=no-verify&', 'sslmode=require&uselibpqcompat=true&'])(
    'without a checked certificate is no channel that may have to be bound: %j',
    async (parameters) => {
      expect(await refusal(`${HOST}?${parameters}channel_binding=require`)).toMatch(
        /^TLS: channel_binding=require in DATABASE_URL needs a certificate that is checked/,
      );
    },
  );

  it('is refused where PGSSLMODE is mistyped and the URL says nothing', async () => {
    vi.stubEnv('PGSSLMODE', 'requir');
    try {
      expect(await refusal(HOST)).toMatch(/^TLS: PGSSLMODE must be one of disable, .*; it was "requir"\.$/);
      expect(sessionConfig(`${HOST}?sslmode=disable`, settings).ssl).toBe(false);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('waits for a server as long as the URL says', () => {
    const waited = (parameters: string) =>
      sessionConfig(`${HOST}?${parameters}`, settings).connectionTimeoutMillis;
    expect(['connect_timeout=3', 'connect_timeout=0', ''].map(waited)).toEqual([3_000, 10_000, 10_000]);
  });

  it("uses the machine's certificates where the URL says so", () => {
    const { ssl } = sessionConfig(`${HOST}?sslrootcert=system`, settings);
    expect(ssl).toEqual(typeof ssl === 'object' && ssl.ca ? { ca: expect.any(Array) } : {});
    expect(sessionUrl(`${HOST}?sslrootcert=system`, 'x')).toMatch(/sslmode=verify-full/);
  });
});
