import { accepts, type RosterSlot } from './roster_slots.ts';

const NOBODY = -1;

/**
 * Seats as many players as possible at once, each in a slot that takes one of their positions: for each player, in order,
 * the index of the slot, or null. Kuhn's augmenting paths for a bipartite matching: nobody who has a seat loses it to a
 * later player, and slots listed first are filled first.
 */
function seatPlayers(
  slots: readonly RosterSlot[],
  players: readonly (readonly string[])[],
): (number | null)[] {
  // Plain loops and no sets: this runs for every pick of the clock.
  const slotOf: number[] = [];
  for (const [index, slot] of slots.entries()) for (let i = 0; i < slot.seats; i += 1) slotOf.push(index);
  const sitters = new Array<number>(slotOf.length).fill(NOBODY);
  const seatOf = new Array<number>(players.length).fill(NOBODY);
  /** For which player a seat was last tried. */
  const triedFor = new Array<number>(slotOf.length).fill(NOBODY);

  function seat(player: number, asked: number): boolean {
    const positions = players[player] ?? [];
    for (let place = 0; place < slotOf.length; place += 1) {
      const slot = slots[slotOf[place] ?? 0];
      if (triedFor[place] === asked || !slot || !accepts(slot, positions)) continue;
      triedFor[place] = asked;
      const sitter = sitters[place] ?? NOBODY;
      if (sitter !== NOBODY && !seat(sitter, asked)) continue;
      sitters[place] = player;
      seatOf[player] = place;
      return true;
    }
    return false;
  }

  let left = slotOf.length;
  for (let player = 0; player < players.length && left > 0; player += 1) if (seat(player, player)) left -= 1;
  return seatOf.map((place) => (place === NOBODY ? null : (slotOf[place] ?? null)));
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
