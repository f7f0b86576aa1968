import { gql } from 'postgraphile/utils';
import * as door from '../../../database/door.ts';
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
  run: changeDraft(door.resumeDraft),
});
