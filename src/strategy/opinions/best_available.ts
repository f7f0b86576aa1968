import type { Choice, Player, StrategyContext } from '../strategy.ts';

/** By which number of the pool players are compared. */
export type Measure = 'RANK' | 'ADP';

/** The best player who may be taken, by rank or by ADP; who has no ADP comes after all who have one, by rank. */
export function bestAvailable(
  { available }: StrategyContext,
  may: (player: Player) => boolean,
  by: Measure,
): Choice | null {
  const best = by === 'RANK' ? available.find(may) : bestByAdp(available.filter(may));
  if (!best) return null;
  return {
    playerId: best.id,
    strategy: 'best_available',
    reason: `The best player left for the team: ${best.name} (${worthOf(best, by)}).`,
  };
}

/** A player's place by a measure, for people. */
export function worthOf({ adp, rank }: Player, by: Measure): string {
  return by === 'ADP' && adp !== null ? `ADP ${adp}` : `rank ${rank}`;
}

/** The best by ADP of players that come in the order of their ranks. */
export function bestByAdp(players: readonly Player[]): Player | undefined {
  let best: Player | undefined;
  for (const player of players) if (best === undefined || isEarlier(player, best)) best = player;
  return best;
}

function isEarlier({ adp }: Player, than: Player): boolean {
  return adp !== null && (than.adp === null || adp < than.adp);
}
