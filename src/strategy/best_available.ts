import { z } from 'zod';
import { define } from './define.ts';
import { bestAvailable } from './opinions/best_available.ts';
import { rankedBy } from './shared_options.ts';
import { byWishes, wishOptions } from './wishes.ts';

/** The plainest one: no queue, no need. */
export const bestFirst = define({
  name: 'best_available',
  description: 'The best player left who fits the roster, without queue and ranking.',
  options: z.object({ by: rankedBy, ...wishOptions }),
  choose: (context, { by, ...wishes }) => byWishes(context, wishes, (may) => bestAvailable(context, may, by)),
});
