import type { AutoRequest } from '../database/picks.ts';
import { DraftError } from '../draft/errors.ts';
import { bestAvailable } from '../strategy/best_available.ts';
import { fitting } from '../strategy/fitting.ts';
import type { Choice, Strategy, StrategyContext } from '../strategy/strategy.ts';
import type { FreePlayers } from './free_players.ts';
import type { RankedPool } from './pool_cache.ts';
import type { WarmDraft } from './warm_draft.ts';

/** Called when a strategy of a team could not be used, and why. */
export type OnFallback = (draftId: string, strategy: string, objection: string) => void;

/**
 * Chooses for the team on the clock. A strategy that throws, finds nobody, or names somebody the team cannot take does not
 * stop the draft: the best player left is taken, and the reason says why. Throws NO_PLAYER_FITS when there is none.
 */
export function choosePick(
  draft: WarmDraft,
  pool: RankedPool,
  strategyNamed: (name: string) => Strategy,
  onFallback: OnFallback,
): AutoRequest {
  const { draftId, pickNumber, version, onClock } = draft;
  const context = draft.strategyContext(pool);
  const asked = ask(() => strategyNamed(onClock.strategy), context);
  const base = { kind: 'AUTO', draftId, pickNumber, version, queueVersion: onClock.queueVersion } as const;
  if (typeof asked !== 'string') return { ...base, ...asked };

  const fallback = bestAvailable.choose(context);
  if (!fallback) throw new DraftError('NO_PLAYER_FITS', { pickNumber, teamId: onClock.teamId });
  onFallback(draftId, onClock.strategy, asked);
  return { ...base, ...fallback, reason: `Strategy ${onClock.strategy} ${asked}. ${fallback.reason}` };
}

/** A choice that can be made, or what is wrong with the strategy's answer. */
function ask(
  strategy: () => Strategy,
  context: StrategyContext & { readonly available: FreePlayers },
): Choice | string {
  try {
    const choice = strategy().choose(context);
    if (!choice) return 'found nobody';
    const player = context.available.get(choice.playerId);
    if (!player) return `named player ${choice.playerId}, who is not free`;
    return fitting(context)(player) ? choice : `named ${player.name}, who does not fit the roster`;
  } catch (error) {
    return `failed (${error instanceof Error ? error.message : String(error)})`;
  }
}
