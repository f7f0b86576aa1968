import { fitting } from './fitting.ts';
import type { Strategy } from './strategy.ts';

const name = 'from_queue';

/** The first player of the team's wish list who is free and fits the roster. */
export const fromQueue: Strategy = {
  name,
  choose(context) {
    if (context.queue.length === 0) return null;
    const free = new Map(context.available.map((player) => [player.id, player]));
    const fitsRoster = fitting(context);
    const wished = context.queue.find((id) => {
      const player = free.get(id);
      return player !== undefined && fitsRoster(player);
    });
    const player = wished === undefined ? undefined : free.get(wished);
    if (!player) return null;
    const place = context.queue.indexOf(player.id) + 1;
    return {
      playerId: player.id,
      strategy: name,
      reason: `From the team's queue, place ${place}: ${player.name}.`,
    };
  },
};
