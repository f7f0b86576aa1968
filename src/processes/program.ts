import { type ChildProcess, type SerializationType, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../telemetry/error_text.ts';
import { type Readiness, readinessIn } from '../telemetry/readiness.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Makes a program end when its parent is gone, even by kill -9. */
const END_WITH_PARENT = new URL('../../bin/end_with_launcher.mjs', import.meta.url).href;

/** How a process ended: its exit code, the signal that ended it, or why it could not be started. */
export type ProcessEnd = number | string;

/** What a program is started with. */
export interface ProgramOptions {
  /** For Node.js: its own options, the file of the program from the root of the repository, and the program's arguments. */
  readonly args: readonly string[];
  /** The environment, besides PATH and HOME. */
  readonly env?: NodeJS.ProcessEnv;
  /** Default: the root of the repository. */
  readonly cwd?: string;
  /** What runs it; default: the Node.js of this process, and the program ends with this process. */
  readonly executable?: string;
  /** A process group and session of its own: Ctrl-C in the terminal does not reach it. */
  readonly detached?: boolean;
  /** Default: it has no input. */
  readonly stdin?: 'pipe' | 'ignore';
  /** Who runs it; default: the user of this process. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Called with each piece of its output. */
  readonly onOutput?: (text: string) => void;
  /** Called with each message of a program that talks over the IPC channel; such a program has to end at "disconnect" itself. */
  readonly onMessage?: (message: unknown) => void;
  /** How messages are encoded. */
  readonly serialization?: SerializationType;
  /** So much of the end of its output is kept; default: all. */
  readonly keptCharacters?: number;
}

/**
 * A process that this one started. The build of the draft room, the demo, the benches, the chaos and attack runs and the tests start every program with it. Its
 * output is read until its end, since a full pipe would stop the program.
 */
export class Program {
  readonly child: ChildProcess;
  readonly #ended: Promise<ProcessEnd>;
  readonly #keptCharacters: number;
  #end: ProcessEnd | null = null;
  #said = '';
  /** The last line, as far as it has come. */
  #line = '';
  #ready: Readiness | null = null;
  #waiting: (() => void)[] = [];

  constructor(options: ProgramOptions) {
    const { args, env = {}, cwd = ROOT, executable, detached = false, user = {} } = options;
    const {
      stdin = 'ignore',
      onOutput,
      onMessage,
      serialization,
      keptCharacters = Number.POSITIVE_INFINITY,
    } = options;
    const { PATH = '', HOME = '' } = process.env;
    const endsWithParent = executable === undefined && onMessage === undefined;
    const hasChannel = executable === undefined;
    this.#keptCharacters = keptCharacters;
    this.child = spawn(
      executable ?? process.execPath,
      endsWithParent ? ['--import', END_WITH_PARENT, ...args] : args,
      {
        ...{ cwd, detached, env: { PATH, HOME, ...env }, ...user },
        ...(serialization === undefined ? {} : { serialization }),
        stdio: [stdin, 'pipe', 'pipe', ...(hasChannel ? (['ipc'] as const) : [])],
      },
    );
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#hear(text);
        onOutput?.(text);
      });
    }
    if (onMessage) this.child.on('message', onMessage);
    this.#ended = endOf(this.child).then((end) => {
      this.#end = end;
      this.#wake();
      return end;
    });
  }

  /** Its process id; 0 where it could not be started. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What it wrote to its log when it was ready; null before that. */
  get readiness(): Readiness | null {
    return this.#ready;
  }

  hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.#end !== null;
  }

  /** Everything it has written to stdout and stderr, or the end of that. */
  said(): string {
    return this.#said;
  }

  /**
   * Waits until it does its work. Throws a {@link ProgramEnded} when it ends before that, or the reason of the signal. A program
   * whose LOG_LEVEL is above "info" never says it.
   */
  untilReady(signal?: AbortSignal): Promise<Readiness> {
    return this.#until(() => this.#ready, 'being ready', signal);
  }

  /** Waits until it has written what matches; answers all it has written. Throws a {@link ProgramEnded} when it ends before that. */
  untilSaid(pattern: RegExp, signal?: AbortSignal): Promise<string> {
    return this.#until(() => (pattern.test(this.#said) ? this.#said : null), `writing ${pattern}`, signal);
  }

  /** Waits until it has ended and nobody can write to its output any more. */
  ended(): Promise<ProcessEnd> {
    return this.#ended;
  }

  /** Asks it to stop and waits until it has ended; kills it when that takes too long. */
  async stop(withinMs: number): Promise<ProcessEnd> {
    this.child.kill('SIGTERM');
    const hasEnded = new AbortController();
    const tooLate = sleep(withinMs, null, { signal: hasEnded.signal }).catch(() => null);
    const end = await Promise.race([this.#ended, tooLate]);
    hasEnded.abort();
    if (end === null) this.child.kill('SIGKILL');
    return this.#ended;
  }

  /** kill -9; waits until it is gone. */
  async kill(): Promise<ProcessEnd> {
    this.child.kill('SIGKILL');
    return this.#ended;
  }

  #hear(text: string): void {
    const said = this.#said + text;
    this.#said = said.slice(Math.max(0, said.length - this.#keptCharacters));
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop() ?? '';
    for (const line of lines) this.#ready ??= readinessIn(line);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #until<T>(find: () => T | null, what: string, signal?: AbortSignal): Promise<T> {
    for (;;) {
      signal?.throwIfAborted();
      const found = find();
      if (found !== null) return found;
      if (this.#end !== null) throw new ProgramEnded(this.#end, what, this.#said);
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiting.push(wake);
        signal?.addEventListener('abort', wake, { once: true });
      });
    }
  }
}

/** A program ended before it did what was waited for. The message has its output. */
export class ProgramEnded extends Error {
  override readonly name = 'ProgramEnded';

  constructor(end: ProcessEnd, before: string, said: string) {
    super(`A process ended (${end}) before ${before}. Its output:\n${said}`);
  }
}

async function endOf(child: ChildProcess): Promise<ProcessEnd> {
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    return code ?? signal ?? 'unknown';
  } catch (error) {
    return messageOf(error);
  }
}
