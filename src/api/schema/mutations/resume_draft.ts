import { gql } from 'postgraphile/utils';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { changeDraft, mutation, ofDraftWithNote } from './mutation.ts';

export const resumeDraft = mutation({
  name: 'resumeDraft',
  input: ofDraftWithNote,
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
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  run: changeDraft(lifeCycle.resumeDraft),
});
