import { setTimeout as sleep } from 'node:timers/promises';
import { keepAlarm } from '../database/alarms.ts';
import { readDue } from '../database/picks.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import type { ReadDraft } from './draft_memory.ts';
import { isDone, noteFailure, type PickDueOptions, pickDue } from './pick_due.ts';

/** Drafts picked for in one statement. */
const BATCH = 200;
/** A draft that has been due for this long was left behind: no precise alarm rang for it. */
const LEFT_BEHIND_MS = 1_000;
const STAND_ASIDE_MS = 1_000;
/** A draft that somebody holds for longer than this many waits is left to the retry of its job. */
const MOST_WAITS = 5;

export interface TimeOutOptions extends PickDueOptions {
  /** For how long a precise alarm has the first right, in milliseconds. */
  giveWayMs?: number;
  /** Ends the work after the batch under way. */
  signal?: AbortSignal;
}

/**
 * The clock of a draft ran out: picks for it, and with it for every other draft that was left behind. Three steps, no lock
 * held across them: read what is due, choose, apply in one statement. What another version overtook goes round again;
 * it ends only when the own draft is no longer due, or somebody else goes on picking for it. Answers whether it was needed.
 *
 * A precise alarm has the first right, since its picks cost a tenth of a job's: a draft that is due only now is given to it
 * for a moment.
 *
 * Throws only for what is not a draft's fault: the database gone, or the draft held by somebody for seconds.
 */
export async function timeOut(db: Queryable, draftId: string, options: TimeOutOptions): Promise<boolean> {
  const { memory, observer, signal, giveWayMs = LEFT_BEHIND_MS } = options;
  /** The own draft and those left behind; null when the own one is not due. */
  async function read(): Promise<ReadDraft[] | null> {
    const startedAt = performance.now();
    const due = await memory.learn(db, await readDue(db, draftId, BATCH, giveWayMs));
    observer.measured?.('read', performance.now() - startedAt, due.length);
    return due[0]?.draft.draftId === draftId ? due : null;
  }
  /**
   * The same after the own draft was read at that pick. Where another one is due by now, and not for long, somebody else is picking for the
   * draft: on autopilot the next pick is due at once, and a job that went on would read the whole board for each of them.
   */
  async function readAfter(pickNumber: number): Promise<ReadDraft[] | null> {
    const again = await read();
    const isOthers = again?.[0] && again[0].draft.pickNumber !== pickNumber && again[0].overdueMs < giveWayMs;
    return isOthers ? null : again;
  }
  let due = await read();
  if (due?.[0] && due[0].overdueMs < giveWayMs) {
    await pause(giveWayMs, signal);
    due = await readAfter(due[0].draft.pickNumber);
  }

  let isOwnArmed = false;
  let waits = 0;
  while (due !== null && !signal?.aborted) {
    const pickNumber = due[0]?.draft.pickNumber ?? 0;
    let isOvertaken = false;
    try {
      const drafts = due.map(({ draft }) => draft);
      const { answers, failures, deliberating } = await pickDue(db, drafts, draftId, options);
      const own = answers.find((answer) => answer.draftId === draftId);
      isOwnArmed ||= own !== undefined && isDone(own);
      isOvertaken = own?.outcome === 'stale';
      for (const failure of failures) await noteFailure(db, failure, observer);
      // All others are picked for by now; these answer within a fifth of a second.
      await Promise.all(deliberating.map(({ answered }) => answered));
    } catch (error) {
      waits += 1;
      const isHeld = error instanceof DraftError && error.code === 'DRAFT_BUSY';
      if (!isHeld || waits === MOST_WAITS) throw error;
    }
    due = await (isOvertaken ? readAfter(pickNumber) : read());
  }
  // The job that is running is about to be deleted. What was done has set the next alarm; otherwise look.
  if (!isOwnArmed) await keepAlarm(db, draftId);
  return isOwnArmed;
}

let lastNotNeeded = Number.NEGATIVE_INFINITY;

/**
 * What a job does that was not needed, since an alarm was faster: nothing, for a second, when that happens again and
 * again. A worker that is free fetches the next job that is due, and so locks it just when the alarm wants to move it.
 */
export async function standAside(signal?: AbortSignal): Promise<void> {
  const isRare = performance.now() - lastNotNeeded > STAND_ASIDE_MS;
  lastNotNeeded = performance.now();
  if (!isRare) await pause(STAND_ASIDE_MS, signal);
}

/** Ends early, and not in an error, when the signal aborts. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal && { signal }).catch(() => undefined);
}
