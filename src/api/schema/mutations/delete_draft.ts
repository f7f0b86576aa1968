import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { mutation } from './mutation.ts';

export const deleteDraft = mutation({
  name: 'deleteDraft',
  input: z.object({ draftId: z.guid() }),
  sdl: gql`
    extend type Mutation {
      """
      Deletes a draft that was never opened. One that was is kept: cancel it, and archive it (archiveDraft). For the commissioner.
      """
      deleteDraft(
        """
        The draft.
        """
        draftId: UUID!
      ): LeaguePayload
    }
  `,
  async run({ db }, { draftId }, actor) {
    return { leagueId: await lifeCycle.deleteDraft(db(), draftId, actor) };
  },
});
