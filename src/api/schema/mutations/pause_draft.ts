import { gql } from 'postgraphile/utils';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { changeDraft, mutation, ofDraft } from './mutation.ts';

export const pauseDraft = mutation({
  name: 'pauseDraft',
  input: ofDraft,
  sdl: gql`
    extend type Mutation {
      """
      Stops the clock and keeps the time left. A draft that is paused is answered as it is. For the commissioner.
      """
      pauseDraft(
        """
        The draft.
        """
        draftId: UUID!
      ): DraftPayload
    }
  `,
  run: changeDraft(lifeCycle.pauseDraft),
});
