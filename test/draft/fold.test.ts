import { describe, expect, it } from 'vitest';
import type { DraftEvent, EventData, EventKind } from '../../src/draft/events.ts';
import { foldEvents } from '../../src/draft/fold.ts';

const AT = '2025-09-04T20:00:00.000Z';
const DEADLINE = '2025-09-04T20:01:00.000Z';

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

function history(...listed: { [Kind in EventKind]: [Kind, EventData[Kind]] }[EventKind][]): DraftEvent[] {
  return listed.map(([kind, data], index) => ({ version: index + 1, at: AT, kind, data }) as DraftEvent);
}

describe('folding events', () => {
  it('rebuilds a draft from its first event to its last', () => {
    const events = history(
      ['CREATED', created],
      ['OPENED', opened],
      ['PICKED', picked(1, 7, 2)],
      ['PAUSED', { pickNumber: 2, remainingSeconds: 12.5, cause: 'COMMISSIONER' }],
      ['RESUMED', { pickNumber: 2, teamId: 'a', deadline: DEADLINE }],
      ['AUTOPILOT_CHANGED', { teamId: 'b', autopilot: true, deadline: null }],
      ['PICKED', picked(2, 8, null)],
      ['COMPLETED', {}],
    );
    expect(foldEvents(events.slice(0, 4))).toMatchObject({
      state: 'PAUSED',
      remainingSeconds: 12.5,
      deadline: null,
    });
    expect(foldEvents(events)).toEqual({
      state: 'COMPLETED',
      version: 8,
      teams: ['a', 'b'],
      rounds: 1,
      cells: [
        { pickNumber: 1, round: 1, slot: 1, teamId: 'a', playerId: 7, source: 'MANUAL' },
        { pickNumber: 2, round: 1, slot: 2, teamId: 'a', playerId: 8, source: 'MANUAL' },
      ],
      currentPick: null,
      deadline: null,
      remainingSeconds: null,
      autopilot: ['b'],
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
  ])('refuses a history with %s', (_, events) => {
    expect(() => foldEvents(events)).toThrow();
  });

  it('refuses a gap and a repeat by their number', () => {
    const events = history(['CREATED', created], ['OPENED', opened], ['PICKED', picked(1, 7, 2)]);
    expect(() => foldEvents(events.filter((event) => event.version !== 2))).toThrow(
      'Event 3 came where 2 was due',
    );
    expect(() => foldEvents([...events, ...events.slice(2)])).toThrow('Event 3 came where 4 was due');
  });
});
