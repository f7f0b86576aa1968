import { z } from 'zod';
import { define } from './define.ts';
import { bestAvailable } from './opinions/best_available.ts';
import { fromRanking } from './opinions/from_ranking.ts';
import { rankedBy, rankingOption } from './shared_options.ts';
import { byWishes, wishOptions } from './wishes.ts';

/** For managers with a ranking of their own: its best player, whatever the roster needs. */
export const rankingOnly = define({
  name: 'from_ranking',
  description:
    'The ranking alone, without the queue, whatever the roster needs; after its end, the best player left.',
  options: z.object({ by: rankedBy, ranking: rankingOption, ...wishOptions }),
  choose: (context, { by, ...wishes }) =>
    byWishes(context, wishes, (may) => fromRanking(context, may) ?? bestAvailable(context, may, by)),
});
