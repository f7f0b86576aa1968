import type { DueDraft } from '../database/reads.ts';
import { positionsOfBits } from '../draft/roster_limits.ts';
import type { Player, StrategyContext } from '../strategy/strategy.ts';
import type { Pool } from './pool_cache.ts';

/** What a strategy sees of a draft that is due: the rows read from the database, as players. */
export function strategyContext(draft: DueDraft, pool: Pool): StrategyContext {
  const taken = new Set(draft.taken);
  return {
    pickNumber: draft.pickNumber,
    round: draft.round,
    picksLeft: draft.picksLeft,
    rosterSlots: draft.rosterSlots,
    limits: draft.limitPositions.map((bits, i) => ({
      positions: positionsOfBits(pool.positions, bits),
      maxPlayers: draft.limitPlayers[i] ?? 0,
    })),
    roster: draft.roster.map((id) => playerOf(pool, id)),
    queue: draft.queue,
    available: pool.ranked.filter((player) => !taken.has(player.id)),
  };
}

function playerOf(pool: Pool, id: number): Player {
  const player = pool.byId.get(id);
  if (!player) throw new Error(`Player ${id} is not in the pool of the draft`);
  return player;
}
