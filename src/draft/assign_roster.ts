import { accepts, type RosterSlot } from './roster_slots.ts';

/**
 * Seats as many players as possible at once, each in a slot that takes one of their positions: for each player, in order,
 * the index of the slot, or null. Kuhn's augmenting paths for a bipartite matching: nobody who has a seat loses it to a
 * later player, and slots listed first are filled first.
 */
function seatPlayers(
  slots: readonly RosterSlot[],
  players: readonly (readonly string[])[],
): (number | null)[] {
  const seats = slots.flatMap((slot, index) => Array.from({ length: slot.seats }, () => ({ slot, index })));
  const sitters: (number | null)[] = seats.map(() => null);

  function seat(player: number, tried: Set<number>): boolean {
    for (const [place, { slot }] of seats.entries()) {
      if (tried.has(place) || !accepts(slot, players[player] ?? [])) continue;
      tried.add(place);
      const sitter = sitters[place] ?? null;
      if (sitter === null || seat(sitter, tried)) {
        sitters[place] = player;
        return true;
      }
    }
    return false;
  }

  for (const player of players.keys()) {
    if (!sitters.includes(null)) break;
    seat(player, new Set());
  }
  return players.map((_, player) => seats[sitters.indexOf(player)]?.index ?? null);
}

/** The legal line-up of a whole team, slot by player; null when its players cannot all be seated. */
export function assignRoster(
  slots: readonly RosterSlot[],
  players: readonly (readonly string[])[],
): number[] | null {
  const seated = seatPlayers(slots, players).filter((slot) => slot !== null);
  return seated.length === players.length ? seated : null;
}

/** A slot where one more player could sit: in an empty seat, or in one that a teammate frees by moving. */
export interface OpenSlot {
  readonly slot: RosterSlot;
  readonly isEmpty: boolean;
}

/**
 * The slots where one more player could sit, those with an empty seat first. A candidate raises the number of seated
 * players exactly when one of these takes them: an augmenting path (Berge) is a row of players who each move to the
 * next slot, and ends at an empty seat.
 */
export function openSlots(slots: readonly RosterSlot[], players: readonly (readonly string[])[]): OpenSlot[] {
  const seated = seatPlayers(slots, players);
  const taken = slots.map((_, index) => seated.filter((seat) => seat === index).length);
  const open = [...slots.keys()].filter((index) => (taken[index] ?? 0) < (slots[index]?.seats ?? 0));
  const emptySlots = open.length;
  // The list grows while it is walked.
  for (const target of open) {
    for (const [player, seat] of seated.entries()) {
      const slot = slots[target];
      if (seat === null || open.includes(seat) || !slot) continue;
      if (accepts(slot, players[player] ?? [])) open.push(seat);
    }
  }
  return open.flatMap((index, i) => {
    const slot = slots[index];
    return slot ? [{ slot, isEmpty: i < emptySlots }] : [];
  });
}
