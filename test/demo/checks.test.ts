import { describe, expect, it } from 'vitest';
import type { PickMaker } from '../../src/database/demo_reads.ts';
import type { DraftNow } from '../../src/database/life_cycle.ts';
import type { BoardCell } from '../../src/database/picks.ts';
import { checkAll } from '../../src/demo/checks.ts';
import { latenessOf } from '../../src/demo/lateness.ts';
import type { Remains } from '../../src/demo/remains.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import { microseconds } from '../../src/draft/microseconds.ts';

type Fair = Remains & { events: DraftEvent[]; board: BoardCell[]; makers: PickMaker[]; now: DraftNow };

const START = Date.UTC(2025, 8, 4, 20);

/** So many microseconds after the draft began, written as PostgreSQL does. */
function at(us: number): string {
  const fraction = String(us % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = new Date(START + Math.floor(us / 1e6) * 1_000).toISOString().slice(0, 19);
  return `${whole}${fraction && `.${fraction}`}+00:00`;
}

function picked(
  pickNumber: number,
  playerId: number,
  source: 'MANUAL' | 'AUTO',
  nextDeadline: string | null,
) {
  const next = nextDeadline === null ? null : pickNumber + 1;
  return {
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
    nextDeadline,
  };
}

/** One team picks itself, after a pause; the other has a queue whose first player is taken by then. */
function fairEvents(): DraftEvent[] {
  return [
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
      data: {
        slots: [1, 2],
        owners: [1, 2],
        secondsByRound: [0.3],
        pickNumber: 1,
        teamId: 't1',
        deadline: at(300_000),
      },
    },
    {
      version: 3,
      at: at(100_001),
      kind: 'PAUSED',
      data: { pickNumber: 1, remainingSeconds: 0.199999, cause: 'COMMISSIONER' },
    },
    {
      version: 4,
      at: at(500_000),
      kind: 'RESUMED',
      data: { pickNumber: 1, teamId: 't1', deadline: at(699_999) },
    },
    { version: 5, at: at(600_000), kind: 'PICKED', data: picked(1, 11, 'MANUAL', at(900_000)) },
    { version: 6, at: at(950_000), kind: 'PICKED', data: picked(2, 12, 'AUTO', null) },
    { version: 7, at: at(950_000), kind: 'COMPLETED', data: {} },
  ];
}

/** A draft of two teams and one round that went as it should, to be tampered with. */
function fairDraft(): Fair {
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
    now: { state: 'COMPLETED', version: 7, currentPick: null, at: new Date(START + 1_000) },
    events: fairEvents(),
    seen: [fairEvents()],
    board: [cell(1, 11, 'MANUAL'), cell(2, 12, 'AUTO')],
    makers: [
      { pickNumber: 1, at: at(600_000), by: 'm1' },
      { pickNumber: 2, at: at(950_000), by: null },
    ],
    picks: 2,
    rosterSlots: [{ name: 'RB', seats: 1, positions: ['RB'] }],
    members: new Map([
      ['t1', { teamId: 't1', managerId: 'm1', play: 'person' }],
      ['t2', { teamId: 't2', managerId: 'm2', play: 'queue' }],
    ]),
    queued: [11, 12, 13],
    playerOf: (id) => ({
      id,
      name: 'P',
      positions: ['RB'],
      rank: id,
      proTeam: null,
      byeWeek: null,
      adp: null,
      status: 'ACTIVE',
    }),
    alarms: 0,
    locked: [0, 0],
    processEnds: [
      { command: 'worker', end: 0 },
      { command: 'worker', end: 0 },
      { command: 'server', end: 0 },
    ],
    pausedForSeconds: 0.39,
  };
}

function broken(remains: Remains): string[] {
  return checkAll(remains)
    .filter((check) => !check.holds)
    .map((check) => check.name);
}

const FOLD = 'events are gapless and fold to the final state';
const SEEN = 'every subscriber saw everything, once and in order';
const PAUSE = 'the pause took nothing from the clock';
const PLAYS = 'each team drafted as it meant to';
const QUEUE = 'the queue was drafted from, in its order';
const PROCESSES = 'processes stop cleanly and leave no job locked';

/** What is done to a fair draft, and the check that must notice. */
const TAMPERED: readonly [string, (draft: Fair) => unknown, string][] = [
  ['an event is missing', (d) => d.events.splice(4, 1), FOLD],
  ['the last event is missing', (d) => d.events.pop(), FOLD],
  ['an event is there twice', (d) => d.events.splice(5, 0, ...d.events.slice(4, 5)), FOLD],
  ['two picks are swapped', (d) => d.board.map((c, i) => Object.assign(c, { playerId: 12 - i })), FOLD],
  ['a cell belongs to somebody else', (d) => Object.assign(d.board[0] ?? {}, { teamId: 't2' }), FOLD],
  ['a strategy differs', (d) => Object.assign(d.board[1] ?? {}, { strategy: 'roster_need' }), FOLD],
  ['a pick was made at another time', (d) => Object.assign(d.makers[1] ?? {}, { at: at(950_001) }), FOLD],
  ['the draft is a version ahead', (d) => Object.assign(d.now, { version: 8 }), FOLD],
  ['a subscriber missed an event', (d) => Object.assign(d, { seen: [d.events.slice(1)] }), SEEN],
  ['one saw an event twice', (d) => Object.assign(d, { seen: [[...d.events, ...d.events.slice(-1)]] }), SEEN],
  ['nobody followed', (d) => Object.assign(d, { seen: [] }), SEEN],
  [
    'the clock picked a microsecond early',
    (d) => Object.assign(d.events[5] ?? {}, { at: at(899_999) }),
    'the clock never picked early',
  ],
  [
    'a person picked a microsecond late',
    (d) => Object.assign(d.events[4] ?? {}, { at: at(700_000) }),
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
    'the pause kept too little',
    (d) => Object.assign(d.events[2]?.data ?? {}, { remainingSeconds: 0.199998 }),
    PAUSE,
  ],
  [
    'the pause gave too much',
    (d) => Object.assign(d.events[3]?.data ?? {}, { deadline: at(700_000) }),
    PAUSE,
  ],
  ['there was no pause', (d) => d.events.splice(2, 2), PAUSE],
  ['the pause was too short', (d) => Object.assign(d, { pausedForSeconds: 0.4 }), PAUSE],
  ['autopilot picked for a person', (d) => Object.assign(d.board[0] ?? {}, { source: 'AUTOPILOT' }), PLAYS],
  ['a stranger picked for a person', (d) => Object.assign(d.makers[0] ?? {}, { by: 'm2' }), PLAYS],
  ['somebody picked for the clock', (d) => Object.assign(d.makers[1] ?? {}, { by: 'm2' }), PLAYS],
  ['the pick was not on the queue', (d) => Object.assign(d, { queued: [99] }), QUEUE],
  ['an earlier player of the queue was passed over', (d) => Object.assign(d, { queued: [13, 12] }), QUEUE],
  [
    'a pick from the queue did not count as one',
    (d) => Object.assign(d.board[1] ?? {}, { strategy: 'roster_need' }),
    QUEUE,
  ],
  ['a worker left a job locked', (d) => Object.assign(d, { locked: [1, 0] }), PROCESSES],
  ['a worker was killed', (d) => Object.assign(d.processEnds[0] ?? {}, { end: 'SIGKILL' }), PROCESSES],
  [
    'the worker was never replaced',
    (d) => Object.assign(d, { processEnds: d.processEnds.slice(1) }),
    PROCESSES,
  ],
  ['an alarm is left', (d) => Object.assign(d, { alarms: 1 }), 'no alarm is left behind'],
];

describe('the checks of the demo', () => {
  it('hold for a draft that went as it should', () => {
    expect(broken(fairDraft())).toEqual([]);
  });

  it.each(TAMPERED)('fail when %s', (_, tamper, name) => {
    const draft = fairDraft();
    tamper(draft);
    expect(broken(draft)).toContain(name);
  });

  it('fail for no draft at all', () => {
    expect(broken({ ...fairDraft(), events: [], board: [], makers: [], seen: [] }).length).toBeGreaterThan(5);
  });
});

describe('lateness', () => {
  it('counts picks that fell due while no worker ran separately', () => {
    const none = { count: 0, p50: 0, p99: 0, max: 0 };
    const one = { count: 1, p50: 50, p99: 50, max: 50 };
    expect(latenessOf(fairEvents(), null)).toEqual({ kept: one, madeUp: none });
    const outage = { from: new Date(START + 800), to: new Date(START + 949) };
    expect(latenessOf(fairEvents(), outage)).toEqual({ kept: none, madeUp: one });
  });

  it('reads the times of the database to the microsecond', () => {
    expect(microseconds('2025-09-04T20:00:00.000001+00:00')).toBe(START * 1_000 + 1);
    expect(microseconds('2025-09-04T22:00:00.5+02:00')).toBe(START * 1_000 + 500_000);
    expect(microseconds('2025-09-04T20:00:00+00:00')).toBe(START * 1_000);
    expect(microseconds(new Date(START + 3))).toBe(START * 1_000 + 3_000);
  });
});
