import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A process of the demo's own. */
export interface OwnProcess {
  /** What it said until it was ready. */
  readonly said: string;
  /** Asks it to stop and waits until it has: its exit code, or the signal that ended it. */
  stop(): Promise<number | string>;
  /** Ends it at once, for when the demo itself fails. */
  kill(): void;
}

/** Starts `draft-orchestrator worker` on a database and waits until it looks for jobs. */
export function startWorkerProcess(url: string): Promise<OwnProcess> {
  return startProcess('worker', /This worker process picks/, databaseOf(url));
}

/** Starts `draft-orchestrator server` on a database, on any free port, and tells where it answers. */
export async function startServerProcess(url: string, secret: string): Promise<OwnProcess & { url: string }> {
  const ready = /"url":"([^"]+)\/graphql"/;
  const env = { ...databaseOf(url), AUTH_SECRET: secret, HOST: '127.0.0.1', PORT: '0' };
  const server = await startProcess('server', ready, env);
  return { ...server, url: ready.exec(server.said)?.[1] ?? '' };
}

function databaseOf(url: string): Record<string, string> {
  return { DATABASE_URL: url, DATABASE_DIRECT_URL: url };
}

async function startProcess(
  command: string,
  ready: RegExp,
  env: Record<string, string>,
): Promise<OwnProcess> {
  const child = spawn(process.execPath, [PROGRAM, command], {
    env: { ...process.env, GRAPHILE_ENV: 'production', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const said = await untilReady(child, ended, ready);
  return {
    said,
    async stop() {
      child.kill('SIGTERM');
      const [code, signal] = (await ended) as [number | null, string | null];
      return code ?? signal ?? 'unknown';
    },
    kill: () => child.kill('SIGKILL'),
  };
}

async function untilReady(child: ChildProcess, ended: Promise<unknown>, ready: RegExp): Promise<string> {
  let said = '';
  const isReady = new Promise<void>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (ready.test(said)) resolve();
    });
  });
  await Promise.race([isReady, ended]);
  if (!ready.test(said)) throw new Error(`A process of the demo did not start:\n${said}`);
  return said;
}
