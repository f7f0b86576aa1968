import type { Queryable } from '../database/queryable.ts';
import type { Failure } from '../orchestrator/apply_set.ts';
import { isDone, noteFailure, type PickDueOptions, pickDue } from '../orchestrator/pick_due.ts';
import type { WarmDraft } from '../orchestrator/warm_draft.ts';
import { PreviewPace } from './preview_pace.ts';

/** A stale choice is made anew at once; after so many times the draft is left to the next ring. */
const MOST_ROUNDS = 3;

/** Drafts and when they are due. Milliseconds since 1970, not before the deadline. */
export interface DueAt {
  readonly key: string;
  readonly at: number;
}

/**
 * The result of a ring: the drafts that were picked for, when drafts are due next, those that another transaction had locked, and
 * whether the clock of any draft did what was due, which shows that picks can be written.
 */
export interface RingResult {
  readonly done: string[];
  readonly next: DueAt[];
  readonly held: string[];
  hasWritten: boolean;
}

/** Picks at the instant of a deadline. Drafts that are in memory need no read first. */
export class DeadlinePicker {
  readonly #db: Queryable;
  readonly #options: PickDueOptions;
  readonly #onFailure: (error: unknown) => void;
  readonly #pace = new PreviewPace();
  /** Failures that are being written to the database. Their drafts are left alone until that is done. */
  readonly #noting = new Map<string, Promise<void>>();

  /** @param onFailure is called when a failure could not be written; the draft then stays due and is tried again */
  constructor(db: Queryable, options: PickDueOptions, onFailure: (error: unknown) => void) {
    this.#db = db;
    this.#options = options;
    this.#onFailure = onFailure;
  }

  /**
   * Reads the drafts that are not in memory, so that nothing has to be read at their deadline. Answers whether there were any.
   */
  async prepare(draftIds: readonly string[]): Promise<boolean> {
    const { memory, observer } = this.#options;
    const unknown = draftIds.filter((draftId) => !memory.get(draftId));
    if (unknown.length === 0) return false;
    const startedAt = performance.now();
    await memory.read(this.#db, unknown);
    observer.measured?.('prepare', performance.now() - startedAt, unknown.length);
    return true;
  }

  /**
   * Picks for those of the drafts that are due, as their jobs would, and moves the jobs on. It waits for no lock: a draft that
   * another transaction holds is answered as `held`, and so is one whose strategy is still choosing, and a preview that gives way; one that is not due, or was picked for meanwhile, is left alone.
   */
  async ring(draftIds: readonly string[]): Promise<RingResult> {
    const rung: RingResult = { done: [], next: [], held: [], hasWritten: false };
    let wanted = draftIds.filter((draftId) => !this.#noting.has(draftId));
    for (let round = 0; wanted.length > 0 && round < MOST_ROUNDS; round += 1) {
      const due = this.#giveWay(await this.#recall(wanted, rung), rung);
      const { answers, failures, deliberating } = await pickDue(this.#db, due, null, this.#options);
      // They come up again in a moment, as if somebody held them.
      rung.held.push(...deliberating.map(({ draftId }) => draftId));
      for (const failure of failures) this.#note(failure);
      wanted = [];
      for (const answer of answers) {
        const { draftId, outcome, nextDeadline } = answer;
        const isNowDone = isDone(answer);
        rung.hasWritten ||= isNowDone;
        if (isNowDone && outcome !== 'returned') rung.done.push(draftId);
        if (isNowDone && nextDeadline) rung.next.push(dueFrom(draftId, nextDeadline));
        if (outcome === 'skipped') rung.held.push(draftId);
        if (outcome === 'stale') wanted.push(draftId);
      }
    }
    return rung;
  }

  /** Waits until every failure is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#noting.values());
  }

  /** The drafts from memory; the rest are read where they are due, and otherwise added to `next` with their deadline. */
  async #recall(draftIds: readonly string[], rung: RingResult): Promise<WarmDraft[]> {
    const known: WarmDraft[] = [];
    const unknown: string[] = [];
    for (const draftId of draftIds) {
      const draft = this.#options.memory.get(draftId);
      if (draft) known.push(draft);
      else unknown.push(draftId);
    }
    if (unknown.length === 0) return known;
    const { memory, observer } = this.#options;
    const startedAt = performance.now();
    const { due, running } = await memory.readDue(this.#db, unknown);
    observer.measured?.('read', performance.now() - startedAt, unknown.length);
    rung.next.push(...running.map(({ draftId, dueAt }) => dueFrom(draftId, dueAt)));
    return [...known, ...due];
  }

  /** Those that are picked for now; further previews are answered as held, and come up again in a moment. */
  #giveWay(drafts: readonly WarmDraft[], rung: RingResult): readonly WarmDraft[] {
    if (!drafts.some(({ isPreview }) => isPreview)) return drafts;
    const [previews, real] = [
      drafts.filter(({ isPreview }) => isPreview),
      drafts.filter(({ isPreview }) => !isPreview),
    ];
    const allowed = this.#pace.take(previews.length, performance.now());
    rung.held.push(...previews.slice(allowed).map(({ draftId }) => draftId));
    return [...real, ...previews.slice(0, allowed)];
  }

  #note(failure: Failure): void {
    const { draftId } = failure;
    const noting = noteFailure(this.#db, failure, this.#options.observer)
      .catch(this.#onFailure)
      .finally(() => this.#noting.delete(draftId));
    this.#noting.set(draftId, noting);
  }
}

/** Deadlines have microseconds, and a Date cuts them off: one millisecond later is never before the deadline. */
function dueFrom(draftId: string, deadline: Date): DueAt {
  return { key: draftId, at: deadline.getTime() + 1 };
}
