import { gql } from 'postgraphile/utils';
import * as lifeCycle from '../../../database/life_cycle.ts';
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
  run: changeDraft(lifeCycle.cancelDraft),
});
