import { leaveRoom, type RosterLimit, usedUpLimits } from '../draft/roster_limits.ts';
import type { Player } from './strategy.ts';

/**
 * Whether a team of these players may take another one without going beyond limits. The answer depends on the positions only, so it is
 * worked out once for each combination of positions, not for each of several hundred players.
 */
export function leaving(
  limits: readonly RosterLimit[],
  roster: readonly Player[],
): (player: Player) => boolean {
  const usedUp = usedUpLimits(
    limits,
    roster.map((player) => player.positions),
  );
  return oncePerPositions((player) => leaveRoom(usedUp, player.positions));
}

/** Remembers an answer for each combination of positions. */
export function oncePerPositions<T>(answer: (player: Player) => T): (player: Player) => T {
  const answers = new Map<string, T>();
  return (player) => {
    const key = player.positions.length === 1 ? (player.positions[0] ?? '') : player.positions.join();
    const known = answers.get(key);
    if (known !== undefined) return known;
    const fresh = answer(player);
    answers.set(key, fresh);
    return fresh;
  };
}
