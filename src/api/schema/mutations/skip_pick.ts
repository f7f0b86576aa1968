import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as picks from '../../../database/picks.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const skipPick = mutation({
  name: 'skipPick',
  input: z.object({ draftId: z.guid(), pickNumber: z.int(), note: noteShape }),
  sdl: gql`
    extend type Mutation {
      """
      Passes over the pick on the clock: the next one goes on it, and the team may make the skipped one up with makePick. A pick that is
      skipped already is answered as it is; one that came back, since only skipped ones were left, is not skipped again. For the
      commissioner.
      """
      skipPick(
        """
        The draft.
        """
        draftId: UUID!
        """
        The pick that is meant: the draft's currentPick.
        """
        pickNumber: Int!
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, pickNumber, note }, actor) {
    const version = await picks.skipPick(db(), draftId, pickNumber, actor, note);
    announcer().announce({ draftId, version });
    return { draftId };
  },
});
