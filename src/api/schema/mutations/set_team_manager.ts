import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as leagues from '../../../database/leagues.ts';
import { mutation } from './mutation.ts';

export const setTeamManager = mutation({
  name: 'setTeamManager',
  input: z.object({ teamId: z.guid(), managerId: z.guid().nullish() }),
  sdl: gql`
    extend type Mutation {
      """
      Gives a team to another manager, or to nobody. A manager who is set takes back the links that are open for the team. For the
      commissioner.
      """
      setTeamManager(
        """
        The team.
        """
        teamId: UUID!
        """
        Who drafts for it from now on.
        """
        managerId: UUID
      ): TeamPayload
    }
  `,
  async run({ db, announcer }, { teamId, managerId }, actor) {
    const changed = await leagues.setTeamManager(db(), teamId, managerId ?? null, actor);
    for (const one of changed) announcer().announce(one);
    return { teamId };
  },
});
