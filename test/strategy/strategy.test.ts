import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignRoster } from '../../src/draft/assign_roster.ts';
import { type RosterSlot, standardRoster, standardSlots } from '../../src/draft/roster_slots.ts';
import { strategies, strategyNamed } from '../../src/strategy/registry.ts';
import type { Player } from '../../src/strategy/strategy.ts';
import { ask, context, POSITIONS, player, SEATS } from '../support/strategy_context.ts';

const ROSTER = standardRoster;

describe('from_queue', () => {
  const available = [player(1, 'QB'), player(2, 'RB'), player(3, 'K'), player(4, 'K')];

  it('takes the first player of the queue who is free and fits, and gives a reason without the place, which is private', () => {
    const choice = ask('from_queue', context({ queue: [99, 4, 2], available }));
    expect(choice).toEqual({
      playerId: 4,
      strategy: 'from_queue',
      reason: "From the team's queue: Player 4.",
      privateReason: 'Number 2 of your queue.',
    });
  });

  it('ends its reason with one full stop, also after a name that has one', () => {
    const [junior] = [{ ...player(4, 'K'), name: 'Marvin Harrison Jr.' }];
    const both = context({ queue: [4], ranking: [4], available: [junior] });
    expect(ask('from_queue', both)?.reason).toBe("From the team's queue: Marvin Harrison Jr.");
    expect(ask('from_ranking', both)?.reason).toBe("From the team's ranking: Marvin Harrison Jr.");
  });

  it('takes whoever is best when the queue is empty, or nobody on it can be taken', () => {
    const best = { playerId: 1, strategy: 'best_available' };
    expect(ask('from_queue', context({ available }))).toMatchObject(best);
    expect(ask('from_queue', context({ queue: [98, 99], available }))).toMatchObject(best);
    const fullOfKickers = Array.from({ length: 7 }, (_, i) => player(100 + i, 'K'));
    expect(ask('from_queue', context({ queue: [3], available, roster: fullOfKickers }))).toMatchObject(best);
  });
});

describe('from_ranking', () => {
  const available = [player(1, 'QB'), player(2, 'RB'), player(3, 'K')];

  it('takes the best of the ranking, whatever the queue says and the roster needs, and tells the place to the team alone', () => {
    const roster = [player(8, 'K'), player(9, 'QB')];
    expect(ask('from_ranking', context({ ranking: [7, 3, 1], queue: [2], roster, available }))).toEqual({
      ...{ playerId: 3, strategy: 'from_ranking', reason: "From the team's ranking: Player 3." },
      privateReason: 'Number 2 of your ranking.',
    });
    expect(ask('from_ranking', context({ ranking: [7], available }))?.strategy).toBe('best_available');
  });
});

describe('best_available', () => {
  it('takes the best rank that fits', () => {
    const fullOfKickers = Array.from({ length: 7 }, (_, i) => player(100 + i, 'K'));
    const available = [player(1, 'K'), player(2, 'QB'), player(3, 'RB')];
    expect(ask('best_available', context({ available }))?.playerId).toBe(1);
    expect(ask('best_available', context({ available, roster: fullOfKickers }))?.playerId).toBe(2);
  });

  it('chooses nobody when nobody fits', () => {
    expect(ask('best_available', context({ available: [] }))).toBeNull();
  });

  it('takes the best ADP where that is what counts, and those without one last', () => {
    const available = [
      player(1, 'QB'),
      { ...player(2, 'RB'), adp: 30.5 },
      { ...player(3, 'RB'), adp: 12 },
      { ...player(4, 'RB'), adp: 12 },
    ];
    expect(ask('best_available', context({ available }), { by: 'ADP' })).toMatchObject({
      playerId: 3,
      reason: 'The best player left for the team: Player 3 (ADP 12).',
    });
    const unknown = [player(5, 'RB'), player(6, 'QB')];
    expect(ask('best_available', context({ available: unknown }), { by: 'ADP' })?.playerId).toBe(5);
  });
});

describe('roster_need', () => {
  it('fills starters before the bench', () => {
    const roster = [player(1, 'QB')];
    const available = [player(2, 'QB'), player(3, 'TE'), player(4, 'RB')];
    expect(ask('roster_need', context({ roster, available }))?.playerId).toBe(3);
  });

  it('counts a seat as free when a flexible player can move', () => {
    const slots: RosterSlot[] = [
      { name: 'RB', seats: 1, positions: ['RB'] },
      { name: 'FLEX', seats: 1, positions: ['RB', 'WR'] },
      { name: 'BN', seats: 13, positions: 'ANY' },
    ];
    const roster = [player(1, 'RB')];
    const choice = ask(
      'roster_need',
      context({ roster, available: [player(2, 'TE'), player(3, 'WR')] }, slots),
    );
    expect(choice?.playerId).toBe(3);
  });

  it('takes the best player for any seat where waiting costs nothing, or less', () => {
    // Who is left by then has no ADP, and a rank before the ADP of the one whom waiting would cost.
    const available = [player(1, 'TE'), { ...player(10, 'TE'), adp: 7 }];
    expect(ask('roster_need', context({ available, picksUntilNext: 1 }), { by: 'ADP' })).toMatchObject({
      playerId: 10,
      reason: expect.stringMatching(/^Best player by ADP for/),
    });
  });

  it('says which seat it fills, and whether a teammate makes room', () => {
    const slots: RosterSlot[] = [
      { name: 'FLEX', seats: 1, positions: ['RB', 'WR'] },
      { name: 'RB', seats: 1, positions: ['RB'] },
      { name: 'BN', seats: 13, positions: 'ANY' },
    ];
    const roster = [player(1, 'RB')];
    const reasonWith = (...available: Player[]) =>
      ask('roster_need', context({ roster, available }, slots), { scarcity: false })?.reason;
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
    expect(ask('roster_need', context({ available }, slots))?.playerId).toBe(3);
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
          const id = ask('standard', context(asked, endlessBench))?.playerId;
          roster.push(...available.filter((free) => free.id === id));
          available = available.filter((free) => free.id !== id);
        }
        expect(roster.flatMap(({ positions }) => positions).sort()).toEqual(['K', 'RB', 'TE']);
      }),
      { seed: 19, numRuns: 100 },
    );
  });

  it('fills the seat first where waiting for the next turn would cost most, and says whom it would leave to the team alone', () => {
    const available = [
      ...[player(1, 'WR'), player(2, 'RB'), player(3, 'TE'), player(4, 'WR'), player(5, 'RB')],
      ...[player(6, 'WR'), player(7, 'RB'), player(40, 'TE')],
    ];
    const choice = ask('roster_need', context({ available, picksUntilNext: 5 }));
    expect(choice).toMatchObject({ playerId: 3, strategy: 'roster_need' });
    expect(choice?.reason).toBe(
      'Best player for an empty TE seat, where waiting would cost most: Player 3 (rank 3).',
    );
    expect(choice?.privateReason).toContain('Player 40');
    const last = context({ available, picksUntilNext: null });
    expect(ask('roster_need', last)?.playerId).toBe(1);
    expect(ask('roster_need', context({ available, picksUntilNext: 5, queue: [7] }))?.playerId).toBe(7);
  });

  it('fills first what nobody will be left for', () => {
    const available = [player(1, 'WR'), player(2, 'RB'), player(9, 'K'), player(10, 'RB'), player(11, 'WR')];
    expect(ask('roster_need', context({ available, picksUntilNext: 3 }))).toMatchObject({ playerId: 9 });
  });

  it('takes whoever is best once the starters are complete', () => {
    const roster = ['QB', 'RB', 'RB', 'WR', 'WR', 'TE', 'TE', 'K', 'DEF'].map((position, i) =>
      player(i + 1, position),
    );
    expect(ask('roster_need', context({ roster, available: [player(20, 'RB')] }))?.strategy).toBe(
      'best_available',
    );
  });
});

describe('position_plan', () => {
  const available = [player(1, 'QB'), player(2, 'WR'), player(3, 'RB'), player(4, 'TE')];
  const plan = [['rb'], ['RB', 'TE'], []];

  it('takes what is planned for the round, under any name of a position: by queue, ranking and rank', () => {
    expect(ask('position_plan', context({ available }), { plan })).toMatchObject({ playerId: 3 });
    const second = { round: 2, available };
    expect(ask('position_plan', context(second), { plan })?.playerId).toBe(3);
    expect(ask('position_plan', context({ ...second, ranking: [2, 4] }), { plan })?.playerId).toBe(4);
    expect(ask('position_plan', context({ ...second, queue: [1, 4] }), { plan })?.playerId).toBe(4);
  });

  it('is as standard where nothing is planned for the round, or nobody is left for it', () => {
    for (const round of [3, 4]) {
      const asked = context({ round, available, queue: [4] });
      expect(ask('position_plan', asked, { plan })).toEqual(ask('standard', asked));
    }
    const noBacks = context({ available: available.filter(({ id }) => id !== 3) });
    expect(ask('position_plan', noBacks, { plan })).toEqual(ask('standard', noBacks));
  });
});

describe('the standard strategy', () => {
  it('uses the queue, then the ranking, then need, then rank, and names the one that chose', () => {
    const available = [player(1, 'QB'), player(2, 'RB')];
    expect(ask('standard', context({ queue: [2], available }))).toMatchObject({
      playerId: 2,
      strategy: 'from_queue',
    });
    expect(ask('standard', context({ ranking: [2], queue: [77], available }))).toMatchObject({
      ...{ playerId: 2, strategy: 'from_ranking' },
    });
    expect(ask('standard', context({ available }))).toMatchObject({ playerId: 1, strategy: 'roster_need' });
    const roster = ['QB', 'RB', 'RB', 'WR', 'WR', 'TE', 'TE', 'K', 'DEF'].map((position, i) =>
      player(50 + i, position),
    );
    expect(ask('standard', context({ roster, available }))).toMatchObject({
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
          const choice = ask('standard', context({ roster, available, queue }));
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
  it('has each strategy under its name, with a sentence for people', () => {
    for (const strategy of strategies()) {
      expect(strategyNamed(strategy.name)).toBe(strategy);
      expect(strategy).toMatchObject({ description: expect.stringMatching(/^[A-Z].*\.$/) });
    }
  });

  it('refuses a name it does not know', () => {
    expect(() => strategyNamed('oracle')).toThrow(expect.objectContaining({ code: 'STRATEGY_UNKNOWN' }));
  });
});
