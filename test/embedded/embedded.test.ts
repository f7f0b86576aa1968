import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runningEmbeddedUrl, startEmbedded } from '../../src/embedded/embedded.ts';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster, isAlive } from '../../src/embedded/postmaster.ts';
import {
  EmbeddedFolders,
  endProgram,
  FAST,
  isRoot,
  killServer,
  startEmbeddedProgram,
} from '../support/embedded_folders.ts';
import { silentLog } from '../support/silent_log.ts';
import { asAdmin } from '../support/test_server.ts';

const folders = new EmbeddedFolders();
afterAll(() => folders.removeAll());

const start = (dataDir: string, settings: Record<string, string> = FAST) =>
  startEmbedded({ dataDir, log: silentLog, settings });

async function show(url: string, ...names: string[]): Promise<string[]> {
  return asAdmin(url, async (client) => {
    const { rows } = await client.query(
      'select current_setting(name) as value from unnest($1::text[]) as name',
      [names],
    );
    return rows.map(({ value }) => value);
  });
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

describe('the embedded server', () => {
  it('makes a durable, private database for an ordinary owner, and is gone after stop', async () => {
    const dataDir = join(folders.empty(), 'deep', 'data');
    expect(runningEmbeddedUrl(dataDir)).toBeNull();
    const server = await start(dataDir, {});
    const { folder, passwordFile } = layoutOf(dataDir);
    expect(runningEmbeddedUrl(dataDir)).toBe(server.url);
    expect(
      await show(server.url, 'fsync', 'synchronous_commit', 'max_connections', 'server_encoding'),
    ).toEqual(['on', 'on', '200', 'UTF8']);
    expect(await show(server.superuserUrl, 'listen_addresses', 'unix_socket_directories')).toEqual([
      '127.0.0.1',
      '',
    ]);
    const rights = await asAdmin(server.url, (client) =>
      client.query('select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user'),
    );
    expect(rights.rows).toEqual([{ rolsuper: false, rolcreaterole: true, rolcreatedb: false }]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
    expect(statSync(folder).uid).not.toBe(0);
    const withoutPassword = server.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(asAdmin(withoutPassword, (client) => client.query('select'))).rejects.toMatchObject({
      code: '28P01',
    });
    await server.stop();
    expect(findPostmaster(folder)).toBeNull();
    expect(runningEmbeddedUrl(dataDir)).toBeNull();
  });

  it('keeps rows and port from one start to the next', async () => {
    const dataDir = await folders.initialised();
    const first = await start(dataDir);
    await asAdmin(first.url, (client) => client.query('create table kept as select 42 as answer'));
    await first.stop();
    const second = await start(dataDir);
    expect(second.url).toBe(first.url);
    const { rows } = await asAdmin(second.url, (client) => client.query('select answer from kept'));
    expect(rows).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('writes nothing of a statement that it refused to its log', async () => {
    const dataDir = await folders.initialised();
    const server = await start(dataDir);
    const refused = asAdmin(server.url, (client) =>
      client.query(`do $$ begin raise exception 'not to be logged'; end $$`),
    );
    await expect(refused).rejects.toThrow('not to be logged');
    await server.stop();
    expect(readFileSync(layoutOf(dataDir).logFile, 'utf8')).not.toContain('not to be logged');
  });

  it('takes another port where its own is in use', async () => {
    const dataDir = await folders.initialised();
    const port = Number(readFileSync(layoutOf(dataDir).portFile, 'utf8'));
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const server = await start(dataDir);
    expect(portOf(server.url)).not.toBe(port);
    await server.stop();
    squatter.close();
  });

  it('runs in a process session of its own, so that Ctrl-C reaches the program first', {
    skip: process.platform !== 'linux',
  }, async () => {
    const dataDir = await folders.initialised();
    const server = await start(dataDir);
    const pid = findPostmaster(layoutOf(dataDir).folder)?.pid;
    const session = Number(execFileSync('ps', ['-o', 'sid=', '-p', String(pid)], { encoding: 'utf8' }));
    expect(session).toBe(pid);
    await server.stop();
  });

  it('takes settings, and shows what the server wrote where it does not start', async () => {
    const dataDir = await folders.initialised();
    const server = await start(dataDir, { ...FAST, max_connections: '17' });
    expect(await show(server.url, 'max_connections')).toEqual(['17']);
    await server.stop();
    await expect(start(dataDir, { no_such_setting: '1' })).rejects.toThrow(
      /does not start; it said.*no_such_setting/s,
    );
  });

  it('is stopped again where it cannot be used', async () => {
    const dataDir = await folders.initialised();
    const { folder, passwordFile } = layoutOf(dataDir);
    writeFileSync(passwordFile, 'another');
    await expect(start(dataDir)).rejects.toThrow(/runs, but cannot be used: password authentication failed/);
    expect(findPostmaster(folder)).toBeNull();
  });
});

describe('a server that runs already', () => {
  it('is adopted, and stopped only by who started it', async () => {
    const dataDir = await folders.initialised();
    const starter = await start(dataDir);
    const adopter = await start(dataDir);
    expect([starter.adopted, adopter.adopted]).toEqual([false, true]);
    expect(adopter.url).toBe(starter.url);
    await adopter.stop();
    expect(runningEmbeddedUrl(dataDir)).toBe(starter.url);
    await Promise.all([starter.stop(), starter.stop()]);
    expect(runningEmbeddedUrl(dataDir)).toBeNull();
  });

  it('survives a starter killed with -9; the next process adopts it, and stops it', async () => {
    const dataDir = await folders.initialised();
    const killed = await startEmbeddedProgram(dataDir);
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    expect(runningEmbeddedUrl(dataDir)).toBe(killed.url);
    const heir = await start(dataDir);
    const guest = await start(dataDir);
    expect([heir.adopted, guest.adopted]).toEqual([true, true]);
    await guest.stop();
    expect(runningEmbeddedUrl(dataDir)).toBe(killed.url);
    await heir.stop();
    expect(runningEmbeddedUrl(dataDir)).toBeNull();
  });

  it('recovers every committed row after a kill -9 of everything', async () => {
    const dataDir = await folders.initialised();
    const killed = await startEmbeddedProgram(dataDir);
    await asAdmin(killed.url, (client) =>
      client.query('create table kept as select generate_series(1, 1000) as n'),
    );
    killed.child.kill('SIGKILL');
    await killServer(dataDir);
    const server = await start(dataDir);
    expect(server.adopted).toBe(false);
    const { rows } = await asAdmin(server.url, (client) =>
      client.query('select count(*)::int as n from kept'),
    );
    expect(rows).toEqual([{ n: 1000 }]);
    await server.stop();
  });

  it('is started once, however many processes start on an empty folder', async () => {
    const dataDir = join(folders.empty(), 'data');
    const programs = await Promise.all([1, 2, 3].map(() => startEmbeddedProgram(dataDir)));
    expect(programs.map(({ adopted }) => adopted).sort()).toEqual([false, true, true]);
    expect(new Set(programs.map(({ url }) => url)).size).toBe(1);
    const [keeper] = programs.filter(({ adopted }) => !adopted);
    for (const program of programs.filter((each) => each !== keeper)) await endProgram(program);
    expect(runningEmbeddedUrl(dataDir)).toBe(keeper?.url);
    if (keeper !== undefined) await endProgram(keeper);
    expect(runningEmbeddedUrl(dataDir)).toBeNull();
  });

  it('is not confused with a program that got its process id after a restart', async () => {
    const dataDir = await folders.initialised();
    const { folder } = layoutOf(dataDir);
    const { uid, gid } = statSync(folder);
    const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    const pidFile = join(folder, 'postmaster.pid');
    writeFileSync(pidFile, `${other.pid}\n${folder}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`, { mode: 0o600 });
    chownSync(pidFile, uid, gid);
    const server = await start(dataDir);
    expect(server.adopted).toBe(false);
    expect(isAlive(other.pid ?? 0)).toBe(true);
    await server.stop();
    other.kill();
  });
});
