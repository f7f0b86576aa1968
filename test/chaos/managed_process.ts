import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TcpProxy } from './tcp_proxy.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Ends a process when the run is gone, even by kill -9. */
const END_WITH_RUN = new URL('../../bin/end_with_launcher.mjs', import.meta.url).href;
const WRONG_CLOCK = new URL('./wrong_clock.ts', import.meta.url).href;
/** A service manager starts a process again after so long. */
const RESTART_AFTER_MS = 500;
/** A process that was asked to stop and has not after this long is killed. */
const STOP_WITHIN_MS = 15_000;

export type Role = 'worker' | 'server';

/** What a process is started with. */
export interface ProcessOptions {
  readonly name: string;
  readonly role: Role;
  /** Arguments of Node.js: the program and what it is told. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What it says once it does its work. */
  readonly ready: RegExp;
  /** By how much its clock is wrong. */
  readonly clockShiftMs: number;
  /** Its way to the database. */
  readonly proxy: TcpProxy;
  readonly logFolder: string;
}

/** A worker or server process, started again whenever it ends, as a service manager would. */
export class ManagedProcess {
  readonly name: string;
  readonly role: Role;
  readonly proxy: TcpProxy;
  /** How it ended when nobody had ended it, once it did its work. */
  readonly crashes: string[] = [];
  /** A fault has it: no other one touches it meanwhile. */
  isTaken = false;
  readonly #options: ProcessOptions;
  readonly #log: WriteStream;
  #child: ChildProcess | null = null;
  #isReady = false;
  #isStopping = false;
  #wasKilled = false;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(options: ProcessOptions) {
    this.#options = options;
    this.name = options.name;
    this.role = options.role;
    this.proxy = options.proxy;
    this.#log = createWriteStream(join(options.logFolder, `${options.name.replace(' ', '_')}.log`));
  }

  start(): void {
    const { args, env, clockShiftMs } = this.#options;
    const { PATH = '', HOME = '' } = process.env;
    const wrongClock = clockShiftMs === 0 ? [] : ['--import', WRONG_CLOCK];
    const child = spawn(process.execPath, ['--import', END_WITH_RUN, ...wrongClock, ...args], {
      cwd: ROOT,
      env: { PATH, HOME, CLOCK_SHIFT_MS: String(clockShiftMs), ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#isReady = false;
    this.#wasKilled = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#log.write(text);
        this.#isReady ||= this.#options.ready.test(text);
      });
    }
    this.#ended = once(child, 'close').then(([code, signal]) => this.#restart(code ?? signal));
  }

  /** Its process id; undefined while it does not run. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Whether it does its work, as far as is known. */
  isReady(): boolean {
    return this.#isReady;
  }

  /** kill -9. */
  kill(): void {
    this.#wasKilled = true;
    this.#isReady = false;
    this.#child?.kill('SIGKILL');
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Asks it to stop; answers what was wrong with how it did: null where nothing was. */
  async stop(): Promise<string | null> {
    this.#isStopping = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null;
    const tooLate = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    await this.#ended;
    clearTimeout(tooLate);
    this.#log.end();
    if (child.exitCode === 0) return null;
    return child.signalCode === 'SIGKILL'
      ? `${this.name} did not stop within ${STOP_WITHIN_MS / 1_000} s`
      : `${this.name} ended with ${child.exitCode ?? child.signalCode} when it was asked to stop`;
  }

  async #restart(end: unknown): Promise<void> {
    if (this.#isStopping) return;
    // While it starts, it may end because the database is down, as it says; whoever manages it tries again.
    if (!this.#wasKilled && this.#isReady) this.crashes.push(`${this.name} ended by itself (${end})`);
    this.#isReady = false;
    await sleep(RESTART_AFTER_MS);
    if (!this.#isStopping) this.start();
  }
}
