import { gql } from 'postgraphile/utils';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { changeDraft, mutation, ofDraftWithNote } from './mutation.ts';

export const cancelDraft = mutation({
  name: 'cancelDraft',
  input: ofDraftWithNote,
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
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  run: changeDraft(lifeCycle.cancelDraft),
});
