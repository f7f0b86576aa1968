import { rearmOverdue } from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import { readTick } from '../database/tick.ts';
import { Bell, type RungDrafts } from '../orchestrator/bell.ts';
import { DraftMemory } from '../orchestrator/draft_memory.ts';
import type { TimeOutObserver } from '../orchestrator/pick_due.ts';
import { Starter } from '../orchestrator/starter.ts';
import type { Log } from '../telemetry/log.ts';
import { announcePicks } from './announce_picks.ts';
import { Announcer } from './announcer.ts';
import { listenForHints } from './hints.ts';

/** Instants that one tick tells at most: a herd of more is told by the next. */
const MOST_INSTANTS = 20_000;
/** A draft that has been due for longer has lost its alarm, in all likelihood. */
const OVERDUE_SECONDS = 5;
const MOST_REARMED_AT_ONCE = 200;
/** What tells the start of a draft from its deadline, among keys. */
const START = 'start:';

type Hear = (key: string, at: number | null) => void;

/**
 * What the precise alarm does for drafts: the same as the tasks draft_timeout and draft_start, for many at once. Each tick
 * also stands behind the jobs: whatever became of one (locked by a process that died, deleted, exhausted), it is set anew.
 */
export function clockWork(db: Queryable, listenUrl: string | null, observer: TimeOutObserver, log: Log) {
  const announcer = new Announcer(
    db,
    (error) => log.warn({ err: error }, 'Could not announce picks'),
    observer,
  );
  const memory = new DraftMemory();
  const bell = new Bell(db, { memory, observer: announcePicks(announcer, observer) }, (error) =>
    log.warn({ err: error }, 'Could not note that a pick failed; it is tried again at once'),
  );
  const starter = new Starter(db, {
    started: (draftId, version) => announcer.announce({ draftId, version }),
    notStarted: (draftId, error) =>
      log.warn({ err: error, draftId }, 'Could not open a draft at its start; its job tries again'),
  });
  return {
    async tick(processId: string, aheadMs: number) {
      const askedAt = performance.now();
      const { at, live, drafts, starts } = await readTick(db, processId, aheadMs, MOST_INSTANTS);
      observer.measured?.('tick', performance.now() - askedAt, drafts.length);
      for (const [draftId, , version] of drafts) memory.isAt(draftId, version);
      if (drafts.some(([, dueAt]) => dueAt < at - OVERDUE_SECONDS * 1_000)) await rearm(db, log);
      const soon = [
        ...drafts.map(([key, dueAt]) => ({ key, at: dueAt })),
        ...starts.map(([draftId, startsAt]) => ({ key: START + draftId, at: startsAt })),
      ];
      return { at, live, soon };
    },
    async ring(keys: readonly string[]): Promise<RungDrafts> {
      const starts = keys.filter(isStart);
      starter.start(starts.map((key) => key.slice(START.length)));
      return bell.ring(starts.length === 0 ? keys : keys.filter((key) => !isStart(key)));
    },
    prepare: (keys: readonly string[]) => bell.prepare(keys.filter((key) => !isStart(key))),
    hints(hear: Hear, signal: AbortSignal) {
      if (listenUrl === null) return;
      const ears = {
        changed(draftId: string, version: number, deadline: number | null) {
          memory.isAt(draftId, version);
          if (deadline !== null) hear(draftId, deadline);
        },
        missed: () => hear('', null),
      };
      listenForHints(listenUrl, ears, signal, log);
    },
    async settled() {
      await starter.settled();
      await bell.settled();
      await announcer.settled();
    },
    onFailure(error: unknown, doing: string) {
      log.warn({ err: error, doing }, 'The precise alarm failed; the jobs behind it go on');
    },
  };
}

const isStart = (key: string) => key.startsWith(START);

async function rearm(db: Queryable, log: Log): Promise<void> {
  const rearmed = await rearmOverdue(db, OVERDUE_SECONDS, MOST_REARMED_AT_ONCE);
  if (rearmed > 0) log.warn({ rearmed }, 'Drafts were overdue; their alarms are set anew');
}
