import type { Choice, Player, StrategyContext } from '../strategy.ts';
import { type Measure, worthOf } from './best_available.ts';
import { nameOf, type Seats } from './roster_need.ts';

/** The first player of a kind who may be taken, and who would be the first of them at the team's next turn. */
interface Kind {
  readonly now: Player;
  later: Player | null;
}

/**
 * The player for an empty starting seat whose kind loses most until the team's next turn: others are taken to pick the best players left,
 * whatever they play. A kind that would be used up by then loses most of all. Null where waiting costs nothing.
 */
export function scarcest(
  context: StrategyContext,
  may: (player: Player) => boolean,
  by: Measure,
  seats: Seats,
): Choice | null {
  const { available, picksUntilNext } = context;
  if (picksUntilNext === null) return null;
  const kinds = new Map<string, Kind>();
  let place = 0;
  for (const player of inOrder(available, by)) {
    const isGoneByThen = place < picksUntilNext;
    place += 1;
    if (seats(player) === null || !may(player)) continue;
    const name = player.positions.join('/');
    const kind = kinds.get(name);
    if (!kind) kinds.set(name, { now: player, later: isGoneByThen ? null : player });
    else if (kind.later === null && !isGoneByThen) kind.later = player;
  }
  const [most] = [...kinds.values()].sort((a, b) => lossOf(b, by) - lossOf(a, by));
  const seat = most && seats(most.now);
  // Below nothing: who is left has no ADP, and a rank before it.
  if (!most || !seat || lossOf(most, by) <= 0) return null;
  const { now, later } = most;
  const then =
    later === null ? 'nobody of the kind' : `${later.name} (${worthOf(later, by)}) as the best of the kind`;
  return {
    playerId: now.id,
    strategy: 'roster_need',
    // Without the name of whom waiting would leave: it would show whom the team's own wishes exclude.
    reason: `Best player for ${nameOf(seat)}, where waiting would cost most: ${now.name} (${worthOf(now, by)}).`,
    privateReason: `By your next turn the others are likely to leave ${then}.`,
  };
}

function inOrder(available: Iterable<Player>, by: Measure): Iterable<Player> {
  if (by === 'RANK') return available;
  return [...available].sort(
    (a, b) => (a.adp ?? Number.POSITIVE_INFINITY) - (b.adp ?? Number.POSITIVE_INFINITY) || a.rank - b.rank,
  );
}

/** What is lost by waiting, in places. */
function lossOf({ now, later }: Kind, by: Measure): number {
  if (later === null) return Number.POSITIVE_INFINITY;
  return worth(later, by) - worth(now, by);
}

function worth({ adp, rank }: Player, by: Measure): number {
  return by === 'ADP' && adp !== null ? adp : rank;
}
