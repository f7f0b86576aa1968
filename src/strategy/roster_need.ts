import { type OpenSlot, openSlots } from '../draft/assign_roster.ts';
import { accepts, isBench } from '../draft/roster_slots.ts';
import { oncePerPositions } from './fitting.ts';
import type { Player, Strategy } from './strategy.ts';

const name = 'roster_need';

/**
 * Starters before bench: the best player who raises the number of starting seats that are filled, whatever their rank. So
 * a team with as many picks left as empty starting seats always fills one. Chooses nobody once every starting seat
 * that can be filled is. A player who raises that number always fits the roster (the starters are a transversal matroid, the
 * roster its union with the bench), so the limits need not be checked.
 */
export const rosterNeed: Strategy = {
  name,
  choose(context) {
    const open = openSlots(
      context.rosterSlots.filter((slot) => !isBench(slot)),
      context.roster.map((player) => player.positions),
    );
    if (open.length === 0) return null;
    const best = context.available.find(oncePerPositions((player) => seatFor(open, player) !== undefined));
    const seat = best && seatFor(open, best);
    return best && seat ? { playerId: best.id, strategy: name, reason: reasonFor(best, seat) } : null;
  },
};

function seatFor(open: readonly OpenSlot[], player: Player): OpenSlot | undefined {
  return open.find(({ slot }) => accepts(slot, player.positions));
}

function reasonFor(player: Player, { slot, isEmpty }: OpenSlot): string {
  const seat = isEmpty ? `an empty ${slot.name} seat` : `the ${slot.name} seat that a teammate can free`;
  return `Best ranked player for ${seat}: ${player.name} (rank ${player.rank}).`;
}
