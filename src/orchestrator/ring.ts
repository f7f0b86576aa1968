import type { Queryable } from '../database/queryable.ts';
import { readDue } from '../database/reads.ts';
import { type PickDueOptions, pickDue } from './pick_due.ts';

/** What came of a ring: when the drafts that were picked for are due next, and which were held by somebody. */
export interface RungDrafts {
  /** Milliseconds since 1970, not before the deadline. */
  next: { key: string; at: number }[];
  held: string[];
}

/**
 * Picks for those of the drafts that are due, as their jobs would, and moves the jobs on. Nothing is waited for: a draft
 * that somebody holds is told, and one that is not due, or that somebody else picked for, is left alone.
 */
export async function ring(
  db: Queryable,
  draftIds: readonly string[],
  options: PickDueOptions,
): Promise<RungDrafts> {
  const answers = await pickDue(db, await readDue(db, null, 0, draftIds), null, options);
  return {
    // A deadline is kept in microseconds and read in milliseconds, cut off: the next one is not before it.
    next: answers.flatMap(({ draftId, outcome, nextDeadline }) =>
      outcome === 'picked' && nextDeadline ? [{ key: draftId, at: nextDeadline.getTime() + 1 }] : [],
    ),
    held: answers.filter(({ outcome }) => outcome === 'skipped').map(({ draftId }) => draftId),
  };
}
