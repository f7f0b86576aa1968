import type { JudgedPick } from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import type { ReadDraft } from './draft_memory.ts';
import { type Failure, noteFailure, type PickDueOptions, pickDue } from './pick_due.ts';
import type { WarmDraft } from './warm_draft.ts';

/** A choice that another change overtook is made anew at once; after so many times the next ring goes on. */
const MOST_ROUNDS = 3;

/** Drafts and when they are due. Milliseconds since 1970, not before the deadline. */
export interface DueAt {
  readonly key: string;
  readonly at: number;
}

/** What came of a ring: when the drafts are due next, and which were held by somebody. */
export interface RungDrafts {
  readonly next: DueAt[];
  readonly held: string[];
}

/** Picks at the instant, for drafts that are remembered without reading anything first. */
export class Bell {
  readonly #db: Queryable;
  readonly #options: PickDueOptions;
  readonly #onFailure: (error: unknown) => void;
  /** Failures on their way into the database. Their drafts are left alone until they are noted. */
  readonly #noting = new Map<string, Promise<void>>();

  /** @param onFailure hears when a failure could not be noted; the draft is then simply still due */
  constructor(db: Queryable, options: PickDueOptions, onFailure: (error: unknown) => void) {
    this.#db = db;
    this.#options = options;
    this.#onFailure = onFailure;
  }

  /** Reads ahead those of the drafts that are not remembered, so that nothing is left to be read at their instant. */
  async prepare(draftIds: readonly string[]): Promise<void> {
    const { memory } = this.#options;
    const unknown = draftIds.filter((draftId) => !memory.get(draftId));
    if (unknown.length > 0) await memory.read(this.#db, unknown);
  }

  /**
   * Picks for those of the drafts that are due, as their jobs would, and moves the jobs on. Nothing is waited for: a draft
   * that somebody holds is told, and one that is not due, or that somebody else picked for, is left alone.
   */
  async ring(draftIds: readonly string[]): Promise<RungDrafts> {
    const next: DueAt[] = [];
    const held: string[] = [];
    let wanted = draftIds.filter((draftId) => !this.#noting.has(draftId));
    for (let round = 0; wanted.length > 0 && round < MOST_ROUNDS; round += 1) {
      const { due, later } = await this.#recall(wanted);
      next.push(...later);
      const { answers, failures } = await pickDue(this.#db, due, null, this.#options);
      for (const failure of failures) this.#note(failure);
      next.push(...answers.flatMap(nextOf));
      held.push(...answers.filter(({ outcome }) => outcome === 'skipped').map(({ draftId }) => draftId));
      wanted = answers.filter(({ outcome }) => outcome === 'stale').map(({ draftId }) => draftId);
    }
    return { next, held };
  }

  /** Waits until every failure is noted. */
  async settled(): Promise<void> {
    await Promise.all(this.#noting.values());
  }

  async #recall(draftIds: readonly string[]): Promise<{ due: WarmDraft[]; later: DueAt[] }> {
    const due: WarmDraft[] = [];
    const unknown: string[] = [];
    for (const draftId of draftIds) {
      const draft = this.#options.memory.get(draftId);
      if (draft) due.push(draft);
      else unknown.push(draftId);
    }
    const read: ReadDraft[] = unknown.length === 0 ? [] : await this.#options.memory.read(this.#db, unknown);
    due.push(...read.filter(({ overdueMs }) => overdueMs >= 0).map(({ draft }) => draft));
    return {
      due,
      later: read
        .filter(({ overdueMs }) => overdueMs < 0)
        .map(({ draft, dueAt }) => dueFrom(draft.draftId, dueAt)),
    };
  }

  #note(failure: Failure): void {
    const { draftId } = failure;
    const noting = noteFailure(this.#db, failure, this.#options.observer)
      .catch(this.#onFailure)
      .finally(() => this.#noting.delete(draftId));
    this.#noting.set(draftId, noting);
  }
}

function nextOf({ outcome, draftId, nextDeadline }: JudgedPick): DueAt[] {
  return outcome === 'picked' && nextDeadline ? [dueFrom(draftId, nextDeadline)] : [];
}

/** A deadline is kept in microseconds and read in milliseconds, cut off: the next one is not before it. */
function dueFrom(draftId: string, deadline: Date): DueAt {
  return { key: draftId, at: deadline.getTime() + 1 };
}
