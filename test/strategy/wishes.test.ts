import { describe, expect, it } from 'vitest';
import type { Player } from '../../src/strategy/strategy.ts';
import { wishesAmong } from '../../src/strategy/wishes.ts';
import { ask, context, player } from '../support/strategy_context.ts';

const out = (rank: number, position: string): Player => ({ ...player(rank, position), status: 'OUT' });
const resting = (rank: number, byeWeek: number): Player => ({ ...player(rank, 'RB'), byeWeek });

describe('own caps', () => {
  it('keep a team from more players of a position, also from its queue and ranking', () => {
    const roster = [player(50, 'QB'), player(51, 'QB')];
    const available = [player(1, 'QB'), player(2, 'RB')];
    const caps = { caps: { quarterback: 2 } };
    for (const strategy of ['standard', 'from_queue', 'from_ranking', 'best_available', 'roster_need']) {
      const asked = context({ roster, available, queue: [1], ranking: [1] });
      expect(ask(strategy, asked, caps)).toMatchObject({ playerId: 2 });
    }
    expect(ask('standard', context({ roster, available, queue: [1] }))?.playerId).toBe(1);
  });

  it('do not count a player of several positions, who is taken for another one', () => {
    const available = [player(1, 'QB', 'TE'), player(2, 'RB')];
    expect(ask('best_available', context({ available }), { caps: { QB: 0 } })?.playerId).toBe(1);
  });

  it('that leave nobody are given up, and the team alone is told', () => {
    const available = [player(1, 'K'), player(2, 'K')];
    const choice = ask('best_available', context({ available }), { caps: { K: 0 } });
    expect(choice).toMatchObject({
      playerId: 1,
      privateReason: expect.stringContaining('most players of a position'),
    });
    expect(choice?.reason).not.toContain('given up');
  });
});

describe('a never-list', () => {
  it('keeps its players from being taken, whoever else asks for them', () => {
    const available = [player(1, 'QB'), player(2, 'RB')];
    const choice = ask('standard', context({ available, queue: [1], ranking: [1] }), { never: ['1'] });
    expect(choice?.playerId).toBe(2);
  });

  it('of everybody is given up', () => {
    const available = [player(1, 'K'), player(2, 'RB')];
    const choice = ask('standard', context({ available }), { never: [1, 2] });
    expect(choice).toMatchObject({ playerId: 1, privateReason: expect.stringContaining('never to take') });
  });
});

describe('players who cannot play', () => {
  it('are passed over, also on the queue, unless the team takes them', () => {
    const available = [out(1, 'QB'), player(2, 'RB')];
    expect(ask('standard', context({ available, queue: [1] }))?.playerId).toBe(2);
    expect(ask('standard', context({ available, queue: [1] }), { avoid: [] })?.playerId).toBe(1);
    expect(ask('standard', context({ available, queue: [1] }), { avoid: ['IR'] })?.playerId).toBe(1);
  });

  it('are taken when nobody else is left', () => {
    const choice = ask('standard', context({ available: [out(1, 'QB')] }));
    expect(choice).toMatchObject({ playerId: 1, privateReason: expect.stringContaining('cannot play') });
  });
});

describe('bye weeks', () => {
  it('are spread, as far as players are free', () => {
    const roster = [resting(50, 7), resting(51, 7)];
    const available = [resting(1, 7), resting(2, 9)];
    expect(ask('standard', context({ roster, available }), { mostPerBye: 2 })?.playerId).toBe(2);
    expect(ask('standard', context({ roster, available: [resting(1, 7)] }), { mostPerBye: 2 })).toMatchObject(
      {
        ...{ playerId: 1, privateReason: expect.stringContaining('same week') },
      },
    );
  });
});

describe('wishes that leave nobody', () => {
  it('are given up one after the other: bye weeks, own caps, never-list, status', () => {
    const wishes = { caps: { QB: 0 }, never: [2], mostPerBye: 1 };
    const hurt = out(3, 'RB');
    const asked = (...available: Player[]) =>
      ask('best_available', context({ roster: [resting(50, 7)], available }), wishes)?.playerId;
    expect(asked(hurt, player(2, 'RB'), player(1, 'QB'), resting(4, 7))).toBe(4);
    expect(asked(hurt, player(2, 'RB'), player(1, 'QB'))).toBe(1);
    expect(asked(hurt, player(2, 'RB'))).toBe(2);
    expect(asked(hurt)).toBe(3);
  });

  it('are not given up for a better player: the rules of the league never are', () => {
    const full = Array.from({ length: 7 }, (_, i) => player(100 + i, 'K'));
    expect(
      ask('standard', context({ roster: full, available: [player(1, 'K')] }), { never: [1] }),
    ).toBeNull();
  });

  it('are found among the options of any strategy, as far as they make sense', () => {
    expect(wishesAmong({ never: [3], caps: 'many', mood: 'bad' })).toEqual({
      ...{ never: [3], caps: {}, avoid: ['OUT', 'IR', 'SUSPENDED'], mostPerBye: null },
    });
    expect(wishesAmong(null).never).toEqual([]);
  });
});
