import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as leagues from '../../../database/leagues.ts';
import { mutation } from './mutation.ts';

export const archiveLeague = mutation({
  name: 'archiveLeague',
  input: z.object({ leagueId: z.guid(), archived: z.boolean().nullish() }),
  sdl: gql`
    extend type Mutation {
      """
      Puts a league away whose drafts are all over, or brings it back: it is left out of me.leagues then, and nothing of it is lost. It comes
      back by itself where a draft of it is created, or reopened by a rollback. For the commissioner.
      """
      archiveLeague(
        """
        The league.
        """
        leagueId: UUID!
        """
        Whether it is put away or brought back.
        """
        archived: Boolean! = true
      ): LeaguePayload
    }
  `,
  async run({ db }, { leagueId, archived }, actor) {
    await leagues.archiveLeague(db(), leagueId, archived ?? true, actor);
    return { leagueId };
  },
});
