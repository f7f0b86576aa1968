import { gql } from 'postgraphile/utils';
import * as door from '../../../database/door.ts';
import { changeDraft, mutation, ofDraft } from './mutation.ts';

export const cancelDraft = mutation({
  name: 'cancelDraft',
  input: ofDraft,
  sdl: gql`
    extend type Mutation {
      """
      Ends a draft that is not over. A cancelled draft is answered as it is. For the commissioner.
      """
      cancelDraft(
        """
        The draft.
        """
        draftId: UUID!
      ): DraftPayload
    }
  `,
  run: changeDraft(door.cancelDraft),
});
