import type { RosterSlot } from './roster_slots.ts';

/** Of a group of slots: no player who asks for a seat there can have one, whoever moves. */
const CLOSED = -1;

/** A slot where one more player could sit: in an empty seat, or in one that a teammate frees by moving. */
export interface OpenSlot {
  readonly slot: RosterSlot;
  readonly isEmpty: boolean;
}

/** Slots that take the same positions. */
interface Group {
  readonly slots: { readonly slot: RosterSlot; readonly index: number }[];
  seats: number;
}

/** What of a roster does not depend on who sits there. */
interface Plan {
  readonly groups: readonly Group[];
  /** By position: the groups that take it, those that take everybody among them. */
  readonly groupsOfPosition: ReadonlyMap<string, readonly number[]>;
  readonly groupsForAnybody: readonly number[];
}

/** Of each roster: the teams of a draft, and of all drafts alike, have the same. */
const plansKnown = new WeakMap<readonly RosterSlot[], Plan>();

/**
 * Players in the seats of a roster, as many at once as can be. Kuhn's augmenting paths for a bipartite matching, with slots of several
 * seats: nobody who has a seat loses it to a later player, and slots listed first are filled first.
 *
 * Its work is bounded, because it is done for every pick of the clock: slots that take the same positions are one, each is tried once for
 * a player, and those that a player in vain asked for are never tried again. So that a player costs at most as many steps as there are
 * players and slots, one times the other, and one who finds no seat costs no more than all who found none together.
 */
export class Seating {
  readonly #plan: Plan;
  /** By group: who sits there. */
  readonly #sitters: readonly number[][];
  /** By player: the groups where they may sit. */
  readonly #groupsOf: (readonly number[])[] = [];
  /** For which player a group was last tried, from 1; or CLOSED. */
  readonly #triedFor: Int32Array;
  #steps = 0;

  constructor(slots: readonly RosterSlot[]) {
    this.#plan = planOf(slots);
    this.#sitters = this.#plan.groups.map(() => []);
    this.#triedFor = new Int32Array(this.#sitters.length);
  }

  /** How many times a player and a group were compared until now. */
  get steps(): number {
    return this.#steps;
  }

  /** Seats one more player of these positions, others moving where that makes room; false: there is no way, and nobody moved. */
  add(positions: readonly string[]): boolean {
    const asked = this.#groupsOf.push(this.#groupsFor(positions));
    if (this.#seat(asked - 1, asked)) return true;
    for (const [group, triedFor] of this.#triedFor.entries())
      if (triedFor === asked) this.#triedFor[group] = CLOSED;
    return false;
  }

  /** Who sits where: by player, in the order in which they were added, the index of the slot; null: nowhere. */
  slotsOfPlayers(): (number | null)[] {
    const seated = this.#groupsOf.map((): number | null => null);
    for (const [group, { slots }] of this.#plan.groups.entries()) {
      const sitters = this.#sitters[group] ?? [];
      let dealt = 0;
      for (const { slot, index } of slots)
        for (let seat = 0; seat < slot.seats && dealt < sitters.length; seat += 1, dealt += 1)
          seated[sitters[dealt] ?? 0] = index;
    }
    return seated;
  }

  /**
   * The slots where one more player could sit, those with an empty seat first. A candidate raises the number of seated players exactly when
   * one of these takes them: an augmenting path (Berge) is a row of players who each move to the next slot, and ends at an empty seat.
   */
  openSlots(): OpenSlot[] {
    const open = [...this.#sitters.keys()].filter((group) => this.#hasRoom(group));
    const isOpen = this.#sitters.map((_, group) => open.includes(group));
    // The list grows while it is walked.
    for (const target of open) {
      for (const [group, sitters] of this.#sitters.entries()) {
        if (isOpen[group] || !sitters.some((player) => this.#groupsOf[player]?.includes(target))) continue;
        isOpen[group] = true;
        open.push(group);
      }
    }
    const slots = open.flatMap((group) => this.#slotsOf(group));
    const empty = slots.filter(({ isEmpty }) => isEmpty).sort((a, b) => a.index - b.index);
    const freed = slots.filter(({ isEmpty }) => !isEmpty);
    return [...empty, ...freed].map(({ slot, isEmpty }) => ({ slot, isEmpty }));
  }

  #groupsFor(positions: readonly string[]): readonly number[] {
    const { groupsOfPosition, groupsForAnybody } = this.#plan;
    const lists = positions.map((position) => groupsOfPosition.get(position) ?? groupsForAnybody);
    if (lists.length < 2) return lists[0] ?? groupsForAnybody;
    const taken = new Uint8Array(this.#sitters.length);
    for (const list of lists) for (const group of list) taken[group] = 1;
    return [...taken.keys()].filter((group) => taken[group] === 1);
  }

  #seat(player: number, asked: number): boolean {
    for (const index of this.#groupsOf[player] ?? []) {
      this.#steps += 1;
      const sitters = this.#sitters[index];
      const triedFor = this.#triedFor[index];
      if (!sitters || triedFor === asked || triedFor === CLOSED) continue;
      this.#triedFor[index] = asked;
      if (this.#hasRoom(index)) {
        sitters.push(player);
        return true;
      }
      for (const [place, sitter] of sitters.entries()) {
        if (!this.#seat(sitter, asked)) continue;
        sitters[place] = player;
        return true;
      }
    }
    return false;
  }

  #hasRoom(index: number): boolean {
    return (this.#sitters[index]?.length ?? 0) < (this.#plan.groups[index]?.seats ?? 0);
  }

  /** The slots of a group: those listed first are filled first. */
  #slotsOf(index: number): (OpenSlot & { readonly index: number })[] {
    let filled = this.#sitters[index]?.length ?? 0;
    return (this.#plan.groups[index]?.slots ?? []).map(({ slot, index: place }) => {
      filled -= slot.seats;
      return { slot, index: place, isEmpty: filled < 0 };
    });
  }
}

function planOf(slots: readonly RosterSlot[]): Plan {
  const known = plansKnown.get(slots);
  if (known) return known;
  const byPositions = new Map<string, Group>();
  for (const [index, slot] of slots.entries()) {
    const key = slot.positions === 'ANY' ? '' : [...slot.positions].sort().join('\n');
    const group = byPositions.get(key) ?? { slots: [], seats: 0 };
    byPositions.set(key, group);
    group.slots.push({ slot, index });
    group.seats += slot.seats;
  }
  const groups = [...byPositions.values()];
  const taken = groups.map((group) => group.slots[0]?.slot.positions ?? []);
  const groupsOfPosition = new Map<string, number[]>();
  for (const positions of taken)
    if (positions !== 'ANY') for (const position of positions) groupsOfPosition.set(position, []);
  for (const [group, positions] of taken.entries())
    for (const position of positions === 'ANY' ? groupsOfPosition.keys() : new Set(positions))
      groupsOfPosition.get(position)?.push(group);
  const groupsForAnybody = [...groups.keys()].filter((group) => taken[group] === 'ANY');
  const plan = { groups, groupsOfPosition, groupsForAnybody };
  plansKnown.set(slots, plan);
  return plan;
}
