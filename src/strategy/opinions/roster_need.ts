import { openSlots } from '../../draft/assign_roster.ts';
import { isBench, type RosterSlot } from '../../draft/roster_slots.ts';
import type { OpenSlot } from '../../draft/seating.ts';
import { oncePerPositions } from '../fitting.ts';
import type { Choice, Player, StrategyContext } from '../strategy.ts';
import { bestByAdp, type Measure, worthOf } from './best_available.ts';

/** Who would fill one more starting seat of the team: for each player the seat, or null. */
export type Seats = (player: Player) => OpenSlot | null;

/** Of each context: whoever asks for several suggestions asks about the same roster again. */
const seatsKnown = new WeakMap<StrategyContext, Seats>();

/**
 * The starting seats that are still to be filled. A team with as many picks left as empty starting seats fills one with each of them
 * when it takes only players who have one of these seats.
 */
export function startingSeats(context: StrategyContext): Seats {
  const known = seatsKnown.get(context);
  if (known) return known;
  const seats = findSeats(context);
  seatsKnown.set(context, seats);
  return seats;
}

/** The starting slots of each roster, one list for all drafts that have it. */
const startersKnown = new WeakMap<readonly RosterSlot[], readonly RosterSlot[]>();

function startersOf(rosterSlots: readonly RosterSlot[]): readonly RosterSlot[] {
  const starters = startersKnown.get(rosterSlots) ?? rosterSlots.filter((slot) => !isBench(slot));
  startersKnown.set(rosterSlots, starters);
  return starters;
}

function findSeats({ rosterSlots, roster }: StrategyContext): Seats {
  const open = openSlots(
    startersOf(rosterSlots),
    roster.map((player) => player.positions),
  );
  // By position the first of them: a pool may have a thousand kinds of players, and none of them looks at every seat.
  const first = new Map<string, number>();
  for (const [place, { slot }] of open.entries())
    for (const position of slot.positions) if (!first.has(position)) first.set(position, place);
  return oncePerPositions(({ positions }) => {
    const places = positions.map((position) => first.get(position) ?? open.length);
    return open[Math.min(...places)] ?? null;
  });
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
