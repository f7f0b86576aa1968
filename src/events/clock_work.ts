import type { Queryable } from '../database/queryable.ts';
import { readTick } from '../database/tick.ts';
import type { TimeOutObserver } from '../orchestrator/pick_due.ts';
import { PoolCache } from '../orchestrator/pool_cache.ts';
import { ring } from '../orchestrator/ring.ts';
import type { Log } from '../telemetry/log.ts';
import { announcePicks } from './announce_picks.ts';
import { Announcer } from './announcer.ts';

/** Instants that one tick tells at most: a herd of more is told by the next. */
const MOST_INSTANTS = 20_000;

/** What the precise alarm does for drafts: the same as the draft_timeout task, for many at once. */
export function clockWork(db: Queryable, observer: TimeOutObserver, log: Log) {
  const announcer = new Announcer(db, (error) => log.warn({ err: error }, 'Could not announce picks'));
  const options = { pools: new PoolCache(), observer: announcePicks(announcer, observer) };
  return {
    async tick(processId: string, aheadMs: number) {
      const { at, live, drafts, due } = await readTick(db, processId, aheadMs, MOST_INSTANTS);
      return { at, live, soon: (drafts ?? []).map((key, i) => ({ key, at: due?.[i] ?? at })) };
    },
    ring: (draftIds: readonly string[]) => ring(db, draftIds, options),
    settled: () => announcer.settled(),
    onFailure(error: unknown, doing: string) {
      log.warn({ err: error, doing }, 'The precise alarm failed; the jobs behind it go on');
    },
  };
}
