import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DemoStopped } from './demo_stopped.ts';

const PROGRAM = fileURLToPath(new URL('../main.ts', import.meta.url));
/** Ends a process when the demo is gone, even by kill -9. */
const END_WITH_DEMO = new URL('../../bin/end_with_launcher.mjs', import.meta.url).href;
/** A process that was asked to stop and has not after this long is killed. */
const STOP_WITHIN_MS = 10_000;
/** What it said last, for the message when it fails. */
const KEPT_CHARACTERS = 4_000;

/** How a process ended: its exit code, or the signal that ended it. */
export type ProcessEnd = number | string;

/** What is started, and what it says once it is ready. */
interface Start {
  readonly command: 'worker' | 'server';
  readonly env: Readonly<Record<string, string>>;
  readonly ready: RegExp;
}

/** A process of the demo's own. It is known from its first moment, so that there is always something to stop. */
class OwnProcess {
  readonly command: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<ProcessEnd>;
  readonly #ready: RegExp;
  #said = '';
  #isStopping = false;

  /** `onDeath` is told when it ends without being asked to. */
  constructor({ command, env, ready }: Start, onDeath: (why: DemoStopped) => void) {
    this.command = command;
    this.#ready = ready;
    this.#child = spawn(process.execPath, ['--import', END_WITH_DEMO, PROGRAM, command], {
      // "info" is the level at which it says that it is ready.
      env: { ...process.env, GRAPHILE_ENV: 'production', LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // A group of its own: Ctrl-C reaches the demo alone, which then stops it in order.
      detached: process.platform !== 'win32',
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-KEPT_CHARACTERS);
      this.#child.emit('said');
    });
    this.#ended = endOf(this.#child);
    void this.#ended.then((end) => {
      if (!this.#isStopping) onDeath(this.#death(end));
    });
  }

  /** Waits until it is ready and answers what it then said. Throws the signal's reason. */
  async untilReady(signal: AbortSignal): Promise<string> {
    for (;;) {
      signal.throwIfAborted();
      const match = this.#ready.exec(this.#said);
      if (match) return match[1] ?? '';
      await once(this.#child, 'said', { signal }).catch(() => undefined);
    }
  }

  /** Asks it to stop and waits until it has; kills it when it does not. */
  async stop(): Promise<ProcessEnd> {
    this.#isStopping = true;
    this.#child.kill('SIGTERM');
    const hasEnded = new AbortController();
    const tooLate = sleep(STOP_WITHIN_MS, null, { signal: hasEnded.signal }).catch(() => null);
    const end = await Promise.race([this.#ended, tooLate]);
    hasEnded.abort();
    if (end === null) this.#child.kill('SIGKILL');
    return this.#ended;
  }

  #death(end: ProcessEnd): DemoStopped {
    return new DemoStopped(
      `The ${this.command} process ended by itself (${end}). It said last:\n${this.#said}`,
    );
  }
}

async function endOf(child: ChildProcess): Promise<ProcessEnd> {
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    return code ?? signal ?? 'unknown';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The processes that serve the demo: one server, and one worker after the other. */
export class Crew {
  readonly #databaseUrl: string;
  readonly #stopping: AbortController;
  readonly #running = new Set<OwnProcess>();
  /** How each process ended that was asked to stop. */
  readonly ends: { command: string; end: ProcessEnd }[] = [];

  /** A process that ends by itself stops the demo. */
  constructor(databaseUrl: string, stopping: AbortController) {
    this.#databaseUrl = databaseUrl;
    this.#stopping = stopping;
  }

  /** Starts `draft-orchestrator worker` and waits until it looks for what is due. */
  async startWorker(): Promise<void> {
    await this.#start({ command: 'worker', env: {}, ready: /This worker process picks/ });
  }

  /** Starts `draft-orchestrator server` on any free port; answers its address. */
  startServer(secret: string): Promise<string> {
    const env = { AUTH_SECRET: secret, HOST: '127.0.0.1', PORT: '0' };
    return this.#start({ command: 'server', env, ready: /"url":"([^"]+)\/graphql"/ });
  }

  /** Stops the processes of one kind, or all, each in order: nothing of them is left afterwards. */
  async stop(command?: 'worker' | 'server'): Promise<void> {
    for (const one of this.#running) {
      if (command !== undefined && one.command !== command) continue;
      const end = await one.stop();
      if (this.#running.delete(one)) this.ends.push({ command: one.command, end });
    }
  }

  #start(start: Start): Promise<string> {
    this.#stopping.signal.throwIfAborted();
    const env = { ...start.env, DATABASE_URL: this.#databaseUrl, DATABASE_DIRECT_URL: this.#databaseUrl };
    const started = new OwnProcess({ ...start, env }, (why) => this.#stopping.abort(why));
    this.#running.add(started);
    return started.untilReady(this.#stopping.signal);
  }
}
