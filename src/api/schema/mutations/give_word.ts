import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as draftOrder from '../../../database/draft_order.ts';
import { wordShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const giveWord = mutation({
  name: 'giveWord',
  input: z.object({ draftId: z.guid(), teamId: z.guid(), word: wordShape }),
  sdl: gql`
    extend type Mutation {
      """
      Adds a word to the draw of the order (drawOrder), which then nobody could foresee who did not know it: 1 to 100 characters in one
      line, seen by everybody. Another one replaces it until the draw. For the manager of the team.
      """
      giveWord(
        """
        The draft.
        """
        draftId: UUID!
        """
        The team.
        """
        teamId: UUID!
        """
        The word.
        """
        word: String!
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, ...given }, actor) {
    const version = await draftOrder.giveWord(db(), draftId, given, actor);
    announcer().announce({ draftId, version });
    return { draftId };
  },
});
