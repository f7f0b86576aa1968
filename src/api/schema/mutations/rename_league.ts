import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as leagues from '../../../database/leagues.ts';
import { nameShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const renameLeague = mutation({
  name: 'renameLeague',
  input: z.object({ leagueId: z.guid(), name: nameShape }),
  sdl: gql`
    extend type Mutation {
      """
      Gives a league another name. For the commissioner.
      """
      renameLeague(
        """
        The league.
        """
        leagueId: UUID!
        """
        Its new name.
        """
        name: String!
      ): LeaguePayload
    }
  `,
  async run({ db }, { leagueId, name }, actor) {
    await leagues.renameLeague(db(), leagueId, name, actor);
    return { leagueId };
  },
});
