import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardCell, DraftNow } from '../../src/database/draft_history.ts';
import { LEAGUE } from '../../src/demo/cast.ts';
import { checkAll, type Remains } from '../../src/demo/checks.ts';
import { playDemo } from '../../src/demo/demo.ts';
import { latenessOf } from '../../src/demo/lateness.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('the demo', () => {
  it('plays a small draft with pause and restart, and all its checks hold, time after time', async () => {
    const roles = LEAGUE.filter((role) => ['Hail Marys', 'Queue Masters', 'Autopilots'].includes(role.name));
    const lines: string[] = [];
    const held = await playDemo(database.url, (line) => lines.push(line), {
      roles,
      rounds: 6,
      secondsPerPick: 0.3,
    });
    expect(held, lines.join('\n')).toBe(true);
    expect(lines.at(-1)).toContain('All 11 checks hold.');
  });
});

/** A draft of two teams and one round that went as it should, to be tampered with. */
function fairDraft(): Remains & { events: DraftEvent[]; board: BoardCell[]; now: DraftNow } {
  const at = (ms: number) => new Date(Date.UTC(2025, 8, 4, 20, 0, 0, ms));
  const picked = (pickNumber: number, source: 'MANUAL' | 'AUTO', playerId: number, next: number | null) => ({
    pickNumber,
    round: 1,
    slot: pickNumber,
    teamId: `t${pickNumber}`,
    playerId,
    source,
    strategy: source === 'AUTO' ? 'from_queue' : null,
    reason: null,
    nextPickNumber: next,
    nextTeamId: next === null ? null : `t${next}`,
    nextDeadline: next === null ? null : at(900).toISOString(),
  });
  const deadline = at(300).toISOString();
  const events: DraftEvent[] = [
    {
      version: 1,
      at: at(0),
      kind: 'CREATED',
      data: { leagueId: 'l', poolId: 'p', teams: ['t1', 't2'], rounds: 1, startsAt: null },
    },
    {
      version: 2,
      at: at(0),
      kind: 'OPENED',
      data: { slots: [1, 2], owners: [1, 2], secondsByRound: [0.3], pickNumber: 1, teamId: 't1', deadline },
    },
    {
      version: 3,
      at: at(100),
      kind: 'PAUSED',
      data: { pickNumber: 1, remainingSeconds: 0.2, cause: 'COMMISSIONER' },
    },
    {
      version: 4,
      at: at(500),
      kind: 'RESUMED',
      data: { pickNumber: 1, teamId: 't1', deadline: at(700).toISOString() },
    },
    { version: 5, at: at(600), kind: 'PICKED', data: picked(1, 'MANUAL', 11, 2) },
    { version: 6, at: at(950), kind: 'PICKED', data: picked(2, 'AUTO', 12, null) },
    { version: 7, at: at(950), kind: 'COMPLETED', data: {} },
  ];
  const cell = (pickNumber: number, playerId: number, source: 'MANUAL' | 'AUTO'): BoardCell => ({
    pickNumber,
    round: 1,
    slot: pickNumber,
    teamId: `t${pickNumber}`,
    playerId,
    source,
    strategy: source === 'AUTO' ? 'from_queue' : null,
  });
  return {
    now: { state: 'COMPLETED', version: 7, currentPick: null, at: at(1_000) },
    events,
    seen: [structuredClone(events)],
    board: [cell(1, 11, 'MANUAL'), cell(2, 12, 'AUTO')],
    picks: 2,
    rosterSlots: [{ name: 'RB', seats: 1, positions: ['RB'] }],
    playOfTeam: new Map([
      ['t1', 'person'],
      ['t2', 'queue'],
    ]),
    wishes: [12],
    playerOf: (id) => ({ id, name: 'P', positions: ['RB'], rank: id, proTeam: null, byeWeek: null }),
    leftJobs: { alarms: 0, locked: 0 },
    processEnds: [0, 0, 0],
    pausedForSeconds: 0.4,
  };
}

function broken(remains: Remains): string[] {
  return checkAll(remains)
    .filter((check) => !check.holds)
    .map((check) => check.name);
}

describe('the checks of the demo', () => {
  it('hold for a draft that went as it should', () => {
    expect(broken(fairDraft())).toEqual([]);
    expect(latenessOf(fairDraft().events, null)).toEqual({ count: 1, p50: 50, p99: 50, max: 50, madeUp: 0 });
  });

  it.each([
    ['an event is missing', (d) => d.events.splice(4, 1), 'events are gapless and fold to the final state'],
    [
      'the board differs from the events',
      (d) => d.board.reverse().map((c, i) => Object.assign(c, { playerId: 11 + i })),
      'events are gapless and fold to the final state',
    ],
    [
      'a subscriber missed an event',
      (d) => Object.assign(d, { seen: [d.events.slice(1)] }),
      'every subscriber saw everything, once and in order',
    ],
    [
      'a subscriber saw an event twice',
      (d) => Object.assign(d, { seen: [d.events, [...d.events, ...d.events.slice(-1)]] }),
      'every subscriber saw everything, once and in order',
    ],
    [
      'the clock picked early',
      (d) => Object.assign(d.events[5] ?? {}, { at: d.events[4]?.at }),
      'the clock never picked early',
    ],
    [
      'a person picked late',
      (d) => Object.assign(d.events[4] ?? {}, { at: d.events[5]?.at }),
      'no person picked after their deadline',
    ],
    [
      'a player was drafted twice',
      (d) => d.board.map((c) => Object.assign(c, { playerId: 11 })),
      'no player was drafted twice',
    ],
    [
      'a cell is open',
      (d) => Object.assign(d.board[1] ?? {}, { playerId: null }),
      'every cell of the board is filled',
    ],
    [
      'a roster cannot be seated',
      (d) => Object.assign(d, { rosterSlots: [{ name: 'QB', seats: 1, positions: ['QB'] }] }),
      'every roster can be seated',
    ],
    [
      'the pause ate time',
      (d) => Object.assign(d.events[2]?.data ?? {}, { remainingSeconds: 0.15 }),
      'the pause took nothing from the clock',
    ],
    ['the queue was not followed', (d) => Object.assign(d, { wishes: [99] }), 'the queue was drafted from'],
    [
      'a worker left a job locked',
      (d) => Object.assign(d, { leftJobs: { alarms: 0, locked: 1 } }),
      'nothing is left behind',
    ],
    [
      'autopilot picked for a person',
      (d) => Object.assign(d.board[0] ?? {}, { source: 'AUTOPILOT' }),
      'each team drafted as it meant to',
    ],
  ] as [string, (draft: ReturnType<typeof fairDraft>) => unknown, string][])(
    'fail when %s',
    (_, tamper, name) => {
      const draft = fairDraft();
      tamper(draft);
      expect(broken(draft)).toContain(name);
    },
  );
});
