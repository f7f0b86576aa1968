import { fitting } from './fitting.ts';
import type { Strategy } from './strategy.ts';

const name = 'from_queue';

/** The first player of the team's queue who is free and fits the roster. */
export const fromQueue: Strategy = {
  name,
  choose(context) {
    if (context.queue.length === 0) return null;
    const places = new Map(context.queue.map((id, index) => [id, index + 1]));
    // The short queue is put in order, not the several hundred free players.
    const [wish] = context.available
      .filter((player) => places.has(player.id))
      .sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
      .filter(fitting(context));
    if (!wish) return null;
    return {
      playerId: wish.id,
      strategy: name,
      // The reason is public: it says that the queue decided, and nothing else of the queue.
      reason: `From the team's queue: ${wish.name}.`,
    };
  },
};
