import { type ProcessEnd, Program } from '../processes/program.ts';
import type { Readiness } from '../telemetry/readiness.ts';
import { DemoStopped } from './demo_stopped.ts';

/** A process that was asked to stop and has not after this long is killed. */
const STOP_WITHIN_MS = 10_000;
/** The end of its output, for the message when it fails. */
const KEPT_CHARACTERS = 4_000;

type Command = 'worker' | 'server';

/** The processes that serve the demo: one server, and one worker after the other. */
export class Crew {
  readonly #databaseUrl: string;
  readonly #stopping: AbortController;
  readonly #running = new Map<Program, Command>();
  /** Those that were asked to stop. */
  readonly #asked = new Set<Program>();
  /** How each process ended that was asked to stop. */
  readonly ends: { command: string; end: ProcessEnd }[] = [];

  /** A process that ends by itself stops the demo. */
  constructor(databaseUrl: string, stopping: AbortController) {
    this.#databaseUrl = databaseUrl;
    this.#stopping = stopping;
  }

  /** Starts `draft-orchestrator worker` and waits until it looks for what is due. */
  async startWorker(): Promise<void> {
    await this.#start('worker', {});
  }

  /** Starts `draft-orchestrator server` on any free port; answers its address, without a path. */
  async startServer(secret: string): Promise<string> {
    const { url } = await this.#start('server', { AUTH_SECRET: secret, HOST: '127.0.0.1', PORT: '0' });
    return new URL(url ?? '').origin;
  }

  /** Stops the processes of one kind, or all, each in order: nothing of them is left afterwards. */
  async stop(wanted?: Command): Promise<void> {
    for (const [program, command] of this.#running) {
      if (wanted !== undefined && command !== wanted) continue;
      this.#asked.add(program);
      const end = await program.stop(STOP_WITHIN_MS);
      if (this.#running.delete(program)) this.ends.push({ command, end });
    }
  }

  #start(command: Command, settings: Readonly<Record<string, string>>): Promise<Readiness> {
    this.#stopping.signal.throwIfAborted();
    const program = new Program({
      args: ['src/main.ts', command],
      env: {
        ...process.env,
        ...{ GRAPHILE_ENV: 'production', LOG_LEVEL: 'info', ...settings },
        ...{ DATABASE_URL: this.#databaseUrl, DATABASE_DIRECT_URL: this.#databaseUrl },
      },
      keptCharacters: KEPT_CHARACTERS,
      // A group of its own: Ctrl-C reaches the demo alone, which then stops it in order.
      detached: process.platform !== 'win32',
    });
    this.#running.set(program, command);
    void program.ended().then((end) => {
      if (this.#asked.has(program)) return;
      const said = `The ${command} process ended by itself (${end}). It said last:\n${program.said()}`;
      this.#stopping.abort(new DemoStopped(said));
    });
    return program.untilReady(this.#stopping.signal);
  }
}
