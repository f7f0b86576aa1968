import { z } from 'zod';
import { define } from './define.ts';
import { inOrder } from './opinions/in_order.ts';
import { startingSeats } from './opinions/roster_need.ts';
import { rankedBy, rankingOption } from './shared_options.ts';
import { byWishes, wishOptions } from './wishes.ts';

/** What a team has that chose nothing, and what decides where another strategy cannot. */
export const standard = define({
  name: 'standard',
  description: 'The queue first, then the ranking, then what the roster needs, then the best player left.',
  options: z.object({ by: rankedBy, ranking: rankingOption, ...wishOptions }),
  choose(context, { by, ...wishes }) {
    const seats = startingSeats(context);
    return byWishes(context, wishes, (may) => inOrder(context, may, by, seats));
  },
});
