import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { invite } from '../../identity/invitations.ts';
import { mutation } from './mutation.ts';

export const inviteManager = mutation({
  name: 'inviteManager',
  input: z.object({ teamId: z.guid() }),
  sdl: gql`
    extend type Mutation {
      """
      Makes a link with which somebody without an account becomes the manager of a team. It can be used once, within seven days;
      an earlier link for the team is taken back. For the commissioner.
      """
      inviteManager(
        """
        The team.
        """
        teamId: UUID!
      ): InvitationPayload
    }
  `,
  async run({ db, access }, { teamId }, actor) {
    return { ...(await invite(db(), { teamId, actor, publicUrl: access.publicUrl })) };
  },
});
