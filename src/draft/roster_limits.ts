import { DraftError } from './errors.ts';
import { LimitCounter, MOST_POSITIONS, type RosterLimit } from './limit_counter.ts';
import type { RosterSlot } from './roster_slots.ts';

/** Twelve positions that share no seat but the bench have so many, as in leagues with individual defenders. */
const MOST_LIMITS = 4_096;

/** A limit as SQL counts with it: bit i stands for element i of the pool's positions. */
export interface LimitBits {
  readonly bits: number;
  readonly maxPlayers: number;
}

/**
 * Turns roster slots into limits that only need counting. "Fits" is a matching question: can all players of a team be
 * seated at once? By Hall's theorem they can exactly when, for each union of slots, the players who fit nowhere
 * else are no more than its seats. A player fits into every slot that takes one of their positions, so the unions
 * that matter are those of single positions' slots; each becomes one limit.
 *
 * Limits that a team of `rounds` players cannot reach are left out. Throws ROSTER_TOO_COMPLEX beyond 31 positions or 4,096
 * limits.
 */
export function rosterLimits(
  slots: readonly RosterSlot[],
  poolPositions: readonly string[],
  rounds: number,
): RosterLimit[] {
  return named(sorted(limitsOfSlots(slots, poolPositions, rounds)), poolPositions);
}

/**
 * All limits of a draft: those of its roster slots, and those of its position maximums, for which each position is a slot that seats as many
 * as it may have. Of two limits about the same positions the tighter one is left. Throws as {@link rosterLimits} does.
 */
export function draftLimits(
  slots: readonly RosterSlot[],
  maximums: Readonly<Record<string, number>>,
  poolPositions: readonly string[],
): RosterLimit[] {
  return named(draftLimitBits(slots, maximums, poolPositions), poolPositions);
}

/** The same as {@link draftLimits}, as SQL counts with them. */
export function draftLimitBits(
  slots: readonly RosterSlot[],
  maximums: Readonly<Record<string, number>>,
  poolPositions: readonly string[],
): LimitBits[] {
  // By trades a team may have more cells than there are rounds, and never more than seats.
  const mostPlayers = slots.reduce((sum, { seats }) => sum + seats, 0);
  const limits = limitsOfSlots(slots, poolPositions, mostPlayers);
  if (Object.keys(maximums).length > 0) {
    const counted = slotsOfMaximums(maximums, poolPositions, mostPlayers);
    for (const [bits, most] of limitsOfSlots(counted, poolPositions, mostPlayers))
      limits.set(bits, Math.min(most, limits.get(bits) ?? most));
  }
  if (limits.size > MOST_LIMITS) throw tooComplex(poolPositions, slots);
  return sorted(limits);
}

/** Position maximums as slots: each seats as many of a position as a team may have, and one everybody who plays another one. */
export function slotsOfMaximums(
  maximums: Readonly<Record<string, number>>,
  poolPositions: readonly string[],
  others: number,
): RosterSlot[] {
  const unlimited = poolPositions.filter((position) => !Object.hasOwn(maximums, position));
  return [
    ...Object.entries(maximums).map(([name, seats]) => ({ name, seats, positions: [name] })),
    { name: '', seats: others, positions: unlimited },
  ];
}

/**
 * By bits of positions, how many players of nothing else there is room for: of each union of single positions' slots. A union is known by the
 * positions that have no slot outside of it, and found from those by one look at each slot: thousands of unions are a matter of
 * milliseconds.
 */
function limitsOfSlots(
  slots: readonly RosterSlot[],
  poolPositions: readonly string[],
  rounds: number,
): Map<number, number> {
  if (poolPositions.length > MOST_POSITIONS) throw tooComplex(poolPositions, slots);
  const seatsOf = new Map<number, number>();
  for (const { positions, seats } of slots) {
    const bits = positions === 'ANY' ? -1 : positionBits(poolPositions, positions);
    seatsOf.set(bits, (seatsOf.get(bits) ?? 0) + seats);
  }
  const everything = positionBits(poolPositions, poolPositions);
  const unionOf = (positions: number) => {
    let [seats, elsewhere] = [0, 0];
    for (const [taken, count] of seatsOf) {
      if ((taken & positions) === 0) elsewhere |= taken;
      else seats += count;
    }
    return { bits: everything & ~elsewhere, seats };
  };
  const unions = new Map<number, number>();
  for (const bits of new Set(poolPositions.map((_, i) => unionOf(1 << i).bits))) {
    for (const union of [0, ...unions.keys()]) {
      const { bits: wider, seats } = unionOf(union | bits);
      // A union only grows, and its seats with it: what cannot bind now never will.
      if (seats < rounds) unions.set(wider, seats);
    }
    if (unions.size > MOST_LIMITS) throw tooComplex(poolPositions, slots);
  }
  return unions;
}

/** The narrowest first. */
function sorted(limits: ReadonlyMap<number, number>): LimitBits[] {
  return [...limits]
    .map(([bits, maxPlayers]) => ({ bits, maxPlayers }))
    .sort((a, b) => a.maxPlayers - b.maxPlayers || a.bits - b.bits);
}

function named(limits: readonly LimitBits[], poolPositions: readonly string[]): RosterLimit[] {
  return limits.map(({ bits, maxPlayers }) => ({
    positions: positionsOfBits(poolPositions, bits),
    maxPlayers,
  }));
}

function tooComplex(positions: readonly string[], slots: readonly RosterSlot[]): DraftError {
  return new DraftError('ROSTER_TOO_COMPLEX', { positions: positions.length, slots: slots.length });
}

/** Whether a team of these players (their positions each) may still take a player of the candidate's positions. */
export function fits(
  limits: readonly RosterLimit[],
  roster: readonly (readonly string[])[],
  candidate: readonly string[],
): boolean {
  return LimitCounter.of(limits).leaving(roster)(candidate);
}

/** Positions as the integer that SQL counts with: bit i stands for element i of the pool's positions. */
export function positionBits(poolPositions: readonly string[], positions: readonly string[]): number {
  return positions.reduce((bits, position) => {
    const place = poolPositions.indexOf(position);
    return place === -1 ? bits : bits | (1 << place);
  }, 0);
}

/** The positions that bits stand for: the reverse of {@link positionBits}. */
export function positionsOfBits(poolPositions: readonly string[], bits: number): string[] {
  return poolPositions.filter((_, i) => (bits & (1 << i)) !== 0);
}
