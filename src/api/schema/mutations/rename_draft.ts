import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { nameShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const renameDraft = mutation({
  name: 'renameDraft',
  input: z.object({ draftId: z.guid(), name: nameShape.nullish() }),
  sdl: gql`
    extend type Mutation {
      """
      Gives a draft a name, another one, or none. At any time, also when it is over. For the commissioner.
      """
      renameDraft(
        """
        The draft.
        """
        draftId: UUID!
        """
        Its new name; null: none.
        """
        name: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, name }, actor) {
    const version = await lifeCycle.renameDraft(db(), draftId, name ?? null, actor);
    announcer().announce({ draftId, version });
    return { draftId };
  },
});
