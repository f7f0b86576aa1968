import { z } from 'zod';
import { setPlayerNews } from '../database/players.ts';
import { idShape } from '../shapes.ts';
import { listener } from './listener.ts';
import { newsShape, playingStatus } from './news_shape.ts';

/** A player of a pool was hurt, banned, or can play again. A pool belongs to no league, so whoever added the source must own it, or be an operator. */
export const playerStatusChanged = listener({
  kind: 'player.status_changed',
  version: 1,
  data: z.strictObject({ poolId: idShape, ...newsShape, status: playingStatus }),
  async handle({ db, actor }, { poolId, ...news }) {
    await setPlayerNews(db, poolId, [news], actor);
  },
});
