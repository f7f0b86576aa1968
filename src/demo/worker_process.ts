import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A worker process of the demo's own. */
export interface WorkerProcess {
  /** Asks it to stop and waits until it has: its exit code, or the signal that ended it. */
  stop(): Promise<number | string>;
  /** Ends it at once, for when the demo itself fails. */
  kill(): void;
}

/** Starts `draft-orchestrator worker` on a database and waits until it looks for jobs. */
export async function startWorkerProcess(url: string): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [PROGRAM, 'worker'], {
    env: { ...process.env, DATABASE_URL: url, DATABASE_DIRECT_URL: url, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  await untilReady(child, ended);
  return {
    async stop() {
      child.kill('SIGTERM');
      const [code, signal] = (await ended) as [number | null, string | null];
      return code ?? signal ?? 'unknown';
    },
    kill: () => child.kill('SIGKILL'),
  };
}

async function untilReady(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  let said = '';
  const ready = new Promise<'ready'>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('This worker process picks')) resolve('ready');
    });
  });
  if ((await Promise.race([ready, ended])) !== 'ready')
    throw new Error(`The worker process did not start:\n${said}`);
}
