import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { inviteAll } from '../../identity/invitations.ts';
import { mutation } from './mutation.ts';

const MOST_TEAMS = 64;

export const inviteManagers = mutation({
  name: 'inviteManagers',
  input: z.object({ teamIds: z.array(z.guid()).min(1).max(MOST_TEAMS) }),
  sdl: gql`
    """
    Invitations, for whoever sends them on.
    """
    type InvitationsPayload {
      """
      One for each team, in the order of the teams.
      """
      invitations: [InvitationPayload!]!
    }

    extend type Mutation {
      """
      The same as inviteManager for several teams of leagues that one runs: a link for each, or none at all.
      """
      inviteManagers(
        """
        The teams, each once; at most 64.
        """
        teamIds: [UUID!]!
      ): InvitationsPayload
    }
  `,
  async run({ db, access }, { teamIds }, actor) {
    return { invitations: await inviteAll(db(), { teamIds, actor, publicUrl: access.publicUrl }) };
  },
});
