import { z } from 'zod';
import { define } from './define.ts';
import { bestAvailable } from './opinions/best_available.ts';
import { fromQueue } from './opinions/from_queue.ts';
import { rosterNeed, startingSeats } from './opinions/roster_need.ts';
import { scarcest } from './opinions/scarcest.ts';
import { rankedBy } from './shared_options.ts';
import { byWishes, wishOptions } from './wishes.ts';

/** Starters before bench, and of those first where waiting for the next turn would cost most. */
export const scarcityFirst = define({
  name: 'roster_need',
  description:
    'The queue first, then an empty starting seat: the one where waiting for the next turn would cost most.',
  options: z.object({
    by: rankedBy,
    scarcity: z
      .boolean()
      .default(true)
      .describe(
        'Whether the seat counts where most would be lost by waiting; else the best player for any seat.',
      ),
    ...wishOptions,
  }),
  choose(context, { by, scarcity, ...wishes }) {
    const seats = startingSeats(context);
    return byWishes(
      context,
      wishes,
      (may) =>
        fromQueue(context, may) ??
        (scarcity ? scarcest(context, may, by, seats) : null) ??
        rosterNeed(context, may, by, seats) ??
        bestAvailable(context, may, by),
    );
  },
});
