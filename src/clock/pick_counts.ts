import type { Queryable } from '../database/queryable.ts';
import { notePicks } from '../database/workers.ts';
import type { Log } from '../telemetry/log.ts';
import { clockLatenessMs } from '../telemetry/measure.ts';
import { listen } from '../telemetry/signals.ts';

/** A pick of the clock is late above this, in milliseconds: what is promised, as in ops/prometheus/alerts.yaml. */
const LATE_ABOVE_MS = 100;
const WRITE_EVERY_MS = 10_000;

/** What was counted since it was written last. */
export interface PickCounts {
  /** Writes it now. Where that fails it is kept for the next time. */
  write(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Counts in the database how many picks the clock of this process made and how many were late: `status` tells of the last hours and of
 * thirty days, also where nobody keeps metrics. A process that makes no picks writes nothing; one that dies loses ten seconds of counts.
 */
export function countPicks(db: Queryable, log: Log): PickCounts {
  let picks = 0;
  let late = 0;
  const end = listen({
    picked: (pick) => {
      const ms = clockLatenessMs(pick);
      if (ms === null) return;
      picks += 1;
      if (ms > LATE_ABOVE_MS) late += 1;
    },
  });
  async function write(): Promise<void> {
    if (picks === 0) return;
    const counted = { picks, late };
    picks = 0;
    late = 0;
    try {
      await notePicks(db, counted.picks, counted.late);
    } catch (error) {
      picks += counted.picks;
      late += counted.late;
      log.debug({ err: error }, 'Cannot count picks now; trying again soon');
    }
  }
  let writing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    writing = write();
  }, WRITE_EVERY_MS).unref();
  return {
    write,
    async stop() {
      clearInterval(timer);
      end();
      await writing;
      await write();
    },
  };
}
