import { gql } from 'postgraphile/utils';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { changeDraft, mutation, ofDraft } from './mutation.ts';

export const resumeDraft = mutation({
  name: 'resumeDraft',
  input: ofDraft,
  sdl: gql`
    extend type Mutation {
      """
      Goes on with the time that was left. A draft in progress is answered as it is. For the commissioner.
      """
      resumeDraft(
        """
        The draft.
        """
        draftId: UUID!
      ): DraftPayload
    }
  `,
  run: changeDraft(lifeCycle.resumeDraft),
});
