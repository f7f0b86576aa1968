import { z } from 'zod';
import { plainPosition } from '../draft/positions.ts';
import { define } from './define.ts';
import { bestAvailable } from './opinions/best_available.ts';
import { fromQueue } from './opinions/from_queue.ts';
import { fromRanking } from './opinions/from_ranking.ts';
import { inOrder } from './opinions/in_order.ts';
import { startingSeats } from './opinions/roster_need.ts';
import { rankedBy, rankingOption } from './shared_options.ts';
import type { Player } from './strategy.ts';
import { byWishes, wishOptions } from './wishes.ts';

/** Which positions in which round; where the plan says nothing, or nobody is left for it, the usual order. */
export const positionPlan = define({
  name: 'position_plan',
  description:
    'The positions that a plan names for the round, by queue, ranking and rank; without a plan, as standard.',
  options: z.object({
    plan: z
      .array(z.array(z.string().min(1).max(40)).max(31))
      .max(100)
      .default([])
      .describe(
        'For each round, the first one first, the positions to take: [["RB"], ["RB", "WR"], []]. Empty: any.',
      ),
    by: rankedBy,
    ranking: rankingOption,
    ...wishOptions,
  }),
  choose(context, { plan, by, ...wishes }) {
    const planned = (plan[context.round - 1] ?? []).map(plainPosition);
    const seats = startingSeats(context);
    return byWishes(context, wishes, (may) => {
      const isPlanned = (player: Player) =>
        may(player) && player.positions.some((position) => planned.includes(position));
      const asPlanned =
        fromQueue(context, isPlanned) ??
        fromRanking(context, isPlanned) ??
        bestAvailable(context, isPlanned, by);
      return asPlanned ?? inOrder(context, may, by, seats);
    });
  },
});
