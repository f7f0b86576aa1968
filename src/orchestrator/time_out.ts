import { keepAlarm } from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import { readDue } from '../database/reads.ts';
import { DraftError } from '../draft/errors.ts';
import { BATCH, type PickDueOptions, pickDue } from './pick_due.ts';

/** A draft that somebody holds for longer than this many waits is left to the retry of its job. */
const MOST_WAITS = 5;

export interface TimeOutOptions extends PickDueOptions {
  /** Ends the work after the batch under way. */
  signal?: AbortSignal;
}

/**
 * The clock of a draft ran out: picks for it, and with it for every other draft that is due. Three steps, no lock held
 * across them: read what is due, choose, apply in one statement. What another version overtook goes round again;
 * it ends only when the own draft is no longer due.
 *
 * Throws only for what is not a draft's fault: the database gone, or the draft held by somebody for seconds.
 */
export async function timeOut(db: Queryable, draftId: string, options: TimeOutOptions): Promise<void> {
  let ownPicked = false;
  let waits = 0;
  while (!options.signal?.aborted) {
    const due = await readDue(db, draftId, BATCH);
    if (due[0]?.draftId !== draftId) break;
    try {
      const answers = await pickDue(db, due, draftId, options);
      ownPicked ||= answers.some((answer) => answer.draftId === draftId && answer.outcome === 'picked');
    } catch (error) {
      waits += 1;
      const isHeld = error instanceof DraftError && error.code === 'DRAFT_BUSY';
      if (!isHeld || waits === MOST_WAITS) throw error;
    }
  }
  // The job that is running is about to be deleted. A pick has set the next alarm; otherwise look.
  if (!ownPicked) await keepAlarm(db, draftId);
}
