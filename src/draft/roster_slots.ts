import { DraftError } from './errors.ts';
import { MOST_POSITIONS } from './limit_counter.ts';
import { readName } from './names.ts';
import { flexPositions, plainPosition, plainPositions } from './positions.ts';

const MOST_SEATS = 100;
/** Real rosters have up to 25 slots and 60 seats. A team has at most 100 rounds, and by trades as many picks more. */
export const MOST_SLOTS = 40;
const MOST_ROSTER_SEATS = 200;
/** How long the name of a slot may be, in code points. */
export const LONGEST_SLOT_NAME = 40;

/** Seats of one kind on a roster, and the positions that may sit there. */
export interface RosterSlot {
  readonly name: string;
  readonly seats: number;
  readonly positions: readonly string[] | 'ANY';
}

/** Positions whose name alone makes a roster slot. */
const KNOWN_POSITIONS: ReadonlySet<string> = new Set(['QB', 'RB', 'WR', 'TE', 'K', 'DEF']);
/** Names of slots for reserves, in capitals: anybody may sit there. */
const BENCH_NAMES: ReadonlySet<string> = new Set(['BN', 'BE', 'BENCH']);

/** A roster slot as a league writes it: the positions may be left out where the name says them. */
export interface RosterSlotInput {
  readonly name: string;
  readonly seats: number;
  readonly positions?: readonly string[] | 'ANY';
}

/**
 * Completes slots with the positions that their names say, and calls positions by their usual names: `DST` is `DEF`, `W/R/T`
 * takes `WR`, `RB` and `TE`. Slots keep their own names, in plain form. Throws ROSTER_INVALID for an unknown name.
 */
export function standardSlots(slots: readonly RosterSlotInput[]): RosterSlot[] {
  return slots.map(({ name: given, seats, positions }) => {
    const reading = readName(given, LONGEST_SLOT_NAME);
    if ('problem' in reading)
      throw new DraftError('ROSTER_INVALID', { slot: given, problem: `the name ${reading.problem}` });
    const { name } = reading;
    const seated = positions ?? positionsByName(name);
    if (seated === undefined)
      throw new DraftError('ROSTER_INVALID', {
        slot: name,
        problem: 'its name says no position; list its positions',
      });
    return { name, seats, positions: seated === 'ANY' ? seated : plainPositions(seated) };
  });
}

/** The positions of a slot of that name, where the name says them. */
function positionsByName(name: string): readonly string[] | 'ANY' | undefined {
  const plain = plainPosition(name);
  if (BENCH_NAMES.has(plain)) return 'ANY';
  if (KNOWN_POSITIONS.has(plain)) return [plain];
  const flex = flexPositions(name);
  if (flex) return flex;
  // A name such as RB/WR says who sits there by itself.
  const parts = plainPositions(name.split('/'));
  return parts.length > 1 && parts.every((part) => KNOWN_POSITIONS.has(part)) ? parts : undefined;
}

/** The roster most leagues play with: nine starters and a bench of six. */
export const standardRoster: readonly RosterSlot[] = standardSlots([
  { name: 'QB', seats: 1 },
  { name: 'RB', seats: 2 },
  { name: 'WR', seats: 2 },
  { name: 'TE', seats: 1 },
  { name: 'FLEX', seats: 1 },
  { name: 'K', seats: 1 },
  { name: 'DEF', seats: 1 },
  { name: 'BN', seats: 6 },
]);

/**
 * Refuses rosters that are larger than any league's (ROSTER_TOO_LARGE): what a pick costs grows with them. Apart from
 * {@link checkRosterSlots}, because drafts that were created before there was a bound go on.
 */
export function checkRosterSize(slots: readonly RosterSlot[]): void {
  if (slots.length > MOST_SLOTS)
    throw new DraftError('ROSTER_TOO_LARGE', { slots: slots.length, most: MOST_SLOTS });
  const seats = slots.reduce((sum, slot) => sum + slot.seats, 0);
  if (seats > MOST_ROSTER_SEATS) throw new DraftError('ROSTER_TOO_LARGE', { seats, most: MOST_ROSTER_SEATS });
  for (const { name, positions } of slots) {
    if (positions !== 'ANY' && positions.length > MOST_POSITIONS)
      throw new DraftError('ROSTER_TOO_LARGE', {
        ...{ slot: name, positions: positions.length, most: MOST_POSITIONS },
      });
  }
}

/** Refuses slots without a name of their own, without seats, or without positions. */
export function checkRosterSlots(slots: readonly RosterSlot[]): void {
  const names = new Set<string>();
  for (const slot of slots) {
    const { name, seats } = slot;
    const problem = names.has(name.toLowerCase()) ? 'another slot has the same name' : problemOf(slot);
    if (problem !== null) throw new DraftError('ROSTER_INVALID', { slot: name, seats, problem });
    names.add(name.toLowerCase());
  }
}

function problemOf({ name, seats, positions }: RosterSlot): string | null {
  const reading = readName(name, LONGEST_SLOT_NAME);
  if ('problem' in reading) return `the name ${reading.problem}`;
  if (reading.name !== name) return 'its name is not in plain form';
  if (!Number.isInteger(seats) || seats < 1 || seats > MOST_SEATS)
    return `it must have 1 to ${MOST_SEATS} seats, not ${seats}`;
  return positions === 'ANY' || positions.length > 0 ? null : 'it takes no position';
}

/** Whether a slot only keeps players in reserve: the one named BN, and any that takes everybody. */
export function isBench(slot: RosterSlot): boolean {
  return slot.name === 'BN' || slot.positions === 'ANY';
}

/** Whether a player of these positions may sit in the slot. */
export function accepts(slot: RosterSlot, positions: readonly string[]): boolean {
  const { positions: seated } = slot;
  if (seated === 'ANY') return true;
  for (const position of positions) if (seated.includes(position)) return true;
  return false;
}
