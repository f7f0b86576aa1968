import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as rankings from '../../../database/rankings.ts';
import { mutation } from './mutation.ts';

export const deleteRanking = mutation({
  name: 'deleteRanking',
  input: z.object({ rankingId: z.guid() }),
  sdl: gql`
    """
    The ranking that is gone.
    """
    type DeleteRankingPayload {
      """
      The identity that it had.
      """
      rankingId: UUID!
    }

    extend type Mutation {
      """
      Removes a ranking of the viewer.
      """
      deleteRanking(
        """
        The ranking.
        """
        rankingId: UUID!
      ): DeleteRankingPayload
    }
  `,
  async run({ db }, { rankingId }, actor) {
    await rankings.deleteRanking(db(), rankingId, actor);
    return { rankingId };
  },
});
