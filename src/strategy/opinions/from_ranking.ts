import { sentence } from '../../draft/sentence.ts';
import type { Choice, Player, StrategyContext } from '../strategy.ts';

/** The first player of the manager's ranking who may be taken. */
export function fromRanking(context: StrategyContext, may: (player: Player) => boolean): Choice | null {
  for (const [place, id] of context.ranking.entries()) {
    const best = context.available.get(id);
    if (!best || !may(best)) continue;
    return {
      playerId: id,
      strategy: 'from_ranking',
      reason: sentence(`From the team's ranking: ${best.name}`),
      privateReason: `Number ${place + 1} of your ranking.`,
    };
  }
  return null;
}
