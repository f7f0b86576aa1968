import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as identity from '../../../database/identity.ts';
import { mutation } from './mutation.ts';

export const revokeInvitation = mutation({
  name: 'revokeInvitation',
  input: z.object({ invitationId: z.guid() }),
  sdl: gql`
    extend type Mutation {
      """
      Takes an invitation back that nobody has used. For the commissioner.
      """
      revokeInvitation(
        """
        The invitation.
        """
        invitationId: UUID!
      ): TeamPayload
    }
  `,
  async run({ db }, { invitationId }, actor) {
    return { teamId: await identity.revokeInvitation(db(), invitationId, actor) };
  },
});
