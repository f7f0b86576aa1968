import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A program under test: what it said so far, and how it ended. */
export interface Program {
  readonly child: ChildProcess;
  /** Everything it wrote to stdout and stderr by now. */
  said(): string;
  /** Waits until it has written what matches; fails when it ends before that. */
  untilSaid(pattern: RegExp): Promise<void>;
  /** Waits until it has ended: its exit code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>;
}

/** Starts a program of this project with the Node that runs the tests; `env` is added to what tests need themselves. */
export function startProgram(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      child.emit('said');
    });
  }
  const closed = once(child, 'close');
  async function untilSaid(pattern: RegExp): Promise<void> {
    while (!pattern.test(text)) {
      const ending = await Promise.race([once(child, 'said').then(() => null), closed]);
      if (ending !== null && !pattern.test(text))
        throw new Error(`ended without saying ${pattern}:\n${text}`);
    }
  }
  return {
    child,
    said: () => text,
    untilSaid,
    async ended() {
      const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
      return code ?? signal ?? 0;
    },
  };
}

/** Starts a worker process on a database and waits until it looks for jobs. */
export async function startWorker(url: string): Promise<Program> {
  const worker = startProgram(['src/main.ts', 'worker'], { DATABASE_URL: url, LOG_LEVEL: 'info' });
  await worker.untilSaid(/This worker process picks/);
  return worker;
}
