import { Program } from '../src/processes/program.ts';
import { WIDE_LIMITS } from './wide_limits.ts';

/** A process of the real program, started as an operator would. */
export class RealProcess {
  readonly #program: Program;

  private constructor(command: string, url: string, env: Readonly<Record<string, string>>) {
    // This Node.js can run the program, so the launcher starts no other process: a signal hits the one that works.
    const args = ['bin/draft-orchestrator.mjs', ...command.split(' ')];
    this.#program = new Program({ args, env: { DATABASE_URL: url, LOG_LEVEL: 'info', ...env } });
  }

  /** Starts a worker and waits until it picks. Throws, with its output, when it ends before that. */
  static async worker(url: string): Promise<RealProcess> {
    const worker = new RealProcess('worker', url, {});
    await worker.#program.untilReady();
    return worker;
  }

  /** Starts what delivers events, also to this machine, and waits until it looks for jobs. */
  static async relay(url: string): Promise<RealProcess> {
    const relay = new RealProcess('worker --only relay', url, {
      ENDPOINT_NETWORKS: '127.0.0.0/8',
      LOG_LEVEL: 'info',
    });
    await relay.#program.untilReady();
    return relay;
  }

  /** Starts a server on a port of its own and waits until it answers: the process, and its address without a path. */
  static async server(url: string, secret: string): Promise<{ server: RealProcess; url: string }> {
    const env = { AUTH_SECRET: secret, PORT: '0', GRAPHILE_ENV: 'production', ...WIDE_LIMITS };
    const server = new RealProcess('server', url, env);
    const { url: answers = '' } = await server.#program.untilReady();
    return { server, url: new URL(answers).origin };
  }

  get pid(): number {
    return this.#program.pid;
  }

  /** kill -9; waits until it is gone. Throws, with its output, when it had ended by itself. */
  async kill(): Promise<void> {
    if (this.#program.hasEnded()) throw new Error(`A process ended by itself:\n${this.#program.said()}`);
    await this.#program.kill();
  }

  /** Makes sure that it is gone, however it ended. */
  async end(): Promise<void> {
    await this.#program.kill();
  }
}
