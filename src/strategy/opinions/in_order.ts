import type { Choice, Player, StrategyContext } from '../strategy.ts';
import { bestAvailable, type Measure } from './best_available.ts';
import { fromQueue } from './from_queue.ts';
import { fromRanking } from './from_ranking.ts';
import { rosterNeed, type Seats } from './roster_need.ts';

/** The usual order of opinion: the team's queue, its ranking, what its roster needs, who is best. */
export function inOrder(
  context: StrategyContext,
  may: (player: Player) => boolean,
  by: Measure,
  seats: Seats,
): Choice | null {
  return (
    fromQueue(context, may) ??
    fromRanking(context, may) ??
    rosterNeed(context, may, by, seats) ??
    bestAvailable(context, may, by)
  );
}
