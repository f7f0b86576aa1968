import type { LiveCell } from '../../client/live_state.ts';
import type { BoardCell } from '../database/picks.ts';
import { assignRoster } from '../draft/assign_roster.ts';
import type { DraftEvent } from '../draft/events.ts';
import { microseconds } from '../draft/microseconds.ts';
import { foldEvents } from '../history/fold_events.ts';
import { messageOf } from '../telemetry/error_text.ts';
import type { Play } from './cast.ts';
import { checkInTime, checkNeverEarly, checkPause } from './clock_checks.ts';
import { type Check, check, type Remains } from './remains.ts';

/** Every promise of the README, checked on what is left of the draft. */
export function checkAll(remains: Remains): Check[] {
  return [
    checkBoard(remains),
    checkTwins(remains),
    checkRosters(remains),
    checkFold(remains),
    checkFollowers(remains),
    checkNeverEarly(remains),
    checkInTime(remains),
    checkPause(remains),
    checkPlays(remains),
    checkQueue(remains),
    checkProcesses(remains),
    checkNothingLeft(remains),
  ];
}

function taken(board: readonly BoardCell[]): number[] {
  return board.flatMap((cell) => (cell.playerId === null ? [] : [cell.playerId]));
}

function checkBoard({ board, picks, now }: Remains): Check {
  const made = taken(board).length;
  const holds = made === picks && board.length === picks && now.state === 'COMPLETED';
  return check('every cell of the board is filled', holds, `${made} of ${picks} picks`);
}

function checkTwins({ board }: Remains): Check {
  const players = taken(board);
  const distinct = new Set(players).size;
  return check('no player was drafted twice', distinct === players.length, `${distinct} different players`);
}

function checkRosters({ board, rosterSlots, playerOf }: Remains): Check {
  const rosters = [...Map.groupBy(board, (cell) => cell.teamId).values()].map((cells) =>
    taken(cells).map((id) => playerOf(id)?.positions ?? []),
  );
  const legal = rosters.filter((roster) => assignRoster(rosterSlots, roster) !== null).length;
  return check('every roster can be seated', legal === rosters.length, `${legal} of ${rosters.length} teams`);
}

function checkFold({ events, board, makers, now }: Remains): Check {
  const name = 'events are gapless and fold to the final state';
  try {
    const folded = foldEvents(events);
    const told = new Map(folded.cells.map((cell) => [cell.pickNumber, cell]));
    const facts = factsOfPicks(events);
    const written = new Map(makers.map((maker) => [maker.pickNumber, maker]));
    const same = board.filter((cell) => {
      const { pickNumber } = cell;
      const fact = facts.get(pickNumber);
      return (
        isAsTold(cell, told.get(pickNumber)) &&
        fact?.strategy === cell.strategy &&
        fact.at === microseconds(written.get(pickNumber)?.at ?? '')
      );
    });
    const holds =
      same.length === board.length &&
      folded.cells.length === board.length &&
      folded.version === now.version &&
      folded.currentPick === now.currentPick &&
      folded.state === now.state;
    return check(name, holds, `${events.length} events, ${same.length} cells agree`);
  } catch (error) {
    return check(name, false, messageOf(error));
  }
}

/** What the events say of each pick and a folded cell does not. */
function factsOfPicks(events: readonly DraftEvent[]): Map<number, { strategy: string | null; at: number }> {
  return new Map(
    events.flatMap((event) =>
      event.kind === 'PICKED'
        ? [[event.data.pickNumber, { strategy: event.data.strategy, at: microseconds(event.at) }]]
        : [],
    ),
  );
}

/** Nobody skips a pick in the demo. */
function isAsTold(cell: BoardCell, told: LiveCell | undefined): boolean {
  const place = ({ round, slot, teamId, source }: BoardCell | LiveCell) =>
    JSON.stringify([round, slot, teamId, source]);
  const player = cell.playerId === null ? null : String(cell.playerId);
  return told !== undefined && place(told) === place(cell) && told.playerId === player && !told.isSkipped;
}

function checkFollowers({ events, seen }: Remains): Check {
  const told = (list: readonly DraftEvent[]) =>
    JSON.stringify(
      list.map(({ version, at, kind, data }) => [version, at, kind, Object.entries(data).sort()]),
    );
  const expected = told(events);
  const agreeing = seen.filter((list) => told(list) === expected).length;
  return check(
    'every subscriber saw everything, once and in order',
    agreeing === seen.length && agreeing > 0,
    `${agreeing} of ${seen.length} subscribers saw ${events.length} events`,
  );
}

function checkPlays({ board, makers, members }: Remains): Check {
  const makerOf = new Map(makers.map(({ pickNumber, by }) => [pickNumber, by]));
  // A person who is too late is picked for; that this was not too early is a check of its own.
  const expected: Readonly<Record<Play, readonly (string | null)[]>> = {
    person: ['MANUAL', 'AUTO'],
    clock: ['AUTO'],
    queue: ['AUTO'],
    autopilot: ['AUTOPILOT'],
  };
  const odd = board.filter(({ teamId, source, pickNumber }) => {
    const member = members.get(teamId);
    const maker = source === 'MANUAL' ? member?.managerId : null;
    return !member || !expected[member.play].includes(source) || makerOf.get(pickNumber) !== maker;
  });
  const count = (source: string) => board.filter((cell) => cell.source === source).length;
  const tooLate = board.filter(
    (cell) => cell.source === 'AUTO' && members.get(cell.teamId)?.play === 'person',
  ).length;
  const figures = `${count('MANUAL')} by people, ${count('AUTO')} by the clock (${tooLate} for late people), ${count('AUTOPILOT')} on autopilot`;
  return check('each team drafted as it meant to', odd.length === 0 && count('MANUAL') > 0, figures);
}

/** A pick of the team with a queue took the first queued player who was free and fitted, and another player only where none was. */
function checkQueue({ board, members, queued, rosterSlots, playerOf }: Remains): Check {
  const gone = new Set<number>();
  const rosters = new Map<string, (readonly string[])[]>();
  let fromQueue = 0;
  let odd = 0;
  for (const { teamId, playerId, strategy } of board) {
    const roster = rosters.get(teamId) ?? [];
    if (members.get(teamId)?.play === 'queue') {
      const fits = (id: number) =>
        assignRoster(rosterSlots, [...roster, playerOf(id)?.positions ?? []]) !== null;
      const wanted = queued.find((id) => !gone.has(id) && fits(id));
      const isFromQueue = strategy === 'from_queue';
      if (isFromQueue) fromQueue += 1;
      if (wanted === undefined ? isFromQueue : playerId !== wanted || !isFromQueue) odd += 1;
    }
    if (playerId === null) continue;
    gone.add(playerId);
    rosters.set(teamId, [...roster, playerOf(playerId)?.positions ?? []]);
  }
  const figures = `${fromQueue} of ${queued.length} queued players were drafted, ${odd} out of order`;
  return check('the queue was drafted from, in its order', fromQueue > 0 && odd === 0, figures);
}

function checkProcesses({ processEnds, locked }: Remains): Check {
  const workers = processEnds.filter(({ command }) => command === 'worker').length;
  const holds =
    workers === 2 &&
    processEnds.every(({ end }) => end === 0) &&
    locked.every((jobs) => jobs === 0) &&
    locked.length === 2;
  const ends = processEnds.map(({ command, end }) => `${command} ${end}`).join(', ');
  return check(
    'processes stop cleanly and leave no job locked',
    holds,
    `exit codes: ${ends}; locked: ${locked.join(', ')}`,
  );
}

function checkNothingLeft({ alarms }: Remains): Check {
  return check('no alarm is left behind', alarms === 0, `${alarms} alarms`);
}
