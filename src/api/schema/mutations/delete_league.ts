import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as leagues from '../../../database/leagues.ts';
import { mutation } from './mutation.ts';

export const deleteLeague = mutation({
  name: 'deleteLeague',
  input: z.object({ leagueId: z.guid() }),
  sdl: gql`
    """
    Which league is gone.
    """
    type DeleteLeaguePayload {
      """
      The identity that the league had.
      """
      leagueId: UUID!
    }

    extend type Mutation {
      """
      Deletes a league of which no draft was ever opened, with its teams and drafts. A league that has drafted is kept: archive it
      (archiveLeague). For the commissioner.
      """
      deleteLeague(
        """
        The league.
        """
        leagueId: UUID!
      ): DeleteLeaguePayload
    }
  `,
  async run({ db }, { leagueId }, actor) {
    await leagues.deleteLeague(db(), leagueId, actor);
    return { leagueId };
  },
});
