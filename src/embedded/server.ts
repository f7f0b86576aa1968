import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Log } from '../telemetry/log.ts';
import { type Account, asAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Layout, readText } from './layout.ts';
import { findPostmaster, type Postmaster } from './postmaster.ts';
import { memoryHere, serverSettings } from './settings.ts';

const run = promisify(execFile);

const POLL_MS = 10;
const STILL_STARTING_MS = 10_000;
const STOP_TIMEOUT_SECONDS = 60;
const LOG_FILE_MAX_BYTES = 10 * 1024 * 1024;

/** What starting or stopping a server needs. */
export type ServerContext = {
  readonly layout: Layout;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly log: Log;
};

/** A start that failed: what the server wrote. */
export type FailedStart = { readonly said: string };

/**
 * Starts the server and waits until it takes connections, however long its recovery needs.
 * It runs in a session of its own, so that Ctrl-C reaches this program first, which then stops it in its own order.
 */
export async function startServer(
  { layout, account, binaries, log }: ServerContext,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster | FailedStart> {
  const port = await choosePort(layout);
  const values = Object.entries({ ...serverSettings(memoryHere()), port: String(port), ...settings });
  const output = openLog(layout.logFile);
  const server = spawn(
    binaries.postgres,
    ['-D', layout.folder, ...values.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...asAccount(account),
      cwd: layout.dataDir,
      detached: true,
      stdio: ['ignore', output.file, output.file],
    },
  );
  closeSync(output.file);
  const started = await untilReadyOrOver(server, layout.folder, log);
  if (started === null)
    return { said: readFileSync(layout.logFile).subarray(output.size).toString('utf8').trim() };
  server.unref();
  await writeFile(layout.portFile, String(started.port));
  return started;
}

/** Stops the server fast: sessions are ended, what is committed is kept. */
export async function stopServer({ layout, account, binaries }: ServerContext): Promise<void> {
  if (findPostmaster(layout.folder) === null) return;
  const how = ['stop', '-D', layout.folder, '-m', 'fast', '-w', '-t', String(STOP_TIMEOUT_SECONDS)];
  await run(binaries.pgCtl, how, { ...asAccount(account), cwd: layout.dataDir });
}

/** Polls until `look` has an answer other than undefined. */
export async function poll<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const answer = look();
    if (answer !== undefined) return answer;
    await wait(POLL_MS);
  }
}

async function untilReadyOrOver(server: ChildProcess, folder: string, log: Log): Promise<Postmaster | null> {
  let over = false;
  server.once('exit', () => {
    over = true;
  });
  server.once('error', (error) => {
    log.error({ err: error }, 'the embedded PostgreSQL could not be run');
    over = true;
  });
  const reminder = setInterval(
    () => log.info({}, 'the embedded PostgreSQL is still starting'),
    STILL_STARTING_MS,
  );
  try {
    return await poll(() => {
      if (over) return null;
      const found = findPostmaster(folder);
      return found?.pid === server.pid && found?.status === 'ready' ? found : undefined;
    });
  } finally {
    clearInterval(reminder);
  }
}

/** The port of the last start where it is free, so that URLs people noted stay true. */
async function choosePort({ portFile }: Layout): Promise<number> {
  const last = Number(readText(portFile) ?? 0);
  return (await freePort(last)) ?? (await freePort(0)) ?? 0;
}

function freePort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}

function openLog(path: string): { file: number; size: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_FILE_MAX_BYTES) return { file: openSync(path, 'a', 0o600), size };
  renameSync(path, `${path}.old`);
  return { file: openSync(path, 'a', 0o600), size: 0 };
}
