import type { Listener } from '../database/listen.ts';
import { registerProcess, type WorkerProcess } from '../database/workers.ts';
import type { Log } from '../telemetry/log.ts';

/**
 * Shows the other processes that this one lives: it is registered on the connection that listens, for as long as that lasts.
 * Should the database no longer know of it (the connection died unnoticed, or the others took the process for dead), the
 * connection is given up, and the next one registers it anew.
 */
export class Presence {
  readonly #process: WorkerProcess;
  readonly #log: Log;
  #registered: Listener | null = null;

  constructor(process: WorkerProcess, log: Log) {
    this.#process = process;
    this.#log = log;
  }

  /** A connection listens. */
  async began(listener: Listener): Promise<void> {
    await registerProcess(listener, this.#process);
    this.#registered = listener;
  }

  /** What a tick said, and when it was asked whom it is about: whether the process is registered. */
  told(isRegistered: boolean, asked: Listener | null): void {
    if (isRegistered || asked === null || asked !== this.#registered) return;
    this.#log.warn(this.#process, 'The others no longer know that this process lives; it registers anew');
    this.#registered = null;
    asked.close();
  }

  /** The connection that a tick is asked about. */
  get current(): Listener | null {
    return this.#registered;
  }
}
