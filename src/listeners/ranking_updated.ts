import { z } from 'zod';
import { setRanking } from '../database/rankings.ts';
import { DraftError } from '../draft/errors.ts';
import { idShape } from '../shapes.ts';
import { listener } from './listener.ts';
import { lineOf, playerId } from './news_shape.ts';

const MOST_PLAYERS = 5_000;
const LONGEST_NAME = 100;

/**
 * Somebody wrote a ranking elsewhere: all of it, in place of their ranking of that name. It is that of whoever added the source; a source
 * of an operator says whose.
 */
export const rankingUpdated = listener({
  kind: 'ranking.updated',
  version: 1,
  data: z.strictObject({
    poolId: idShape,
    /** Whose it is; left out: of whoever added the source. */
    userId: idShape.nullish(),
    /** The one called default counts by itself. */
    name: lineOf(LONGEST_NAME).default('default'),
    /** The most wanted first. */
    playerIds: z.array(playerId).max(MOST_PLAYERS),
  }),
  async handle({ db, actor }, { userId, ...ranking }) {
    const own = actor.kind === 'CLOCK' ? null : actor.userId;
    if (userId != null && userId !== own && actor.kind !== 'OPERATOR') throw new DraftError('NOT_OPERATOR');
    // With that person's rights: it may be of a pool that they see.
    await setRanking(db, ranking, { kind: 'USER', userId: userId ?? own });
  },
});
