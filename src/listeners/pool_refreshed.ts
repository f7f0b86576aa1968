import { z } from 'zod';
import { setPlayerNews } from '../database/players.ts';
import { idShape } from '../shapes.ts';
import { listener } from './listener.ts';
import { newsShape } from './news_shape.ts';

/** So many players in one message; its bytes are limited as well. */
const MOST_PLAYERS = 2_000;

/**
 * Somebody who watches the players of a pool says anew who can play, and where players are drafted and play: of those in the list all or
 * nothing, of others nothing. For the owner of the pool and operators, as one player's status is.
 */
export const poolRefreshed = listener({
  kind: 'pool.refreshed',
  version: 1,
  data: z.strictObject({
    poolId: idShape,
    players: z.array(z.strictObject(newsShape)).min(1).max(MOST_PLAYERS),
  }),
  async handle({ db, actor }, { poolId, players }) {
    await setPlayerNews(db, poolId, players, actor);
  },
});
