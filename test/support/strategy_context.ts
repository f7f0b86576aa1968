import { LimitCounter } from '../../src/draft/limit_counter.ts';
import { rosterLimits } from '../../src/draft/roster_limits.ts';
import { type RosterSlot, standardRoster } from '../../src/draft/roster_slots.ts';
import { leaving } from '../../src/strategy/fitting.ts';
import { readOptions } from '../../src/strategy/options.ts';
import { strategyNamed } from '../../src/strategy/registry.ts';
import type { Choice, FreePlayers, Player, StrategyContext } from '../../src/strategy/strategy.ts';

export const POSITIONS = ['DEF', 'K', 'QB', 'RB', 'TE', 'WR'];
export const SEATS = 15;

/** A player whose rank is also the id. */
export function player(rank: number, ...positions: string[]): Player {
  const unknown = { adp: null, proTeam: null, byeWeek: null, status: 'ACTIVE' } as const;
  return { id: rank, name: `Player ${rank}`, positions, rank, ...unknown };
}

/** Players as a strategy is given them. */
export function free(players: readonly Player[]): FreePlayers {
  return Object.assign([...players], { get: (id: number) => players.find((one) => one.id === id) });
}

/** A context of a standard league at its first pick, but for what is told. */
export function context(
  some: Partial<Omit<StrategyContext, 'available'>> & { readonly available?: readonly Player[] },
  slots: readonly RosterSlot[] = standardRoster,
): StrategyContext {
  const roster = some.roster ?? [];
  const limits = rosterLimits(slots, POSITIONS, SEATS);
  return {
    ...{ pickNumber: 1, round: 1, rounds: SEATS, teams: 12, slot: 1, picksUntilNext: 22, seed: 1 },
    picksLeft: SEATS - roster.length,
    rosterSlots: slots,
    fits: leaving(LimitCounter.of(limits), roster),
    ...{ limits, roster, queue: [], ranking: [] },
    ...some,
    available: free(some.available ?? []),
  };
}

/** What a strategy chooses with these options. */
export function ask(name: string, asked: StrategyContext, options: object = {}): Choice | null {
  const strategy = strategyNamed(name);
  return strategy.choose(asked, readOptions(strategy, JSON.stringify(options)));
}
