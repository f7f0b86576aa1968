import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WIDE_LIMITS } from './wide_limits.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = 'bin/draft-orchestrator.mjs';
/** Ends a process when the bench is gone, even by kill -9. */
const END_WITH_BENCH = new URL('../bin/end_with_launcher.mjs', import.meta.url).href;

/** What a process says when it does its work. */
const WORKS = { worker: /This worker process picks/, server: /This server process answers .*\n/ } as const;

/** A process of the real program, started as an operator would. */
export class RealProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';

  private constructor(command: keyof typeof WORKS, url: string, env: Readonly<Record<string, string>>) {
    const { PATH = '', HOME = '' } = process.env;
    // This Node.js can run the program, so the launcher starts no other process: a signal hits the one that works.
    this.#child = spawn(process.execPath, ['--import', END_WITH_BENCH, PROGRAM, command], {
      cwd: ROOT,
      env: { PATH, HOME, DATABASE_URL: url, LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#ended = once(this.#child, 'close');
  }

  /** Starts a worker and waits until it says that it picks. Throws, with what it said, when it ends before that. */
  static async worker(url: string): Promise<RealProcess> {
    const worker = new RealProcess('worker', url, {});
    await worker.#untilSaid(WORKS.worker);
    return worker;
  }

  /** Starts a server on a port of its own and waits until it answers: the process, and where it answers. */
  static async server(url: string, secret: string): Promise<{ server: RealProcess; url: string }> {
    const env = { AUTH_SECRET: secret, PORT: '0', GRAPHILE_ENV: 'production', ...WIDE_LIMITS };
    const server = new RealProcess('server', url, env);
    await server.#untilSaid(WORKS.server);
    const [, address = ''] = /"url":"([^"]+)\/graphql"/.exec(server.#said) ?? [];
    return { server, url: address };
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** kill -9; waits until it is gone. Throws, with what it said, when it had ended by itself. */
  async kill(): Promise<void> {
    if (this.#hasEnded()) throw this.#endedByItself();
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Makes sure that it is gone, however it ended. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Its log is read until the end: a full pipe would stop it. */
  async #untilSaid(words: RegExp): Promise<void> {
    const saying = new Promise<void>((resolve) => {
      this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
        if (words.test(this.#said)) resolve();
      });
    });
    await Promise.race([saying, this.#ended.then(() => Promise.reject(this.#endedByItself()))]);
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #endedByItself(): Error {
    return new Error(`A process ended by itself:\n${this.#said}`);
  }
}
