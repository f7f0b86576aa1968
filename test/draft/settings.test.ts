import { describe, expect, it } from 'vitest';
import { DraftError } from '../../src/draft/errors.ts';
import { type QuietHours, WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import { checkSettings, clocksByRound, type DraftSettings } from '../../src/draft/settings.ts';

const usable: DraftSettings = {
  order: { kind: 'SNAKE' },
  rounds: 2,
  secondsPerPick: 30,
  secondsPerPickByRound: {},
  rosterSlots: [{ name: 'BN', seats: 2, positions: 'ANY' }],
  tradedPicks: [],
};

const DAY = { weekdays: WEEKDAYS, from: '00:00', to: '24:00' };
/** An hour a week is open. */
const ONE_OPEN_HOUR: QuietHours = {
  ...{ zone: 'UTC', picks: 'ALLOWED' },
  windows: [
    { ...DAY, weekdays: WEEKDAYS.slice(1) },
    { ...DAY, weekdays: ['MONDAY'], from: '01:00' },
  ],
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
    expect(codeOf({ quietHours: ONE_OPEN_HOUR, secondsPerPick: 400, bankSeconds: 374_000 })).toBe('accepted');
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
    ...[{ secondsPerPick: 374_401 }, { bankSeconds: 374_400 }, { secondsPerPickByRound: { 2: 374_401 } }].map(
      (time) =>
        [
          `a clock that lasts for over two years of quiet hours, by ${Object.keys(time)}`,
          { quietHours: ONE_OPEN_HOUR, ...time },
          3,
          'QUIET_HOURS_INVALID',
        ] as const,
    ),
    [
      'a clock of a round written in another way',
      { secondsPerPickByRound: { '01': 30 } },
      3,
      'ROUND_CLOCK_INVALID',
    ],
    [
      'a reversal from a round that never comes',
      { order: { kind: 'REVERSAL', fromRound: 3 } },
      3,
      'ORDER_INVALID',
    ],
    ['a reversal from no number', { order: { kind: 'REVERSAL', fromRound: Number.NaN } }, 3, 'ORDER_INVALID'],
    ...(['SNAKE', 'LINEAR', 'CUSTOM'] as const).map((kind) => [
      `a round of reversal with ${kind}`,
      {
        order: {
          kind,
          ...(kind === 'CUSTOM'
            ? {
                rounds: [
                  [1, 2, 3],
                  [1, 2, 3],
                ],
              }
            : {}),
          fromRound: 2,
        },
      },
      3,
      'ORDER_INVALID',
    ]),
    ...(['SNAKE', 'LINEAR', 'REVERSAL'] as const).map((kind) => [
      `rounds written out with ${kind}`,
      {
        order: {
          kind,
          ...(kind === 'REVERSAL' ? { fromRound: 2 } : {}),
          rounds: [
            [1, 2, 3],
            [3, 2, 1],
          ],
        },
      },
      3,
      'ORDER_INVALID',
    ]),
    [
      'a custom order with a round too many',
      { order: { kind: 'CUSTOM', rounds: Array(3).fill([1, 2, 3]) } },
      3,
      'ORDER_INVALID',
    ],
    [
      'a pick traded to its first owner',
      { tradedPicks: [{ round: 1, slot: 2, owner: 2 }] },
      3,
      'TRADE_INVALID',
    ],
    [
      'a slot whose name has white space around it',
      { rosterSlots: [{ name: ' BN', seats: 2, positions: 'ANY' }] },
      3,
      'ROSTER_INVALID',
    ],
    [
      'a slot whose name cannot be seen',
      { rosterSlots: [{ name: '\u200b', seats: 2, positions: 'ANY' }] },
      3,
      'ROSTER_INVALID',
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
      'more picks for one team than its roster has seats',
      {
        rosterSlots: [{ name: 'BN', seats: 2, positions: 'ANY' }],
        tradedPicks: [{ round: 1, slot: 1, owner: 2 }],
      },
      3,
      'ROSTER_TOO_SMALL',
    ],
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

  it.each([
    [
      { round: 3, slot: 1, owner: 2 },
      'The pick of round 3, slot 1 cannot be traded: the board has no such pick; name a round from 1 to 2',
    ],
    [
      { round: 1, slot: 1, owner: 9 },
      'The pick of round 1, slot 1 cannot be traded: there is no owner in slot 9; name one from 1 to 3',
    ],
    [
      { round: 1, slot: 2, owner: 2 },
      'slot 2 cannot be traded: the team of slot 2 has it without a trade; name another owner',
    ],
    [
      { round: 2, slot: 2, owner: 3 },
      'The pick of round 2, slot 2 cannot be traded: it is named twice; name each pick once.',
    ],
  ])('say which traded pick is wrong, and why: %j', (trade, told) => {
    const tradedPicks = [{ round: 2, slot: 2, owner: 1 }, trade];
    expect(() => checkSettings({ ...usable, tradedPicks }, 3)).toThrow(told);
  });

  it('that say where a reversal begins are accepted up to the last round', () => {
    for (const fromRound of [1, 2])
      expect(codeOf({ order: { kind: 'REVERSAL', fromRound } }), String(fromRound)).toBe('accepted');
  });

  it('have one clock for a round', () => {
    expect(clocksByRound([{ round: 2, seconds: 5 }])).toEqual({ 2: 5 });
    expect(() =>
      clocksByRound([
        { round: 2, seconds: 5 },
        { round: 2, seconds: 5 },
      ]),
    ).toThrow(expect.objectContaining({ code: 'ROUND_LISTED_TWICE', numbers: { round: 2 } }));
  });
});
