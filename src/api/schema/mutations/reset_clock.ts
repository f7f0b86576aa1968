import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as clock from '../../../database/clock.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const resetClock = mutation({
  name: 'resetClock',
  input: z.object({ draftId: z.guid(), version: z.int().nullish(), note: noteShape }),
  sdl: gql`
    extend type Mutation {
      """
      Begins the clock of the pick on the clock anew, by the settings as they are now: its whole pick clock, and the bank as it was when the
      pick came on the clock. A paused draft that has all of that is answered as it is. For the commissioner.
      """
      resetClock(
        """
        The draft.
        """
        draftId: UUID!
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
  async run({ db, announcer }, { draftId, version = null, note }, actor) {
    const next = await clock.resetClock(db(), draftId, version, actor, note);
    announcer().announce({ draftId, version: next });
    return { draftId };
  },
});
