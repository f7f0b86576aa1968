import { readTick } from '../database/alarms.ts';
import type { Listener } from '../database/listen.ts';
import type { Queryable } from '../database/queryable.ts';
import { unregisterProcess, type WorkerProcess } from '../database/workers.ts';
import { Announcer } from '../events/announcer.ts';
import { Deliberations, type ExternalStrategies } from '../orchestrator/deliberations.ts';
import { DraftMemory } from '../orchestrator/draft_memory.ts';
import type { TimeOutObserver } from '../orchestrator/pick_due.ts';
import type { Log } from '../telemetry/log.ts';
import type { AlarmDoing } from '../telemetry/signals.ts';
import { type SpanAbout, within } from '../telemetry/spans.ts';
import { announcePicks } from './announce_picks.ts';
import { DeadlinePicker, type RingResult } from './deadline_picker.ts';
import { listenForHints } from './hints.ts';
import { Presence } from './presence.ts';
import { Reconciler } from './reconciler.ts';
import { Starter } from './starter.ts';

/** Instants that one tick lists at most: further ones are listed by the next. */
const MOST_INSTANTS = 20_000;
/** Failures of one kind that follow each other faster are logged as `debug`. */
const TELL_EVERY_MS = 1_000;
const TICK: SpanAbout = { name: 'alarm tick', begins: true };
const RING: SpanAbout = { name: 'alarm ring', begins: true };
/** Begins the keys of scheduled starts, to tell them from deadlines. */
const START = 'start:';

type Hear = (key: string, at: number | null) => void;

/** What the alarm's work for drafts needs: which process this is, where it listens, and what observes it. */
export interface DraftAlarmOptions {
  readonly process: WorkerProcess;
  /** Where a connection of its own listens for hints and holds the advisory lock that shows the process lives. Null: neither. */
  readonly listenUrl: string | null;
  readonly observer: TimeOutObserver;
  /** Strategies that are waited for; there are none unless told. */
  readonly strategies?: ExternalStrategies;
  readonly log: Log;
}

/**
 * What the precise alarm does for drafts: the same as the tasks draft_timeout and draft_start, for many at once. Each tick also
 * repairs alarms that would not ring, and takes over from dead processes.
 */
export function draftAlarm(
  db: Queryable,
  { process, listenUrl, observer, strategies, log }: DraftAlarmOptions,
) {
  const presence = new Presence(process, log);
  const announcer = new Announcer(
    db,
    (error) => log.warn({ err: error }, 'Could not announce picks'),
    observer,
  );
  const memory = new DraftMemory();
  const picking = {
    ...{ memory, observer: announcePicks(announcer, observer) },
    ...(strategies && { deliberations: new Deliberations(strategies) }),
  };
  const picker = new DeadlinePicker(db, picking, (error) =>
    log.warn({ err: error }, 'Could not note that a pick failed; it is tried again at once'),
  );
  const starter = new Starter(db, {
    started: (draftId, version) => announcer.announce({ draftId, version }),
    notStarted: (draftId, error) =>
      log.warn({ err: error, draftId }, 'Could not open a draft at its start; its job tries again'),
  });
  const reconciler = new Reconciler(db, log);
  /** Drafts of rings that failed, until this process picks again or they are due no more: somebody else could pick. */
  const failed = new Set<string>();
  /** The span of the last tick, where it was recorded: rings point to what told them the instant. */
  let ticked: string | null = null;
  /** While what is new of players is being read. */
  let refreshing: Promise<void> | null = null;
  /** When a failure of each kind was last logged: rings are tried again many times a second. */
  const toldAt = new Map<AlarmDoing, number>();
  return {
    async tick(processId: string, aheadMs: number, failure: string | null) {
      const askedAt = performance.now();
      const asked = presence.current;
      const failedBefore = [...failed];
      // A process that cannot pick gives no sign of life, so that a time in which none can counts as an outage.
      const isAble = failedBefore.length === 0;
      const told = await within(TICK, (span) => {
        ticked = span.traceparent;
        return readTick(db, { processId, aheadMs, most: MOST_INSTANTS, isAble, failure });
      });
      const { at, live, drafts, starts } = told;
      observer.measured?.('tick', performance.now() - askedAt, drafts.length);
      presence.told(told.registered, asked);
      if (failedBefore.length > 0) {
        const due = new Set(drafts.filter(([, dueAt]) => dueAt <= at).map(([draftId]) => draftId));
        for (const draftId of failedBefore) if (!due.has(draftId)) failed.delete(draftId);
      }
      for (const [draftId, , version] of drafts) memory.isAt(draftId, version);
      reconciler.repair(told);
      refreshing ??= memory.pools
        .refresh(db)
        .catch((error: unknown) => log.debug({ err: error }, 'Could not read what is new of players'))
        .finally(() => {
          refreshing = null;
        });
      const soon = [
        ...drafts.map(([key, dueAt]) => ({ key, at: dueAt })),
        ...starts.map(([draftId, startsAt]) => ({ key: START + draftId, at: startsAt })),
      ];
      return { at, live, soon };
    },
    async ring(keys: readonly string[]): Promise<RingResult> {
      const starts = keys.filter(isStart);
      starter.start(starts.map((key) => key.slice(START.length)));
      const drafts = starts.length === 0 ? keys : keys.filter((key) => !isStart(key));
      try {
        const rung = await within(RING, async (span) => {
          if (ticked !== null) span.link(ticked);
          span.set({ 'draft.count': drafts.length });
          return picker.ring(drafts);
        });
        // One that found every draft locked, by jobs that fail like this process, shows nothing.
        if (rung.hasWritten) failed.clear();
        return rung;
      } catch (error) {
        for (const draftId of drafts) failed.add(draftId);
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
      await refreshing;
      await announcer.settled();
      await reconciler.settled();
    },
    async left() {
      // Where that fails, other processes notice that its advisory lock is gone.
      await unregisterProcess(db, process.id).catch((error: unknown) =>
        log.debug(
          { err: error },
          'Could not unregister this process; the other processes will notice that it is gone',
        ),
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
