import type { Listener } from '../database/listen.ts';
import { registerProcess, type WorkerProcess } from '../database/workers.ts';
import type { Log } from '../telemetry/log.ts';

/**
 * Shows other processes that this one lives: it is registered on the connection that listens, which holds an advisory lock for as
 * long as it lasts. When the registration is gone (the connection died unnoticed, or another process took this one for dead), the
 * connection is closed, and the next one registers the process anew.
 */
export class Presence {
  readonly #process: WorkerProcess;
  readonly #log: Log;
  #registered: Listener | null = null;

  constructor(process: WorkerProcess, log: Log) {
    this.#process = process;
    this.#log = log;
  }

  /** Called when a connection listens: registers the process on it. */
  async began(listener: Listener): Promise<void> {
    await registerProcess(listener, this.#process);
    this.#registered = listener;
  }

  /** Takes in a tick: whether the process is registered, and which connection was current when the tick was sent. */
  told(isRegistered: boolean, asked: Listener | null): void {
    if (isRegistered || asked === null || asked !== this.#registered) return;
    this.#log.warn(this.#process, 'The registration of this process is gone; it registers anew');
    this.#registered = null;
    asked.close();
  }

  /** The connection on which the process is registered. */
  get current(): Listener | null {
    return this.#registered;
  }
}
