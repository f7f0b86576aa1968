import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as company from '../../../database/company.ts';
import { mutation } from './mutation.ts';

export const react = mutation({
  name: 'react',
  input: z.object({ draftId: z.guid(), teamId: z.guid(), sign: z.enum(company.REACTION_SIGNS) }),
  sdl: gql`
    extend type Mutation {
      """
      Gives a sign to everybody in the room of a draft (draftCompany), in the place of the team's last one; one a second. It is no event, and
      gone after ten seconds. For the team's manager and the commissioner, while the draft is not over.
      """
      react(
        """
        The draft.
        """
        draftId: UUID!
        """
        The team that gives it.
        """
        teamId: UUID!
        """
        The sign.
        """
        sign: ReactionSign!
      ): DraftPayload
    }
  `,
  async run({ db, rooms }, sign, actor) {
    await company.react(db(), sign, actor);
    rooms().look();
    return { draftId: sign.draftId };
  },
});
