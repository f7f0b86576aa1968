import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as rankings from '../../../database/rankings.ts';
import { nameShape, playerId } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const setRanking = mutation({
  name: 'setRanking',
  isForSignedIn: true,
  // How many players it may list is the door's to say, which has a code for it; a request is bounded in bytes.
  input: z.object({ poolId: z.guid(), name: nameShape, playerIds: z.array(playerId) }),
  sdl: gql`
    """
    A ranking after a change.
    """
    type RankingPayload {
      """
      The ranking.
      """
      ranking: Ranking
    }

    extend type Mutation {
      """
      Writes a ranking of the viewer: a new one, or other players in place of those of their ranking of that name in the pool. Nobody
      else ever sees it. The one called "default" counts when the service picks for a team of the viewer, after the queue.
      """
      setRanking(
        """
        The pool whose players it lists.
        """
        poolId: UUID!
        """
        What it is called; one's own within the pool.
        """
        name: String!
        """
        The players, the most wanted first; at most 5000. Who is not listed is as wanted as the pool's own rank says, after them.
        """
        playerIds: [ID!]!
      ): RankingPayload
    }
  `,
  async run({ db }, ranking, actor) {
    return { rankingId: await rankings.setRanking(db(), ranking, actor) };
  },
});
