import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { mutation } from './mutation.ts';

export const archiveDraft = mutation({
  name: 'archiveDraft',
  input: z.object({ draftId: z.guid(), archived: z.boolean().nullish() }),
  sdl: gql`
    extend type Mutation {
      """
      Puts a draft away that is over, or brings it back: it is left out of me.drafts then, and nothing of it is lost. For the
      commissioner.
      """
      archiveDraft(
        """
        The draft.
        """
        draftId: UUID!
        """
        Whether it is put away or brought back.
        """
        archived: Boolean! = true
      ): DraftPayload
    }
  `,
  async run({ db }, { draftId, archived }, actor) {
    await lifeCycle.archiveDraft(db(), draftId, archived ?? true, actor);
    return { draftId };
  },
});
