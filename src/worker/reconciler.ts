import { rearm, sweepJobs, type Ticked } from '../database/alarms.ts';
import type { Queryable } from '../database/queryable.ts';
import { takeOverProcess } from '../database/workers.ts';
import type { Log } from '../telemetry/log.ts';

/** Of one dead process so many drafts are taken over in one statement; the next tick goes on. */
const MOST_TAKEN_OVER = 200;
const SWEEP_EVERY_MS = 10_000;

/** What a tick found broken. */
export type Broken = Pick<Ticked, 'unarmed' | 'dead'>;

/**
 * Stands behind the jobs, whatever became of one (locked by a process that died, deleted, exhausted): drafts whose alarm
 * would not ring get another, and what dead processes left locked is taken over. Beside everything else: no tick waits for it.
 */
export class Reconciler {
  readonly #db: Queryable;
  readonly #log: Log;
  #mending: Promise<void> | null = null;
  #sweptAt = performance.now();

  constructor(db: Queryable, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  /** Begins to mend, unless that goes on already: the next tick tells again what is still broken. */
  mend(broken: Broken): void {
    this.#mending ??= this.#mendAll(broken)
      .catch((error: unknown) => this.#log.warn({ err: error }, 'Could not mend; the next look tries again'))
      .finally(() => {
        this.#mending = null;
      });
  }

  /** Waits for what is being mended. */
  async settled(): Promise<void> {
    await this.#mending;
  }

  async #mendAll({ unarmed, dead }: Broken): Promise<void> {
    if (unarmed.length > 0) {
      const drafts = await rearm(this.#db, unarmed);
      // One that somebody holds right now is seen again by the next tick.
      if (drafts > 0) this.#log.warn({ drafts }, 'Drafts had no alarm that would ring; it is set anew');
    }
    for (const process of dead) {
      const drafts = await takeOverProcess(this.#db, process, MOST_TAKEN_OVER);
      this.#log.warn({ process, drafts }, 'A worker process died; what it had locked is taken over');
    }
    if (performance.now() - this.#sweptAt > SWEEP_EVERY_MS) {
      this.#sweptAt = performance.now();
      const jobs = await sweepJobs(this.#db);
      if (jobs > 0) this.#log.info({ jobs }, 'Removed jobs that nobody could end any more');
    }
  }
}
