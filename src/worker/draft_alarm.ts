import { readTick } from '../database/alarms.ts';
import type { Listener } from '../database/listen.ts';
import type { Queryable } from '../database/queryable.ts';
import { unregisterProcess, type WorkerProcess } from '../database/workers.ts';
import { Announcer } from '../events/announcer.ts';
import { DraftMemory } from '../orchestrator/draft_memory.ts';
import type { TimeOutObserver } from '../orchestrator/pick_due.ts';
import type { Log } from '../telemetry/log.ts';
import type { AlarmDoing } from '../telemetry/metrics.ts';
import { announcePicks } from './announce_picks.ts';
import { DeadlinePicker, type RingResult } from './deadline_picker.ts';
import { listenForHints } from './hints.ts';
import { Presence } from './presence.ts';
import { Reconciler } from './reconciler.ts';
import { Starter } from './starter.ts';

/** Instants that one tick tells at most: a herd of more is told by the next. */
const MOST_INSTANTS = 20_000;
/** A draft that has been due for longer than a tick and a ring take. */
const LEFT_UNDONE_MS = 2_000;
/** Failures of one kind that follow each other faster are for the log's finest level. */
const TELL_EVERY_MS = 1_000;
/** What tells the start of a draft from its deadline, among keys. */
const START = 'start:';

type Hear = (key: string, at: number | null) => void;

/** What the work of a clock needs: who does it, where it hears of the others, and who hears of it. */
export interface DraftAlarmOptions {
  readonly process: WorkerProcess;
  /** A connection of its own listens there, and shows that the process lives. Null: neither. */
  readonly listenUrl: string | null;
  readonly observer: TimeOutObserver;
  readonly log: Log;
}

/**
 * What the precise alarm does for drafts: the same as the tasks draft_timeout and draft_start, for many at once. Each tick
 * also mends what others left broken.
 */
export function draftAlarm(db: Queryable, { process, listenUrl, observer, log }: DraftAlarmOptions) {
  const presence = new Presence(process, log);
  const announcer = new Announcer(
    db,
    (error) => log.warn({ err: error }, 'Could not announce picks'),
    observer,
  );
  const memory = new DraftMemory();
  const picker = new DeadlinePicker(db, { memory, observer: announcePicks(announcer, observer) }, (error) =>
    log.warn({ err: error }, 'Could not note that a pick failed; it is tried again at once'),
  );
  const starter = new Starter(db, {
    started: (draftId, version) => announcer.announce({ draftId, version }),
    notStarted: (draftId, error) =>
      log.warn({ err: error, draftId }, 'Could not open a draft at its start; its job tries again'),
  });
  const reconciler = new Reconciler(db, log);
  let isAble = true;
  /** When a failure of each kind was last told of: rings are tried again many times a second. */
  const toldAt = new Map<AlarmDoing, number>();
  return {
    async tick(processId: string, aheadMs: number, failure: string | null) {
      const askedAt = performance.now();
      const asked = presence.current;
      const ticked = await readTick(db, { processId, aheadMs, most: MOST_INSTANTS, isAble, failure });
      const { at, live, drafts, starts } = ticked;
      observer.measured?.('tick', performance.now() - askedAt, drafts.length);
      presence.told(ticked.registered, asked);
      // With nothing left undone there is nothing that could not be done.
      if (!drafts.some(([, dueAt]) => dueAt < at - LEFT_UNDONE_MS)) isAble = true;
      for (const [draftId, , version] of drafts) memory.isAt(draftId, version);
      reconciler.mend(ticked);
      const soon = [
        ...drafts.map(([key, dueAt]) => ({ key, at: dueAt })),
        ...starts.map(([draftId, startsAt]) => ({ key: START + draftId, at: startsAt })),
      ];
      return { at, live, soon };
    },
    async ring(keys: readonly string[]): Promise<RingResult> {
      const starts = keys.filter(isStart);
      starter.start(starts.map((key) => key.slice(START.length)));
      try {
        const rung = await picker.ring(starts.length === 0 ? keys : keys.filter((key) => !isStart(key)));
        isAble = true;
        return rung;
      } catch (error) {
        isAble = false;
        throw error;
      }
    },
    prepare: (keys: readonly string[]) => picker.prepare(keys.filter((key) => !isStart(key))),
    hints(hear: Hear, signal: AbortSignal) {
      if (listenUrl === null) return;
      const handlers = {
        changed(draftId: string, version: number, deadline: number | null) {
          memory.isAt(draftId, version);
          if (deadline !== null) hear(draftId, deadline);
        },
        missed: () => hear('', null),
        began: (listener: Listener) => presence.began(listener),
      };
      listenForHints(listenUrl, handlers, signal, log);
    },
    async settled() {
      await starter.settled();
      await picker.settled();
      await announcer.settled();
      await reconciler.settled();
    },
    async left() {
      // Where that fails the others find out by themselves.
      await unregisterProcess(db, process.id).catch((error: unknown) =>
        log.debug({ err: error }, 'Could not say goodbye'),
      );
    },
    onFailure(error: unknown, doing: AlarmDoing) {
      observer.alarmFailed?.(doing);
      const now = performance.now();
      const isTold = now - (toldAt.get(doing) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY_MS;
      if (!isTold) toldAt.set(doing, now);
      log[isTold ? 'debug' : 'warn'](
        { err: error, doing },
        'The precise alarm failed and tries again; the jobs behind it go on',
      );
    },
  };
}

const isStart = (key: string) => key.startsWith(START);
