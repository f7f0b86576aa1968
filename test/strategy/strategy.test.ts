import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignRoster } from '../../src/draft/assign_roster.ts';
import { rosterLimits } from '../../src/draft/roster_limits.ts';
import { type RosterSlot, standardRoster, standardSlots } from '../../src/draft/roster_slots.ts';
import { defaultStrategy, strategyNamed } from '../../src/strategy/registry.ts';
import type { Player, StrategyContext } from '../../src/strategy/strategy.ts';

const POSITIONS = ['DEF', 'K', 'QB', 'RB', 'TE', 'WR'];
const ROSTER = standardRoster;
const SEATS = 15;

const player = (rank: number, ...positions: string[]): Player => ({
  id: rank,
  name: `Player ${rank}`,
  positions,
  rank,
});

function context(some: Partial<StrategyContext>, slots: readonly RosterSlot[] = ROSTER): StrategyContext {
  const roster = some.roster ?? [];
  return {
    pickNumber: 1,
    round: 1,
    picksLeft: SEATS - roster.length,
    rosterSlots: slots,
    limits: rosterLimits(slots, POSITIONS, SEATS),
    roster,
    queue: [],
    ranking: [],
    available: [],
    seed: 1,
    slot: 1,
    ...some,
  };
}

describe('from_queue', () => {
  const strategy = strategyNamed('from_queue');
  const available = [player(1, 'QB'), player(2, 'RB'), player(3, 'K'), player(4, 'K')];

  it('takes the first player of the queue who is free and fits, and gives a reason without the place, which is private', () => {
    const choice = strategy.choose(context({ queue: [99, 4, 2], available }));
    expect(choice).toEqual({
      playerId: 4,
      strategy: 'from_queue',
      reason: "From the team's queue: Player 4.",
    });
  });

  it('chooses nobody when the queue is empty, or nobody on it can be taken', () => {
    expect(strategy.choose(context({ available }))).toBeNull();
    expect(strategy.choose(context({ queue: [98, 99], available }))).toBeNull();
    const fullOfKickers = Array.from({ length: 7 }, (_, i) => player(100 + i, 'K'));
    expect(strategy.choose(context({ queue: [3], available, roster: fullOfKickers }))).toBeNull();
  });
});

describe('best_available', () => {
  const strategy = strategyNamed('best_available');

  it('takes the best rank that fits', () => {
    const fullOfKickers = Array.from({ length: 7 }, (_, i) => player(100 + i, 'K'));
    const available = [player(1, 'K'), player(2, 'QB'), player(3, 'RB')];
    expect(strategy.choose(context({ available }))?.playerId).toBe(1);
    expect(strategy.choose(context({ available, roster: fullOfKickers }))?.playerId).toBe(2);
  });

  it('chooses nobody when nobody fits', () => {
    expect(strategy.choose(context({ available: [] }))).toBeNull();
  });
});

describe('roster_need', () => {
  const strategy = strategyNamed('roster_need');

  it('fills starters before the bench', () => {
    const roster = [player(1, 'QB')];
    const available = [player(2, 'QB'), player(3, 'TE'), player(4, 'RB')];
    expect(strategy.choose(context({ roster, available }))?.playerId).toBe(3);
  });

  it('counts a seat as free when a flexible player can move', () => {
    const slots: RosterSlot[] = [
      { name: 'RB', seats: 1, positions: ['RB'] },
      { name: 'FLEX', seats: 1, positions: ['RB', 'WR'] },
      { name: 'BN', seats: 13, positions: 'ANY' },
    ];
    const roster = [player(1, 'RB')];
    const choice = strategy.choose(context({ roster, available: [player(2, 'TE'), player(3, 'WR')] }, slots));
    expect(choice?.playerId).toBe(3);
  });

  it('says which seat it fills, and whether a teammate makes room', () => {
    const slots: RosterSlot[] = [
      { name: 'FLEX', seats: 1, positions: ['RB', 'WR'] },
      { name: 'RB', seats: 1, positions: ['RB'] },
      { name: 'BN', seats: 13, positions: 'ANY' },
    ];
    const roster = [player(1, 'RB')];
    const reasonWith = (...available: Player[]) =>
      strategy.choose(context({ roster, available }, slots))?.reason;
    expect(reasonWith(player(2, 'RB'))).toBe('Best ranked player for an empty RB seat: Player 2 (rank 2).');
    expect(reasonWith(player(3, 'WR'))).toBe(
      'Best ranked player for the FLEX seat that a teammate can free: Player 3 (rank 3).',
    );
  });

  it('counts a slot named BN as bench even where it takes only some positions', () => {
    const slots: RosterSlot[] = [
      { name: 'BN', seats: 10, positions: ['RB', 'WR'] },
      { name: 'QB', seats: 5, positions: ['QB'] },
    ];
    const available = [player(1, 'RB'), player(2, 'WR'), player(3, 'QB')];
    expect(strategy.choose(context({ available }, slots))?.playerId).toBe(3);
  });

  it('fills a starting seat with each pick that is left when there are no more of them than empty seats', () => {
    const endlessBench = standardSlots([
      { name: 'RB', seats: 1 },
      { name: 'TE', seats: 1 },
      { name: 'K', seats: 1 },
      { name: 'BN', seats: 20 },
    ]);
    const scarce = fc.shuffledSubarray([...Array(30).fill('RB'), 'TE', 'K'] as string[], { minLength: 32 });
    fc.assert(
      fc.property(scarce, (pool) => {
        let available = pool.map((position, i) => player(i + 1, position));
        const roster: Player[] = [];
        while (roster.length < 3) {
          const asked = { roster, available, picksLeft: 3 - roster.length };
          const id = defaultStrategy.choose(context(asked, endlessBench))?.playerId;
          roster.push(...available.filter((free) => free.id === id));
          available = available.filter((free) => free.id !== id);
        }
        expect(roster.flatMap(({ positions }) => positions).sort()).toEqual(['K', 'RB', 'TE']);
      }),
      { seed: 19, numRuns: 100 },
    );
  });

  it('chooses nobody once the starters are complete', () => {
    const roster = ['QB', 'RB', 'RB', 'WR', 'WR', 'TE', 'TE', 'K', 'DEF'].map((position, i) =>
      player(i + 1, position),
    );
    expect(strategy.choose(context({ roster, available: [player(20, 'RB')] }))).toBeNull();
  });
});

describe('the standard strategy', () => {
  const strategy = strategyNamed('standard');

  it('uses the queue, then need, then rank, and names the one that chose', () => {
    const available = [player(1, 'QB'), player(2, 'RB')];
    expect(strategy.choose(context({ queue: [2], available }))).toMatchObject({
      playerId: 2,
      strategy: 'from_queue',
    });
    expect(strategy.choose(context({ available }))).toMatchObject({ playerId: 1, strategy: 'roster_need' });
    const roster = ['QB', 'RB', 'RB', 'WR', 'WR', 'TE', 'TE', 'K', 'DEF'].map((position, i) =>
      player(50 + i, position),
    );
    expect(strategy.choose(context({ roster, available }))).toMatchObject({
      playerId: 1,
      strategy: 'best_available',
    });
  });

  it('never takes a player who is not free or does not fit, and always completes a legal roster', () => {
    const pools = fc.array(fc.subarray(POSITIONS, { minLength: 1, maxLength: 2 }), {
      minLength: 60,
      maxLength: 90,
    });
    fc.assert(
      fc.property(pools, fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 12 }), (pool, queue) => {
        let available = pool.map((positions, i) => player(i + 1, ...positions));
        const roster: Player[] = [];
        while (roster.length < SEATS) {
          const choice = strategy.choose(context({ roster, available, queue }));
          const chosen = available.find(({ id }) => id === choice?.playerId);
          if (!chosen) throw new Error('chose nobody who is free');
          expect(choice?.reason).toMatch(/^[A-Z].*Player \d+.*\.$/);
          roster.push(chosen);
          available = available.filter((other) => other !== chosen);
        }
        expect(
          assignRoster(
            ROSTER,
            roster.map(({ positions }) => positions),
          ),
        ).not.toBeNull();
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});

describe('the registry', () => {
  it('has under the name standard the strategy of teams that chose none', () => {
    expect(strategyNamed('standard')).toBe(defaultStrategy);
  });

  it('refuses a name it does not know', () => {
    expect(() => strategyNamed('oracle')).toThrow(expect.objectContaining({ code: 'STRATEGY_UNKNOWN' }));
  });
});
