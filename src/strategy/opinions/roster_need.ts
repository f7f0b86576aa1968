import { type OpenSlot, openSlots } from '../../draft/assign_roster.ts';
import { accepts, isBench } from '../../draft/roster_slots.ts';
import { oncePerPositions } from '../fitting.ts';
import type { Choice, Player, StrategyContext } from '../strategy.ts';
import { bestByAdp, type Measure, worthOf } from './best_available.ts';

/** Who would fill one more starting seat of the team: for each player the seat, or null. */
export type Seats = (player: Player) => OpenSlot | null;

/**
 * The starting seats that are still to be filled. A team with as many picks left as empty starting seats fills one with each of them
 * when it takes only players who have one of these seats.
 */
export function startingSeats({ rosterSlots, roster }: StrategyContext): Seats {
  const open = openSlots(
    rosterSlots.filter((slot) => !isBench(slot)),
    roster.map((player) => player.positions),
  );
  return oncePerPositions((player) => open.find(({ slot }) => accepts(slot, player.positions)) ?? null);
}

/**
 * Starters before bench: the best player who raises the number of starting seats that are filled, whatever their rank. Chooses nobody once
 * every starting seat that can be filled is.
 */
export function rosterNeed(
  { available }: StrategyContext,
  may: (player: Player) => boolean,
  by: Measure,
  seats: Seats,
): Choice | null {
  const isNeeded = (player: Player) => seats(player) !== null && may(player);
  const best = by === 'RANK' ? available.find(isNeeded) : bestByAdp(available.filter(isNeeded));
  const seat = best && seats(best);
  if (!best || !seat) return null;
  return {
    playerId: best.id,
    strategy: 'roster_need',
    reason: `${by === 'RANK' ? 'Best ranked player' : 'Best player by ADP'} for ${nameOf(seat)}: ${best.name} (${worthOf(best, by)}).`,
  };
}

/** A seat as a reason names it. */
export function nameOf({ slot, isEmpty }: OpenSlot): string {
  return isEmpty ? `an empty ${slot.name} seat` : `the ${slot.name} seat that a teammate can free`;
}
