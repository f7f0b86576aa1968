import {
  type DraftContext,
  type JudgedPick,
  type RunningDraft,
  readContexts,
  readContextsOfDue,
} from '../database/picks.ts';
import type { Queryable } from '../database/queryable.ts';
import { timelineChanges } from '../database/timelines.ts';
import { DraftLayouts } from './draft_layout.ts';
import { PoolCache } from './pool_cache.ts';
import { RankingCache } from './ranking_cache.ts';
import { WarmDraft } from './warm_draft.ts';

/** Drafts kept in memory, about 2 kB each. */
const MOST_DRAFTS = 100_000;

/** A draft that was just read, and for how long its clock had run out: negative while it runs. */
export interface ReadDraft {
  readonly draft: WarmDraft;
  readonly overdueMs: number;
}

/**
 * Drafts as this process last knew them, so that a choice needs no read when the clock runs out. What is remembered may
 * be outdated: apply_picks leaves a choice alone that was made on another version.
 */
export class DraftMemory {
  readonly pools = new PoolCache();
  readonly #drafts = new Map<string, WarmDraft>();
  readonly #layouts = new DraftLayouts();
  readonly #rankings = new RankingCache();
  readonly #isOtherTimeline = timelineChanges();

  /** The draft as it is remembered. */
  get(draftId: string): WarmDraft | undefined {
    this.#renew();
    const draft = this.#drafts.get(draftId);
    if (draft) this.#keep(draft);
    return draft;
  }

  /** Reads drafts and remembers those that are in progress. */
  async read(db: Queryable, draftIds: readonly string[]): Promise<ReadDraft[]> {
    return this.learn(db, await readContexts(db, draftIds));
  }

  /** Reads drafts and remembers those that are due; of the others, until when their clocks run. */
  async readDue(
    db: Queryable,
    draftIds: readonly string[],
  ): Promise<{ due: WarmDraft[]; running: RunningDraft[] }> {
    const { due, running } = await readContextsOfDue(db, draftIds);
    return { due: (await this.learn(db, due)).map(({ draft }) => draft), running };
  }

  /** Remembers drafts that were just read. */
  async learn(db: Queryable, contexts: readonly DraftContext[]): Promise<ReadDraft[]> {
    this.#renew();
    const read: ReadDraft[] = [];
    const rankings = await this.#rankings.get(db, contexts);
    for (const [place, context] of contexts.entries()) {
      const { positions } = await this.pools.get(db, context.poolId, context.poolVersion);
      const draft = new WarmDraft(context, this.#layouts.of(context, positions), rankings[place]);
      this.#keep(draft);
      read.push({ draft, overdueMs: context.overdueMs });
    }
    return read;
  }

  /** Takes in a pick that was made on what is remembered. */
  picked(pick: JudgedPick): void {
    if (!this.#drafts.get(pick.draftId)?.advance(pick)) this.forget(pick.draftId);
  }

  /** Somebody says that a draft has that version: what is remembered of an earlier one is of no use any more. */
  isAt(draftId: string, version: number): void {
    const known = this.#drafts.get(draftId);
    if (known && known.version < version) this.forget(draftId);
  }

  forget(draftId: string): void {
    this.#drafts.delete(draftId);
  }

  /** Forgets all where versions mean something else than when it was read. */
  #renew(): void {
    if (this.#isOtherTimeline()) this.#drafts.clear();
  }

  #keep(draft: WarmDraft): void {
    this.#drafts.delete(draft.draftId);
    this.#drafts.set(draft.draftId, draft);
    if (this.#drafts.size <= MOST_DRAFTS) return;
    // Only then: a map finds its first key behind all that were deleted before it.
    const [longestUnused] = this.#drafts.keys();
    if (longestUnused !== undefined) this.#drafts.delete(longestUnused);
  }
}
