import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = 'bin/draft-orchestrator.mjs';
/** Ends a process when the bench is gone, even by kill -9. */
const END_WITH_BENCH = new URL('../bin/end_with_launcher.mjs', import.meta.url).href;

/** A worker process of the real program, started as an operator would. */
export class RealWorker {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';

  private constructor(url: string) {
    const { PATH = '', HOME = '' } = process.env;
    // This Node.js can run the program, so the launcher starts no other process: a signal hits the one that works.
    this.#child = spawn(process.execPath, ['--import', END_WITH_BENCH, PROGRAM, 'worker'], {
      cwd: ROOT,
      env: { PATH, HOME, DATABASE_URL: url, LOG_LEVEL: 'info' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#ended = once(this.#child, 'close');
  }

  /** Starts one and waits until it says that it picks. Throws, with what it said, when it ends before that. */
  static async start(url: string): Promise<RealWorker> {
    const worker = new RealWorker(url);
    await worker.#untilPicking();
    return worker;
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
  async #untilPicking(): Promise<void> {
    const picking = new Promise<void>((resolve) => {
      this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
        if (this.#said.includes('This worker process picks')) resolve();
      });
    });
    await Promise.race([picking, this.#ended.then(() => Promise.reject(this.#endedByItself()))]);
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #endedByItself(): Error {
    return new Error(`A worker process ended by itself:\n${this.#said}`);
  }
}
