import { z } from 'zod';

/** By which number of the pool players are compared. */
export const rankedBy = z
  .enum(['RANK', 'ADP'])
  .default('RANK')
  .describe(
    'Who is best: by the rank of the player pool, or by the average place at which players are drafted.',
  );

/** Which ranking counts. It is read with the draft, so a strategy finds it in its context. */
export const rankingOption = z
  .guid()
  .nullable()
  .default(null)
  .describe("One of the manager's rankings, by its id; null: the one named default, where there is one.");
