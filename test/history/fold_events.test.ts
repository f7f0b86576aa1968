import { describe, expect, it } from 'vitest';
import type { LiveState } from '../../client/live_state.ts';
import type { DraftEvent, EventData, EventKind } from '../../src/draft/events.ts';
import { applyEvent, foldEvents } from '../../src/history/fold_events.ts';

const AT = '2025-09-04T20:00:00.000Z';
const DEADLINE = '2025-09-04T20:01:00.000Z';
const LATER = '2025-09-04T20:01:20.000Z';

const created: EventData['CREATED'] = {
  leagueId: 'l',
  poolId: 'p',
  teams: ['a', 'b'],
  rounds: 1,
  startsAt: null,
};
const opened: EventData['OPENED'] = {
  slots: [1, 2],
  owners: [1, 1],
  secondsByRound: [60],
  pickNumber: 1,
  teamId: 'a',
  deadline: DEADLINE,
};
const picked = (pickNumber: number, playerId: number, next: number | null): EventData['PICKED'] => ({
  pickNumber,
  round: 1,
  slot: pickNumber,
  teamId: 'a',
  playerId,
  source: 'MANUAL',
  strategy: null,
  reason: null,
  nextPickNumber: next,
  nextTeamId: next === null ? null : 'a',
  nextDeadline: next === null ? null : DEADLINE,
});

/** A team and a cell as they are folded. */
const team = (id: string, slot: number) => ({
  ...{ id, slot, name: '', managerId: null, autopilot: false, bankSeconds: 0, misses: 0 },
});
const cell = (pickNumber: number, playerId: string) => ({
  ...{ pickNumber, round: 1, slot: pickNumber, teamId: 'a', playerId },
  ...{ source: 'MANUAL', reason: null, at: AT, isSkipped: false, isForfeited: false },
});

type Listed = { [Kind in EventKind]: [Kind, EventData[Kind]] }[EventKind];

function history(...listed: Listed[]): DraftEvent[] {
  return listed.map(([kind, data], index) => ({ version: index + 1, at: AT, kind, data }) as DraftEvent);
}

/** Histories of a draft that was created, by what is wrong with the last event of each. */
function afterCreation(wrong: Record<string, Listed[]>): [string, DraftEvent[]][] {
  return Object.entries(wrong).map(([what, listed]) => [what, history(['CREATED', created], ...listed)]);
}

describe('folding events', () => {
  it('rebuilds a draft from its first event to its last', () => {
    const events = history(
      ['CREATED', created],
      ['OPENED', opened],
      ['PICKED', picked(1, 7, 2)],
      ['PAUSED', { pickNumber: 2, remainingSeconds: 12.5, cause: 'COMMISSIONER' }],
      ['RESUMED', { pickNumber: 2, teamId: 'a', deadline: DEADLINE }],
      ['TIME_RETURNED', { pickNumber: 2, teamId: 'a', deadline: LATER, seconds: 20 }],
      ['AUTOPILOT_CHANGED', { teamId: 'b', autopilot: true, deadline: null }],
      ['MANAGER_CHANGED', { teamId: 'b', managerId: 'm', formerManagerId: null, nextDeadline: LATER }],
      ['PICKED', picked(2, 8, null)],
      ['COMPLETED', {}],
    );
    expect(foldEvents(events.slice(0, 6))).toMatchObject({ currentPick: 2, deadline: LATER });
    expect(foldEvents(events.slice(0, 4))).toMatchObject({
      state: 'PAUSED',
      remainingSeconds: 12.5,
      deadline: null,
    });
    expect(foldEvents(events.slice(0, 5))).toMatchObject({
      state: 'IN_PROGRESS',
      currentPick: 2,
      deadline: DEADLINE,
      remainingSeconds: null,
    });
    expect(foldEvents(events)).toEqual({
      state: 'COMPLETED',
      version: 10,
      teams: [team('a', 1), { ...team('b', 2), autopilot: true, managerId: 'm' }],
      cells: [cell(1, '7'), cell(2, '8')],
      currentPick: null,
      deadline: null,
      clockEndsAt: null,
      actsAt: null,
      overtimeSince: null,
      quietUntil: null,
      remainingSeconds: null,
      pauseCause: null,
    });
  });

  it('gives the same all at once as event by event', () => {
    const events = history(['CREATED', created], ['OPENED', opened], ['PICKED', picked(1, 7, 2)]);
    let state: LiveState | null = null;
    for (const event of events) state = applyEvent(state, event);
    expect(state).toEqual(foldEvents(events));
    expect(state).toMatchObject({ state: 'IN_PROGRESS', currentPick: 2, deadline: DEADLINE });
  });

  it('has no board before the opening, and no clock after a cancellation', () => {
    const events = history(['CREATED', created], ['OPENED', opened], ['CANCELLED', {}]);
    expect(foldEvents(events.slice(0, 1))).toMatchObject({
      state: 'SCHEDULED',
      cells: [],
      currentPick: null,
    });
    expect(foldEvents(events)).toMatchObject({ state: 'CANCELLED', currentPick: null, deadline: null });
  });

  it('moves the deadline of a team that switches autopilot on while on the clock', () => {
    const events = history(
      ['CREATED', created],
      ['OPENED', opened],
      ['AUTOPILOT_CHANGED', { teamId: 'a', autopilot: true, deadline: AT }],
      ['AUTOPILOT_CHANGED', { teamId: 'a', autopilot: false, deadline: null }],
    );
    expect(foldEvents(events.slice(0, 3))).toMatchObject({
      deadline: AT,
      teams: [{ autopilot: true }, { autopilot: false }],
    });
    expect(foldEvents(events)).toMatchObject({
      deadline: AT,
      teams: [{ autopilot: false }, { autopilot: false }],
    });
  });

  it.each([
    ['nothing', []],
    ['no beginning', history(['OPENED', opened])],
    ['a second beginning', history(['CREATED', created], ['CREATED', created])],
    ['a pick before the opening', history(['CREATED', created], ['PICKED', picked(1, 7, 2)])],
    ['a pick out of turn', history(['CREATED', created], ['OPENED', opened], ['PICKED', picked(2, 7, null)])],
    [
      'a player taken twice',
      history(
        ['CREATED', created],
        ['OPENED', opened],
        ['PICKED', picked(1, 7, 2)],
        ['PICKED', picked(2, 7, null)],
      ),
    ],
    ['an end with open cells', history(['CREATED', created], ['OPENED', opened], ['COMPLETED', {}])],
    [
      'a state that cannot follow',
      history(['CREATED', created], ['RESUMED', { pickNumber: 1, teamId: 'a', deadline: AT }]),
    ],
    ...afterCreation({
      'a board of the wrong size': [['OPENED', { ...opened, slots: [1], owners: [1] }]],
      'a cell of a slot that is not there': [['OPENED', { ...opened, owners: [1, 3] }]],
      'a first pick of another team': [['OPENED', { ...opened, teamId: 'b' }]],
      'a pick of another team': [
        ['OPENED', opened],
        ['PICKED', { ...picked(1, 7, 2), teamId: 'b' }],
      ],
      'a next pick of another team': [
        ['OPENED', opened],
        ['PICKED', { ...picked(1, 7, 2), nextTeamId: 'b' }],
      ],
      'a next pick that was made': [
        ['OPENED', opened],
        ['PICKED', picked(1, 7, 1)],
      ],
      'no next pick where a cell is open': [
        ['OPENED', opened],
        ['PICKED', picked(1, 7, null)],
      ],
      'a next pick where no cell is open': [
        ['OPENED', opened],
        ['PICKED', picked(1, 7, 2)],
        ['PICKED', picked(2, 8, 2)],
      ],
      'a pause of a draft that is over': [
        ['CANCELLED', {}],
        ['PAUSED', { pickNumber: 1, remainingSeconds: 60, cause: 'COMMISSIONER' }],
      ],
      'a pause at another pick': [
        ['OPENED', opened],
        ['PAUSED', { pickNumber: 2, remainingSeconds: 1, cause: 'FAILING' }],
      ],
      'a resumption at another pick': [
        ['OPENED', opened],
        ['PAUSED', { pickNumber: 1, remainingSeconds: 1, cause: 'FAILING' }],
        ['RESUMED', { pickNumber: 2, teamId: 'a', deadline: DEADLINE }],
      ],
      'autopilot of a stranger': [['AUTOPILOT_CHANGED', { teamId: 'c', autopilot: true, deadline: null }]],
      'a manager of a stranger': [
        ['MANAGER_CHANGED', { teamId: 'c', managerId: null, formerManagerId: 'm', nextDeadline: null }],
      ],
      'a manager set after its end': [
        ['CANCELLED', {}],
        ['MANAGER_CHANGED', { teamId: 'a', managerId: 'm', formerManagerId: null, nextDeadline: null }],
      ],
      'a deadline moved by a team that waits': [
        ['OPENED', opened],
        ['AUTOPILOT_CHANGED', { teamId: 'b', autopilot: true, deadline: AT }],
      ],
      'a deadline before the opening': [
        ['AUTOPILOT_CHANGED', { teamId: 'a', autopilot: true, deadline: AT }],
      ],
    }),
  ])('refuses a history with %s', (_, events) => {
    const last = events.at(-1);
    const message = last ? `Event ${last.version} (${last.kind}) cannot have happened` : 'never created';
    expect(() => foldEvents(events)).toThrow(message);
    if (last && last.version > 1) expect(() => foldEvents(events.slice(0, -1))).not.toThrow();
  });

  it('refuses a gap and a repeat by their number', () => {
    const events = history(['CREATED', created], ['OPENED', opened], ['PICKED', picked(1, 7, 2)]);
    expect(() => foldEvents(events.filter((event) => event.version !== 2))).toThrow(
      'Event 3 came where 2 was due',
    );
    expect(() => foldEvents([...events, ...events.slice(2)])).toThrow('Event 3 came where 4 was due');
  });
});
