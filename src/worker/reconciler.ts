import { rearm, sweepJobs, type Ticked } from '../database/alarms.ts';
import { removeExpiredPreviews } from '../database/previews.ts';
import type { Queryable } from '../database/queryable.ts';
import { takeOverProcess } from '../database/workers.ts';
import type { Log } from '../telemetry/log.ts';

/** Drafts that are taken over from a dead process in one statement; the next tick goes on with more. */
const MOST_TAKEN_OVER = 200;
const SWEEP_EVERY_MS = 10_000;
/** Previews that are thrown away in one statement, which takes some milliseconds, and in one sweep. */
const PREVIEWS_AT_ONCE = 5;
const MOST_PREVIEWS = 100;

/** What a tick found to repair: drafts without an alarm that would ring, and dead processes. */
export type Broken = Pick<Ticked, 'unarmed' | 'dead'>;

/**
 * Repairs alarms, whatever became of their jobs (locked by a process that died, deleted, exhausted): a draft whose alarm would not
 * ring gets another, and what dead processes had locked is taken over. Now and then it throws away previews whose day is over. It works in the background: no tick waits for it.
 */
export class Reconciler {
  readonly #db: Queryable;
  readonly #log: Log;
  #repairing: Promise<void> | null = null;
  #sweptAt = performance.now();

  constructor(db: Queryable, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  /** Begins to repair, unless a repair is under way: the next tick lists again what is still broken. */
  repair(broken: Broken): void {
    this.#repairing ??= this.#repairAll(broken)
      .catch((error: unknown) =>
        this.#log.warn({ err: error }, 'Could not repair alarms; the next tick tries again'),
      )
      .finally(() => {
        this.#repairing = null;
      });
  }

  /** Waits for the repair under way. */
  async settled(): Promise<void> {
    await this.#repairing;
  }

  async #repairAll({ unarmed, dead }: Broken): Promise<void> {
    if (unarmed.length > 0) {
      const drafts = await rearm(this.#db, unarmed);
      // A draft that another transaction holds is listed again by the next tick.
      if (drafts > 0) this.#log.warn({ drafts }, 'Drafts had no alarm that would ring; it is set anew');
    }
    for (const process of dead) {
      const drafts = await takeOverProcess(this.#db, process, MOST_TAKEN_OVER);
      this.#log.warn({ process, drafts }, 'A worker process died; what it had locked is taken over');
    }
    if (performance.now() - this.#sweptAt > SWEEP_EVERY_MS) {
      this.#sweptAt = performance.now();
      const jobs = await sweepJobs(this.#db);
      if (jobs > 0) this.#log.info({ jobs }, 'Removed jobs that were locked by processes that are gone');
      await this.#removePreviews();
    }
  }

  async #removePreviews(): Promise<void> {
    let previews = 0;
    for (let removed = PREVIEWS_AT_ONCE; removed === PREVIEWS_AT_ONCE && previews < MOST_PREVIEWS; ) {
      removed = await removeExpiredPreviews(this.#db, PREVIEWS_AT_ONCE);
      previews += removed;
    }
    if (previews > 0) this.#log.info({ previews }, 'Threw previews away whose day is over');
  }
}
