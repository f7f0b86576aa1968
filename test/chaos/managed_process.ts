import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessEnd, Program } from '../../src/processes/program.ts';
import type { TcpProxy } from './tcp_proxy.ts';

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
  /** Arguments of Node.js: the program and its arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where the program is, where it is the last release; default: it is this one. */
  readonly root?: string | undefined;
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
  /** How it ended by itself after it had been ready. */
  readonly crashes: string[] = [];
  /** A fault uses it: no other fault touches it meanwhile. */
  isTaken = false;
  readonly #options: ProcessOptions;
  readonly #log: WriteStream;
  #program: Program | null = null;
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

  /** Whether it is of the last release. */
  get isFormer(): boolean {
    return this.#options.root !== undefined;
  }

  start(): void {
    const { args, env, root, clockShiftMs } = this.#options;
    const wrongClock = clockShiftMs === 0 ? [] : ['--import', WRONG_CLOCK];
    const program = new Program({
      args: [...wrongClock, ...args],
      ...(root === undefined ? {} : { cwd: root }),
      env: { CLOCK_SHIFT_MS: String(clockShiftMs), ...env },
      onOutput: (text) => this.#log.write(text),
      keptCharacters: 0,
    });
    this.#program = program;
    this.#wasKilled = false;
    this.#ended = program.ended().then((end) => this.#restart(program, end));
  }

  /** Its process id; undefined while it does not run. */
  get pid(): number | undefined {
    return this.#program?.child.pid;
  }

  /** Whether it does its work, as far as is known. */
  isReady(): boolean {
    return !this.#wasKilled && this.#program?.readiness != null && !this.#program.hasEnded();
  }

  /** kill -9. */
  kill(): void {
    this.#wasKilled = true;
    this.#program?.child.kill('SIGKILL');
  }

  freeze(): void {
    this.#program?.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#program?.child.kill('SIGCONT');
  }

  /** Asks it to stop; answers what was wrong with how it did: null where nothing was. */
  async stop(): Promise<string | null> {
    this.#isStopping = true;
    const program = this.#program;
    if (program === null || program.hasEnded()) return null;
    program.child.kill('SIGCONT');
    const end = await program.stop(STOP_WITHIN_MS);
    await this.#ended;
    this.#log.end();
    if (end === 0) return null;
    return end === 'SIGKILL'
      ? `${this.name} did not stop within ${STOP_WITHIN_MS / 1_000} s`
      : `${this.name} ended with ${end} when it was asked to stop`;
  }

  async #restart(program: Program, end: ProcessEnd): Promise<void> {
    if (this.#isStopping) return;
    // While it starts, it may end because the database is down, as its log says; a service manager starts it again.
    if (!this.#wasKilled && program.readiness !== null)
      this.crashes.push(`${this.name} ended by itself (${end})`);
    await sleep(RESTART_AFTER_MS);
    if (!this.#isStopping) this.start();
  }
}
