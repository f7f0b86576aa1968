import { LimitCounter, type RosterLimit } from '../draft/limit_counter.ts';
import type { Player } from './strategy.ts';

/**
 * Whether a team of these players may take another one without going beyond limits. The answer depends on the positions only, so it is
 * worked out once for each combination of positions, not for each of several hundred players.
 */
export function leaving(
  limits: LimitCounter | readonly RosterLimit[],
  roster: readonly Player[],
): (player: Player) => boolean {
  const counter = limits instanceof LimitCounter ? limits : LimitCounter.of(limits);
  const mayTake = counter.leaving(roster.map((player) => player.positions));
  return oncePerPositions((player) => mayTake(player.positions));
}

/** Remembers an answer for each combination of positions, known by its list: players of a pool who play the same share one. */
export function oncePerPositions<T>(answer: (player: Player) => T): (player: Player) => T {
  const answers = new Map<readonly string[], T>();
  return (player) => {
    const known = answers.get(player.positions);
    if (known !== undefined) return known;
    const fresh = answer(player);
    answers.set(player.positions, fresh);
    return fresh;
  };
}
