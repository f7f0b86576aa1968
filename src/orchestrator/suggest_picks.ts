import type { Actor } from '../database/actor.ts';
import type { Queryable } from '../database/queryable.ts';
import { readOwnRanking } from '../database/rankings.ts';
import { readForSuggestions } from '../database/strategies.ts';
import { strategyNamed } from '../strategy/registry.ts';
import { chooseFor } from './choose_pick.ts';
import { DraftLayouts } from './draft_layout.ts';
import { PoolCache } from './pool_cache.ts';
import { WarmDraft } from './warm_draft.ts';

/** Whom the service would take, and the whole reason: for the team alone. */
export interface Suggestion {
  readonly playerId: number;
  readonly reason: string;
}

/** Suggests picks, and remembers pools for the next time. */
export class Suggestions {
  readonly #pools = new PoolCache();
  readonly #layouts = new DraftLayouts();

  /**
   * Whom the service would take for a team with its next open pick, and the next best as if those before were gone. Changes nothing. Fewer
   * where fewer can be taken, none where the team has no pick left. Throws a DraftError where the actor is not the team's manager.
   */
  async suggest(
    db: Queryable,
    { draftId, teamId, count }: { readonly draftId: string; readonly teamId: string; readonly count: number },
    actor: Actor,
  ): Promise<Suggestion[]> {
    const read = await readForSuggestions(db, draftId, teamId, actor);
    const pool = await this.#pools.get(db, read.poolId, read.poolVersion);
    const [, , , , ranking] = read.seats.find(([seatedId]) => seatedId === teamId) ?? [];
    const own = ranking ? await readOwnRanking(db, ranking[0], actor) : [];
    const rankings = read.seats.map(([seatedId]) => (seatedId === teamId ? own : []));
    const draft = new WarmDraft(read, this.#layouts.of(read, pool.positions), rankings);
    const pickNumber = draft.nextPickOf(teamId);
    if (pickNumber === null) return [];
    const team = draft.teamOf(pickNumber);
    const context = draft.strategyContext(pool, pickNumber);
    const suggested: Suggestion[] = [];
    while (suggested.length < count) {
      const choice = chooseFor(team, context, strategyNamed, () => undefined);
      if (!choice) break;
      const { playerId, reason, privateReason } = choice;
      suggested.push({
        playerId,
        reason: privateReason === undefined ? reason : `${reason} ${privateReason}`,
      });
      context.available.take(playerId);
    }
    return suggested;
  }
}
