import { DraftError } from './errors.ts';
import { accepts, type RosterSlot } from './roster_slots.ts';

/** Bits of a 32-bit integer that stay positive: how many positions a pool can have. */
const MOST_POSITIONS = 31;
const MOST_LIMITS = 4_096;

/** At most so many players of a team play nothing but these positions. */
export interface RosterLimit {
  readonly positions: readonly string[];
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
  if (poolPositions.length > MOST_POSITIONS) throw tooComplex(poolPositions, slots);
  const slotsOf = new Map(poolPositions.map((position) => [position, slotBits(slots, position)]));
  const unions = new Set<bigint>();
  for (const bits of new Set(slotsOf.values())) {
    for (const union of [0n, ...unions]) {
      // A union only grows, and its seats with it: what cannot bind now never will.
      if (seatsOf(slots, union | bits) < rounds) unions.add(union | bits);
    }
    if (unions.size > MOST_LIMITS) throw tooComplex(poolPositions, slots);
  }
  return [...unions]
    .map((union) => ({
      positions: poolPositions.filter((position) => ((slotsOf.get(position) ?? 0n) & ~union) === 0n),
      maxPlayers: seatsOf(slots, union),
    }))
    .sort((a, b) => a.maxPlayers - b.maxPlayers || compare(a.positions.join(), b.positions.join()));
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
  // By trades a team may have more cells than there are rounds, and never more than seats.
  const mostPlayers = slots.reduce((sum, { seats }) => sum + seats, 0);
  const limits = rosterLimits(slots, poolPositions, mostPlayers);
  if (Object.keys(maximums).length === 0) return limits;
  const unlimited = poolPositions.filter((position) => !Object.hasOwn(maximums, position));
  const counted = [
    ...Object.entries(maximums).map(([name, seats]) => ({ name, seats, positions: [name] })),
    { name: '', seats: mostPlayers, positions: unlimited },
  ];
  const tightest = new Map<string, RosterLimit>();
  for (const limit of [...limits, ...rosterLimits(counted, poolPositions, mostPlayers)]) {
    const known = tightest.get(limit.positions.join());
    if (!known || limit.maxPlayers < known.maxPlayers) tightest.set(limit.positions.join(), limit);
  }
  return [...tightest.values()].sort((a, b) => a.maxPlayers - b.maxPlayers);
}

/** The slots that take a position, as bits: bit i stands for slot i. */
function slotBits(slots: readonly RosterSlot[], position: string): bigint {
  return slots.reduce((bits, slot, i) => (accepts(slot, [position]) ? bits | (1n << BigInt(i)) : bits), 0n);
}

function seatsOf(slots: readonly RosterSlot[], union: bigint): number {
  return slots.reduce((seats, slot, i) => seats + (union & (1n << BigInt(i)) ? slot.seats : 0), 0);
}

function tooComplex(positions: readonly string[], slots: readonly RosterSlot[]): DraftError {
  return new DraftError('ROSTER_TOO_COMPLEX', { positions: positions.length, slots: slots.length });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Whether a team of these players (their positions each) may still take a player of the candidate's positions. */
export function fits(
  limits: readonly RosterLimit[],
  roster: readonly (readonly string[])[],
  candidate: readonly string[],
): boolean {
  return leaveRoom(usedUpLimits(limits, roster), candidate);
}

/** The limits that a team of these players has reached: enough to judge many candidates. */
export function usedUpLimits(
  limits: readonly RosterLimit[],
  roster: readonly (readonly string[])[],
): RosterLimit[] {
  return limits.filter((limit) => {
    if (limit.maxPlayers > roster.length) return false;
    let counted = 0;
    for (const positions of roster) if (areAllIn(limit.positions, positions)) counted += 1;
    return counted >= limit.maxPlayers;
  });
}

function areAllIn(limited: readonly string[], positions: readonly string[]): boolean {
  for (const position of positions) if (!limited.includes(position)) return false;
  return true;
}

/** Whether no limit that is used up excludes a player of these positions. */
export function leaveRoom(usedUp: readonly RosterLimit[], candidate: readonly string[]): boolean {
  return !usedUp.some((limit) => candidate.every((position) => limit.positions.includes(position)));
}

/** Positions as the integer that SQL counts with: bit i stands for element i of the pool's positions. */
export function positionBits(poolPositions: readonly string[], positions: readonly string[]): number {
  return poolPositions.reduce(
    (bits, position, i) => (positions.includes(position) ? bits | (1 << i) : bits),
    0,
  );
}

/** The positions that bits stand for: the reverse of {@link positionBits}. */
export function positionsOfBits(poolPositions: readonly string[], bits: number): string[] {
  return poolPositions.filter((_, i) => (bits & (1 << i)) !== 0);
}
