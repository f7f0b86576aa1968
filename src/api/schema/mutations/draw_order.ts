import { gql } from 'postgraphile/utils';
import * as order from '../../../orchestrator/change_order.ts';
import { changeDraft, mutation, ofDraftWithNote } from './mutation.ts';

export const drawOrder = mutation({
  name: 'drawOrder',
  input: ofDraftWithNote,
  sdl: gql`
    extend type Mutation {
      """
      Draws the order of the teams, before the draft opens, from the seed whose SHA-256 is known since the draft was created
      (Draft.seedHash) and the words that managers gave (giveWord). The event DraftOrderDrawn tells all of it, so that everybody can repeat
      the draw. A draft has one draw: asked for again it is answered as it is. For the commissioner.
      """
      drawOrder(
        """
        The draft.
        """
        draftId: UUID!
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  run: changeDraft(order.drawOrder),
});
