import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as clock from '../../../database/clock.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

/** As long as a pick clock may be. */
const MOST_SECONDS = 2_592_000;

export const addTime = mutation({
  name: 'addTime',
  input: z.object({
    draftId: z.guid(),
    seconds: z
      .number()
      .min(-MOST_SECONDS)
      .max(MOST_SECONDS)
      .refine((seconds) => seconds !== 0, 'must be more than 0 to give time, or less than 0 to take some'),
    version: z.int().nullish(),
    note: noteShape,
  }),
  sdl: gql`
    extend type Mutation {
      """
      Gives the pick on the clock time, or takes some where the seconds are negative: at least 5 seconds are left, and at most the 30 days that
      a clock may have (CLOCK_OUT_OF_RANGE). In overtime the clock runs again, and a paused draft keeps them for when it goes on. Where there
      is nothing to take the draft is answered as it is. For the commissioner.
      """
      addTime(
        """
        The draft.
        """
        draftId: UUID!
        """
        How many seconds; not 0.
        """
        seconds: Float!
        """
        The version of the draft that it was decided on: another one is refused with STALE_VERSION, so that a request that is sent twice acts
        once. Left out: whatever it is.
        """
        version: Int
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, seconds, version = null, note }, actor) {
    const next = await clock.addTime(db(), draftId, seconds, version, actor, note);
    announcer().announce({ draftId, version: next });
    return { draftId };
  },
});
