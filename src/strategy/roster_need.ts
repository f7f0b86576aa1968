import { seatPlayers } from '../draft/assign_roster.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';
import { fitting, oncePerPositions } from './fitting.ts';
import type { Player, Strategy } from './strategy.ts';

const name = 'roster_need';

/**
 * Starters before bench: the best player who fills a starting seat that is empty; a slot that takes anybody is bench. Has
 * no opinion once every starting seat that can be filled is.
 */
export const rosterNeed: Strategy = {
  name,
  choose(context) {
    const starting = context.rosterSlots.filter((slot) => slot.positions !== 'ANY');
    const filled = filledSeats(starting, context.roster);
    const fitsRoster = fitting(context);
    const fillsASeat = oncePerPositions(
      (player) => filledSeats(starting, [...context.roster, player]) > filled && fitsRoster(player),
    );
    const best = context.available.find(fillsASeat);
    if (!best) return null;
    const positions = best.positions.join('/');
    return {
      playerId: best.id,
      strategy: name,
      reason: `The best player for an empty starting seat: ${best.name} (${positions}, rank ${best.rank}).`,
    };
  },
};

/** How many starting seats these players can fill at once. */
function filledSeats(starting: readonly RosterSlot[], players: readonly Player[]): number {
  const seats = seatPlayers(
    starting,
    players.map((player) => player.positions),
  );
  return seats.filter((slot) => slot !== null).length;
}
