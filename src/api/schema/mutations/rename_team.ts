import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as leagues from '../../../database/leagues.ts';
import { nameShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const renameTeam = mutation({
  name: 'renameTeam',
  input: z.object({ teamId: z.guid(), name: nameShape }),
  sdl: gql`
    extend type Mutation {
      """
      Gives a team another name. For its manager and the commissioner.
      """
      renameTeam(
        """
        The team.
        """
        teamId: UUID!
        """
        Its new name, its own within the league.
        """
        name: String!
      ): TeamPayload
    }
  `,
  async run({ db, announcer }, { teamId, name }, actor) {
    const changed = await leagues.renameTeam(db(), teamId, name, actor);
    for (const one of changed) announcer().announce(one);
    return { teamId };
  },
});
