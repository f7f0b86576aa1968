import { sentence } from '../../draft/sentence.ts';
import type { Choice, Player, StrategyContext } from '../strategy.ts';

/** The first player of the team's queue who may be taken. */
export function fromQueue(context: StrategyContext, may: (player: Player) => boolean): Choice | null {
  for (const [place, id] of context.queue.entries()) {
    const wish = context.available.get(id);
    if (!wish || !may(wish)) continue;
    return {
      playerId: id,
      strategy: 'from_queue',
      reason: sentence(`From the team's queue: ${wish.name}`),
      privateReason: `Number ${place + 1} of your queue.`,
    };
  }
  return null;
}
