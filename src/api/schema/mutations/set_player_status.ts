import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as players from '../../../database/players.ts';
import { newsShape, playingStatus } from '../../../listeners/news_shape.ts';
import { noteShape, playerId } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const setPlayerStatus = mutation({
  name: 'setPlayerStatus',
  input: z.object({
    poolId: z.guid(),
    playerId,
    status: playingStatus,
    note: noteShape.nullish(),
    adp: newsShape.adp,
    proTeam: newsShape.proTeam,
  }),
  sdl: gql`
    extend type Mutation {
      """
      Says whether a player of a pool can play, and what else is new of them. Auto-picks know it within a second. For the owner of the pool, and operators.
      """
      setPlayerStatus(
        """
        The pool.
        """
        poolId: UUID!
        """
        The player.
        """
        playerId: ID!
        """
        Whether the player can play.
        """
        status: PlayingStatus!
        """
        What is known, in one line of at most 500 characters. Left out: nothing.
        """
        note: String
        """
        The average place at which the player is drafted elsewhere. Left out: as before.
        """
        adp: Float
        """
        The professional team now, in one line of at most 40 characters. Left out: as before.
        """
        proTeam: String
      ): PlayerPayload
    }

    """
    The player after a change.
    """
    type PlayerPayload {
      """
      The player.
      """
      player: Player
    }
  `,
  async run({ db }, { poolId, ...news }, actor) {
    await players.setPlayerNews(db(), poolId, [news], actor);
    return { playerId: news.playerId };
  },
});
