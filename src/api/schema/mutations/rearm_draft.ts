import { gql } from 'postgraphile/utils';
import { rearmDraft as rearmInDatabase } from '../../../database/alarms.ts';
import { mutation, ofDraft } from './mutation.ts';

export const rearmDraft = mutation({
  name: 'rearmDraft',
  input: ofDraft,
  sdl: gql`
    extend type Mutation {
      """
      Sets the alarm of a draft in progress anew, whatever became of its job. Its clock stays as it is. For operators.
      """
      rearmDraft(
        """
        The draft.
        """
        draftId: UUID!
      ): DraftPayload
    }
  `,
  async run({ db }, { draftId }, actor) {
    await rearmInDatabase(db(), draftId, actor);
    return { draftId };
  },
});
