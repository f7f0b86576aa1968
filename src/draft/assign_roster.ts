import type { RosterSlot } from './roster_slots.ts';
import { type OpenSlot, Seating } from './seating.ts';

function seatAll(slots: readonly RosterSlot[], players: readonly (readonly string[])[]): Seating {
  const seating = new Seating(slots);
  for (const positions of players) seating.add(positions);
  return seating;
}

/** The legal line-up of a whole team, slot by player; null when its players cannot all be seated. */
export function assignRoster(
  slots: readonly RosterSlot[],
  players: readonly (readonly string[])[],
): number[] | null {
  const seated = seatAll(slots, players)
    .slotsOfPlayers()
    .filter((slot) => slot !== null);
  return seated.length === players.length ? seated : null;
}

/** The slots where one more player could sit beside these, those with an empty seat first. */
export function openSlots(slots: readonly RosterSlot[], players: readonly (readonly string[])[]): OpenSlot[] {
  return seatAll(slots, players).openSlots();
}
