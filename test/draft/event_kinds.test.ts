import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventKinds } from '../../src/draft/event_kinds.ts';
import { type DraftEvent, deadlineAfter, type EventData } from '../../src/draft/events.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const DEADLINE = '2025-09-04T20:01:00.123456Z';

/** The facts of each kind as SQL writes them while a clock runs, where one can. */
const WITH_CLOCK = {
  CREATED: { leagueId: 'l', poolId: 'p', teams: ['a'], rounds: 1, startsAt: '2025-09-04T20:00:00Z' },
  OPENED: {
    ...{ slots: [1], owners: [1], secondsByRound: [60] },
    ...{ pickNumber: 1, teamId: 'a', deadline: DEADLINE },
  },
  PICKED: {
    ...{ pickNumber: 1, round: 1, slot: 1, teamId: 'a', playerId: 7, source: 'MANUAL' as const },
    ...{ strategy: null, reason: null, nextPickNumber: 2, nextTeamId: 'a', nextDeadline: DEADLINE },
  },
  PAUSED: { pickNumber: 1, remainingSeconds: 7, cause: 'COMMISSIONER' as const },
  RESUMED: { pickNumber: 1, teamId: 'a', deadline: DEADLINE },
  TIME_RETURNED: { pickNumber: 1, teamId: 'a', deadline: DEADLINE, seconds: 20 },
  // The deadline that the switch set, and that of the pick on the clock, are not the same here.
  AUTOPILOT_CHANGED: { teamId: 'b', autopilot: true, deadline: null, nextDeadline: DEADLINE },
  MANAGER_CHANGED: { teamId: 'b', managerId: null, formerManagerId: 'm', nextDeadline: DEADLINE },
  SKIPPED: {
    ...{ pickNumber: 1, round: 1, slot: 1, teamId: 'a', cause: 'CLOCK' as const },
    ...{ nextPickNumber: 2, nextTeamId: 'b', deadline: DEADLINE },
  },
  CLOCK_RAN_OUT: { pickNumber: 1, teamId: 'a' },
  TIME_ADDED: { pickNumber: 1, teamId: 'a', seconds: 10, deadline: DEADLINE },
  CLOCK_RESET: { pickNumber: 1, teamId: 'a', deadline: DEADLINE },
  SETTINGS_CHANGED: {
    ...{ changed: ['bankSeconds'], settings: { rounds: 1 }, startsAt: null, bankSecondsAdded: 60 },
    nextDeadline: DEADLINE,
  },
  COMPLETED: {},
  CANCELLED: {},
  ROLLED_BACK: { toPick: 1, cause: 'UNDO' as const, undone: [], teamTimes: [], remainingSeconds: 60 },
  PICK_CORRECTED: { pickNumber: 1, teamId: 'a', playerId: 7, formerPlayerId: 8, nextDeadline: DEADLINE },
  PICKS_SWAPPED: {
    ...{ pickNumber: 1, otherPickNumber: 2, playerId: 7, otherPlayerId: 8, nextDeadline: DEADLINE },
  },
  PICKS_TRADED: { trades: [], teamTimes: [], deadline: null, nextDeadline: DEADLINE },
} satisfies Partial<EventData>;

const STOPS_THE_CLOCK = ['CREATED', 'PAUSED', 'CLOCK_RAN_OUT', 'COMPLETED', 'CANCELLED', 'ROLLED_BACK'];

describe('the kinds of events', () => {
  it('are those of the enum of the database, in its order', () => {
    const [, listed = ''] =
      /create type app_public\.draft_event_kind as enum \((.*)\);/.exec(read('schema.sql')) ?? [];
    expect(Object.keys(eventKinds)).toEqual([...listed.matchAll(/'(\w+)'/g)].map(([, kind]) => kind));
  });

  it('have a GraphQL type of their own each', () => {
    const types = Object.values(eventKinds).map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    expect(types.filter((type) => !/^Draft[A-Z]\w+$/.test(type))).toEqual([]);
  });

  it('have one type for fields of one name: whoever selects them of several kinds needs no aliases', () => {
    const types = new Map<string, Set<string>>();
    for (const { fields } of Object.values(eventKinds)) {
      for (const [name, field] of Object.entries(fields))
        types.set(name, (types.get(name) ?? new Set()).add(field?.[0] ?? ''));
    }
    expect([...types].filter(([, found]) => found.size > 1)).toEqual([]);
  });

  it.each(Object.entries(WITH_CLOCK))('%s tells when the clock after it runs out', (kind, data) => {
    const event = { version: 1, at: DEADLINE, kind, data } as unknown as DraftEvent;
    expect(deadlineAfter(event)).toBe(STOPS_THE_CLOCK.includes(kind) ? null : DEADLINE);
  });

  it.each(['AUTOPILOT_CHANGED', 'MANAGER_CHANGED', 'PICKED'] as const)(
    '%s without a next deadline: no clock runs',
    (kind) => {
      const { nextDeadline, ...data } = WITH_CLOCK[kind];
      expect(nextDeadline).toBe(DEADLINE);
      expect(deadlineAfter({ version: 1, at: DEADLINE, kind, data } as unknown as DraftEvent)).toBeNull();
    },
  );
});
