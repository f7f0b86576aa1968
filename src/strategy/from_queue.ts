import { z } from 'zod';
import { define } from './define.ts';
import { bestAvailable } from './opinions/best_available.ts';
import { fromQueue } from './opinions/from_queue.ts';
import { rankedBy } from './shared_options.ts';
import { byWishes, wishOptions } from './wishes.ts';

/** For managers who think in one list: nothing but the queue, and when it is used up whoever is best. */
export const queueOnly = define({
  name: 'from_queue',
  description: 'The queue alone; when nobody on it can be taken, the best player left.',
  options: z.object({ by: rankedBy, ...wishOptions }),
  choose: (context, { by, ...wishes }) =>
    byWishes(context, wishes, (may) => fromQueue(context, may) ?? bestAvailable(context, may, by)),
});
