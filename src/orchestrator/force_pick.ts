import type { Decision } from '../database/deeds.ts';
import {
  type ForcedChoice,
  type ForcedPick,
  forcePick,
  readForForce,
  readRankingOnClock,
} from '../database/forced_picks.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import { strategyNamed } from '../strategy/registry.ts';
import { choosePick } from './choose_pick.ts';
import { answerOf, type ExternalStrategies } from './deliberations.ts';
import { DraftLayouts } from './draft_layout.ts';
import { PoolCache } from './pool_cache.ts';
import { WarmDraft } from './warm_draft.ts';

/** Each time it is chosen anew something else has happened to the draft in the same instant. */
const MOST_CHOICES = 5;

/** The pick that is meant: the one on the clock. */
export interface ForcedCell {
  readonly draftId: string;
  readonly pickNumber: number;
}

/** Picks that the service makes at once, because somebody who runs the league asks for it. Remembers pools for the next time. */
export class ForcedPicks {
  readonly #pools = new PoolCache();
  readonly #layouts = new DraftLayouts();

  /**
   * Has the strategy of the team on the clock choose, and makes the pick. Chosen anew where the draft changes meanwhile. Throws a DraftError
   * as a pick is refused, and NO_PLAYER_FITS. `external`: strategies that are waited for.
   */
  async force(
    db: Queryable,
    cell: ForcedCell,
    decision: Decision,
    external: ExternalStrategies | null = null,
  ): Promise<ForcedPick> {
    for (let choices = 1; ; choices += 1) {
      try {
        return await forcePick(db, cell, await this.#choose(db, cell, decision, external), decision);
      } catch (error) {
        const isStale = error instanceof DraftError && error.code === 'STALE_VERSION';
        if (!isStale || choices === MOST_CHOICES) throw error;
      }
    }
  }

  /** Null where that pick is not on the clock. */
  async #choose(
    db: Queryable,
    { draftId, pickNumber }: ForcedCell,
    { actor }: Decision,
    external: ExternalStrategies | null,
  ): Promise<ForcedChoice | null> {
    const context = await readForForce(db, draftId, actor);
    if (context?.currentPick !== pickNumber) return null;
    const pool = await this.#pools.get(db, context.poolId, context.poolVersion);
    const layout = this.#layouts.of(context, pool.positions);
    const onClock = layout.owners[pickNumber - 1];
    const ranking = context.seats[onClock ?? 0]?.[4];
    const ranked = ranking ? await readRankingOnClock(db, draftId, ranking[0], actor) : [];
    const rankings = context.seats.map((_, seat) => (seat === onClock ? ranked : []));
    const draft = new WarmDraft(context, layout, rankings);
    const answer = external?.has(draft.onClock.strategy)
      ? await answerOf(external, draft.onClock, draft.strategyContext(pool), pool)
      : null;
    return choosePick(
      draft,
      pool,
      (name) => answer ?? strategyNamed(name),
      () => undefined,
    );
  }
}
