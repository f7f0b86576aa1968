import { describe, expect, it } from 'vitest';
import { DraftError } from '../../src/draft/errors.ts';
import { checkSettings, type DraftSettings } from '../../src/draft/settings.ts';

const usable: DraftSettings = {
  order: { kind: 'SNAKE' },
  rounds: 2,
  secondsPerPick: 30,
  secondsPerPickByRound: {},
  rosterSlots: [{ name: 'BN', seats: 2, positions: 'ANY' }],
  tradedPicks: [],
};

function codeOf(change: Partial<DraftSettings>, teams = 3): string {
  try {
    checkSettings({ ...usable, ...change }, teams);
    return 'accepted';
  } catch (error) {
    if (error instanceof DraftError) return error.code;
    throw error;
  }
}

describe('settings', () => {
  it('are accepted at their limits', () => {
    expect(codeOf({})).toBe('accepted');
    expect(codeOf({}, 1)).toBe('accepted');
    expect(codeOf({}, 64)).toBe('accepted');
    expect(codeOf({ secondsPerPick: 0.05, secondsPerPickByRound: { 2: 2_592_000 } })).toBe('accepted');
  });

  it.each([
    ['no teams', {}, 0, 'TEAMS_OUT_OF_RANGE'],
    ['too many teams', {}, 65, 'TEAMS_OUT_OF_RANGE'],
    ['half a team', {}, 1.5, 'TEAMS_OUT_OF_RANGE'],
    ['no rounds', { rounds: 0 }, 3, 'ROUNDS_OUT_OF_RANGE'],
    ['too many rounds', { rounds: 101 }, 3, 'ROUNDS_OUT_OF_RANGE'],
    ['rounds that are no number', { rounds: Number.NaN }, 3, 'ROUNDS_OUT_OF_RANGE'],
    ['no time', { secondsPerPick: 0 }, 3, 'CLOCK_OUT_OF_RANGE'],
    ['a clock that is no number', { secondsPerPick: Number.NaN }, 3, 'CLOCK_OUT_OF_RANGE'],
    ['a clock without end', { secondsPerPick: Number.POSITIVE_INFINITY }, 3, 'CLOCK_OUT_OF_RANGE'],
    ['a clock of a round that is not played', { secondsPerPickByRound: { 3: 30 } }, 3, 'ROUND_CLOCK_INVALID'],
    ['a clock a hair too short', { secondsPerPick: 0.049 }, 3, 'CLOCK_OUT_OF_RANGE'],
    ['a clock a second too long', { secondsPerPick: 2_592_001 }, 3, 'CLOCK_OUT_OF_RANGE'],
    [
      'a clock of a round written in another way',
      { secondsPerPickByRound: { '01': 30 } },
      3,
      'ROUND_CLOCK_INVALID',
    ],
    ['a reversal from no round', { order: { kind: 'REVERSAL', fromRound: 0 } }, 3, 'ORDER_INVALID'],
    [
      'a custom order with a round missing',
      { order: { kind: 'CUSTOM', rounds: [[1, 2, 3]] } },
      3,
      'ORDER_INVALID',
    ],
    [
      'a custom order that names a slot twice',
      {
        order: {
          kind: 'CUSTOM',
          rounds: [
            [1, 2, 3],
            [1, 1, 2],
          ],
        },
      },
      3,
      'ORDER_INVALID',
    ],
    [
      'a trade of a cell that does not exist',
      { tradedPicks: [{ round: 3, slot: 1, owner: 2 }] },
      3,
      'TRADE_INVALID',
    ],
    ['a trade to nobody', { tradedPicks: [{ round: 1, slot: 1, owner: 4 }] }, 3, 'TRADE_INVALID'],
    [
      'a cell traded twice',
      {
        tradedPicks: [
          { round: 1, slot: 1, owner: 2 },
          { round: 1, slot: 1, owner: 3 },
        ],
      },
      3,
      'TRADE_INVALID',
    ],
    ['a roster without slots', { rosterSlots: [] }, 3, 'ROSTER_TOO_SMALL'],
    [
      'a roster smaller than the rounds',
      { rosterSlots: [{ name: 'QB', seats: 1, positions: ['QB'] }] },
      3,
      'ROSTER_TOO_SMALL',
    ],
    [
      'a slot without seats',
      { rosterSlots: [{ name: 'QB', seats: 0, positions: ['QB'] }] },
      3,
      'ROSTER_INVALID',
    ],
    [
      'a slot that takes nobody',
      { rosterSlots: [{ name: 'QB', seats: 3, positions: [] }] },
      3,
      'ROSTER_INVALID',
    ],
    [
      'two slots of one name',
      { rosterSlots: [usable.rosterSlots[0], usable.rosterSlots[0]] },
      3,
      'ROSTER_INVALID',
    ],
  ] as [string, Partial<DraftSettings>, number, string][])(
    'are refused with %s',
    (_, change, teams, code) => {
      expect(codeOf(change, teams)).toBe(code);
    },
  );
});
