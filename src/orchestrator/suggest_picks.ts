import type { Actor } from '../database/actor.ts';
import type { Queryable } from '../database/queryable.ts';
import { readOwnRanking } from '../database/rankings.ts';
import { readForSuggestions } from '../database/strategies.ts';
import { strategyNamed } from '../strategy/registry.ts';
import type { Strategy } from '../strategy/strategy.ts';
import { chooseFor } from './choose_pick.ts';
import { answerOf, type ExternalStrategies } from './deliberations.ts';
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
  readonly #external: ExternalStrategies | null;

  /** @param external strategies that are waited for */
  constructor(external: ExternalStrategies | null = null) {
    this.#external = external;
  }

  /**
   * Whom the service would take for a team with its next open pick, and the next best as if those before were gone. Changes nothing. Fewer
   * where fewer can be taken, none where the team has no pick left. Throws a DraftError where the actor is not the team's manager, and
   * does not run the league of a team without one.
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
    let answer: Strategy | null = null;
    let isUsable = this.#external?.has(team.strategy) ?? false;
    while (suggested.length < count) {
      if (this.#external && isUsable) answer = await answerOf(this.#external, team, context, pool);
      const choice = chooseFor(
        team,
        context,
        (name) => answer ?? strategyNamed(name),
        // It is not waited for again: a reader waits, and a connection with them.
        () => {
          isUsable = false;
        },
      );
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
