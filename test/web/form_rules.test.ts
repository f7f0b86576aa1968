import { describe, expect, it } from 'vitest';
import { ROSTERS, rosterOf, seatCount, withRounds, withSeats } from '../../web/src/pages/presets.ts';
import { namedTwice, newTeams, withCount } from '../../web/src/pages/team_names.ts';
import { poolNames } from '../../web/src/pools/pool_names.ts';
import { usualPool } from '../../web/src/pools/usual_pool.ts';
import { clockText } from '../../web/src/room/clock_text.ts';
import { longestWithQuiet } from '../../web/src/rules/longest_with_quiet.ts';
import { quietWithin } from '../../web/src/rules/quiet_within.ts';
import { hasNoClock, LONGEST_CLOCK, WEEKDAYS } from '../../web/src/rules/time_rules.ts';
import { duration, when, whenIn, withTimes } from '../../web/src/texts/format.ts';
import { opensOnlyHere } from '../../web/src/ui/opens_only_here.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

describe('a clock', () => {
  it.each([
    [9_800, '9.8'],
    [754 * SECOND, '12:34'],
    [18 * HOUR, '18:00:00'],
    [48 * HOUR - SECOND, '47:59:59'],
    [53 * HOUR, '2 d 5 h'],
    [720 * HOUR, '30 days'],
    [720 * HOUR - SECOND, '30 days'],
  ])('shows %d ms as %s', (ms, text) => {
    expect(clockText(ms)).toBe(text);
  });

  it('is none where the draft waits for each team and the clock is the longest', () => {
    expect(hasNoClock({ atZero: 'WAIT', secondsPerPick: LONGEST_CLOCK })).toBe(true);
    expect(hasNoClock({ atZero: 'WAIT', secondsPerPick: 90 })).toBe(false);
    expect(hasNoClock({ atZero: 'AUTO_PICK', secondsPerPick: LONGEST_CLOCK })).toBe(false);
  });

  it('lasts no longer than it is said to', () => {
    expect(duration(250, Math.ceil)).toBe('5 minutes');
    expect(duration(250)).toBe('4 minutes');
  });

  it('lasts its quiet hours longer, whenever it begins', () => {
    const nights = { windows: [{ weekdays: [...WEEKDAYS], from: '22:00', to: '08:00' }] };
    const hours = (open: number) => longestWithQuiet(nights, open * 3_600) / 3_600;
    expect(hours(1)).toBe(11);
    // 34 days of 14 open hours, four more, and the night before them.
    expect(hours(60 * 8)).toBe(34 * 24 + 10 + 4);
    expect(longestWithQuiet({ windows: [] }, 7_200)).toBe(7_200);
    const always = { windows: [{ weekdays: [...WEEKDAYS], from: '00:00', to: '24:00' }] };
    expect(longestWithQuiet(always, 60)).toBeNaN();
  });

  it('has no zero before an hour of twelve', () => {
    expect(whenIn('2026-11-27T21:42:00Z', 'UTC')).toMatch(/\b(?:9:42\sPM|21:42)/);
    expect(whenIn('2026-11-27T21:42:00Z', 'UTC')).not.toMatch(/09:42/);
  });

  it('is written for people where a refusal of the service tells a time', () => {
    const told = withTimes('It is too late (at: 2026-11-27T22:00:37.335258+00:00).');
    expect(told).toBe(`It is too late (at: ${when('2026-11-27T22:00:37Z')}).`);
  });
});

describe('quiet hours', () => {
  const nights = {
    zone: 'America/New_York',
    windows: [{ weekdays: [...WEEKDAYS], from: '22:00', to: '08:00' }],
  };
  const within = (quiet: Parameters<typeof quietWithin>[0], from: string, to: string) =>
    quietWithin(quiet, Date.parse(from), Date.parse(to));

  it('lie between two instants by the wall clock of their zone', () => {
    // Nine to half past nine in the evening, then until after ten, in New York.
    expect(within(nights, '2026-09-01T01:00:00Z', '2026-09-01T01:30:00Z')).toBe(false);
    expect(within(nights, '2026-09-01T01:00:00Z', '2026-09-01T02:01:00Z')).toBe(true);
    // In the night that began the day before, and when it is over.
    expect(within(nights, '2026-09-01T11:00:00Z', '2026-09-01T15:00:00Z')).toBe(true);
    expect(within(nights, '2026-09-01T12:00:00Z', '2026-09-01T15:00:00Z')).toBe(false);
  });

  it('are of the days on which they begin', () => {
    // 5 September 2026 is a Saturday.
    const saturdays = {
      zone: 'UTC',
      windows: [{ weekdays: ['SATURDAY' as const], from: '22:00', to: '02:00' }],
    };
    expect(within(saturdays, '2026-09-04T21:00:00Z', '2026-09-05T01:00:00Z')).toBe(false);
    expect(within(saturdays, '2026-09-05T21:00:00Z', '2026-09-05T23:00:00Z')).toBe(true);
    expect(within(saturdays, '2026-09-06T01:00:00Z', '2026-09-06T03:00:00Z')).toBe(true);
  });
});

describe('the seats of a roster', () => {
  it('follow the number of rounds: the bench first, then the kinds from behind', () => {
    const { standard } = ROSTERS;
    expect(withRounds(standard, 18)).toEqual([...standard.slice(0, -1), ['BN', 9]]);
    expect(withRounds(standard, 9)).toEqual(standard.slice(0, -1));
    expect(withRounds(standard, 4)).toEqual([
      ['QB', 1],
      ['RB', 2],
      ['WR', 1],
    ]);
    expect(withRounds([], 3)).toEqual([['BN', 3]]);
    for (const rounds of [1, 2, 15, 100]) expect(seatCount(withRounds(standard, rounds))).toBe(rounds);
  });

  it('are a preset only as long as they are its own', () => {
    expect(rosterOf(ROSTERS.superflex)).toBe('superflex');
    const changed = withSeats(ROSTERS.standard, 'K', 0);
    expect(rosterOf(changed)).toBe('own');
    expect(rosterOf(withSeats(changed, 'K', 1))).toBe('standard');
  });
});

describe('the teams of a new league', () => {
  it('get numbers that no other team has as its name', () => {
    const [first, second, third] = newTeams(3);
    if (!first || !second || !third) throw new Error('Three teams were asked for');
    expect(withCount([first, third], 3).map(({ name }) => name)).toEqual(['Team 1', 'Team 3', 'Team 4']);
  });

  it('are named twice where only capitals or spaces differ', () => {
    const named = (...names: string[]) => names.map((name) => ({ id: name, name }));
    expect(namedTwice(named('Same', 'same ', 'Other', '', ' '))).toEqual(['Same']);
    expect(namedTwice(newTeams(12))).toEqual([]);
  });
});

describe('the pool that a form begins with', () => {
  const positions = ['DEF', 'K', 'QB', 'RB', 'TE', 'WR'];
  const bundled = { id: 'bundled', ownerId: null, positions };
  const imported = { id: 'imported', ownerId: 'somebody', positions };
  const pools = [imported, bundled];

  it('is that of the last draft, else the one that came with the service', () => {
    expect(usualPool(pools, [])).toBe(bundled);
    const drafts = [
      { poolId: 'bundled', createdAt: '2026-09-02T10:00:00Z' },
      { poolId: 'imported', createdAt: '2026-09-01T10:00:00Z' },
      { poolId: 'deleted', createdAt: '2026-09-03T10:00:00Z' },
    ];
    expect(usualPool(pools, drafts)).toBe(bundled);
    expect(usualPool(pools, drafts.slice(1))).toBe(imported);
    expect(usualPool([imported], [])).toBe(imported);
  });

  it('is never of another sport while one for everybody can fill the rosters of the form', () => {
    const basketball = { id: 'nba', ownerId: null, positions: ['C', 'PF', 'PG', 'SF', 'SG'] };
    const next = { id: 'next', ownerId: null, positions };
    expect(usualPool([basketball, imported, bundled], [])).toBe(bundled);
    expect(usualPool([basketball, next, bundled], [])).toBe(next);
    expect(usualPool([imported, basketball], [])).toBe(basketball);
  });
});

describe('a link', () => {
  it.each([
    ['http://127.0.0.1:5678/join#x', true],
    ['http://localhost:5678/d/1', true],
    ['http://[::1]:5678/d/1', true],
    ['http://192.168.1.20:5678/join#x', false],
    ['https://draft.example.org/join#x', false],
    ['no link', false],
  ])('opens on the machine alone that is asked: %s', (link, isSo) => {
    expect(opensOnlyHere(link)).toBe(isSo);
  });
});

describe('pools of one name', () => {
  it('are told apart by when they were imported, and others by their names alone', () => {
    const pool = (name: string, day: number) => ({ name, createdAt: `2026-09-0${day}T10:00:00Z` });
    const [newer, other, older] = poolNames([pool('NFL', 3), pool('NBA', 2), pool('NFL', 1)]);
    expect(other).toBe('NBA');
    expect(newer).toMatch(/^NFL, imported .*3/);
    expect(older).toMatch(/^NFL, imported .*1/);
    const soon = { name: 'NFL', createdAt: '2026-09-03T10:00:41Z' };
    const names = poolNames([soon, pool('NFL', 3), pool('NFL', 1)]);
    expect(names).toEqual([
      expect.stringContaining('41'),
      expect.stringMatching(/^NFL, imported .*3.*00/),
      older,
    ]);
    expect(new Set(names).size).toBe(3);
  });
});
