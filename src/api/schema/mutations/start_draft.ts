import { gql } from 'postgraphile/utils';
import { openDraft } from '../../../orchestrator/open_draft.ts';
import { changeDraft, mutation, ofDraft } from './mutation.ts';

export const startDraft = mutation({
  name: 'startDraft',
  input: ofDraft,
  sdl: gql`
    extend type Mutation {
      """
      Opens a draft: the first pick goes on the clock. A draft in progress is answered as it is. For the commissioner.
      """
      startDraft(
        """
        The draft.
        """
        draftId: UUID!
      ): DraftPayload
    }
  `,
  run: changeDraft(openDraft),
});
