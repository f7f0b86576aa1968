import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as deeds from '../../../database/deeds.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const undoLast = mutation({
  name: 'undoLast',
  input: z.object({ draftId: z.guid(), version: z.int(), note: noteShape }),
  sdl: gql`
    extend type Mutation {
      """
      Undoes the last pick, whoever made it, and the skips of picks behind it: the draft is paused, and the pick on the clock again. Where
      the last pick made up a skipped one, that one is skipped again and nothing else is undone. Skips alone are undone by rollBackDraft,
      whose toPick is on the clock after it. The same request again is answered as it is. For the commissioner.
      """
      undoLast(
        """
        The draft.
        """
        draftId: UUID!
        """
        The version of the draft that it was decided on: another one is refused with STALE_VERSION.
        """
        version: Int!
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, version, note }, actor) {
    const next = await deeds.rollBack(db(), draftId, { toPick: null, version }, { actor, note });
    announcer().announce({ draftId, version: next });
    return { draftId };
  },
});
