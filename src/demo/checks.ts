import type { BoardCell, DraftNow } from '../database/draft_history.ts';
import type { PoolPlayer } from '../database/reads.ts';
import { assignRoster } from '../draft/assign_roster.ts';
import type { DraftEvent } from '../draft/events.ts';
import { foldEvents } from '../draft/fold.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';
import type { Play } from './cast.ts';
import { clockedPicks } from './lateness.ts';

/** One promise, whether it held, and the figures behind that. */
export interface Check {
  readonly name: string;
  readonly holds: boolean;
  readonly figures: string;
}

/** What is left of a draft once it is over. */
export interface Remains {
  readonly now: DraftNow;
  readonly events: readonly DraftEvent[];
  /** What each manager saw over their WebSocket. */
  readonly seen: readonly (readonly DraftEvent[])[];
  readonly board: readonly BoardCell[];
  readonly picks: number;
  readonly rosterSlots: readonly RosterSlot[];
  readonly playOfTeam: ReadonlyMap<string, Play>;
  readonly wishes: readonly number[];
  readonly playerOf: (id: number) => PoolPlayer | undefined;
  readonly leftJobs: { readonly alarms: number; readonly locked: number };
  readonly processEnds: readonly (number | string)[];
  readonly pausedForSeconds: number;
}

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
    checkNothingLeft(remains),
  ];
}

function check(name: string, holds: boolean, figures: string): Check {
  return { name, holds, figures };
}

function taken(board: readonly BoardCell[]): number[] {
  return board.flatMap((cell) => (cell.playerId === null ? [] : [cell.playerId]));
}

function checkBoard({ board, picks, now }: Remains): Check {
  const made = taken(board).length;
  return check(
    'every cell of the board is filled',
    made === picks && now.state === 'COMPLETED',
    `${made} of ${picks} picks`,
  );
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

function checkFold({ events, board, now }: Remains): Check {
  const name = 'events are gapless and fold to the final state';
  try {
    const folded = foldEvents(events);
    const cells = new Map(folded.cells.map((cell) => [cell.pickNumber, cell]));
    const same = board.filter((cell) => {
      const told = cells.get(cell.pickNumber);
      return told?.playerId === cell.playerId && told.source === cell.source && told.teamId === cell.teamId;
    });
    const holds =
      same.length === board.length &&
      folded.cells.length === board.length &&
      folded.version === now.version &&
      folded.state === now.state;
    return check(name, holds, `${events.length} events, ${same.length} cells agree`);
  } catch (error) {
    return check(name, false, error instanceof Error ? error.message : String(error));
  }
}

function checkFollowers({ events, seen }: Remains): Check {
  const told = (list: readonly DraftEvent[]) =>
    JSON.stringify(list.map(({ version, kind, data }) => [version, kind, Object.entries(data).sort()]));
  const expected = told(events);
  const agreeing = seen.filter((list) => told(list) === expected).length;
  const figures = `${agreeing} of ${seen.length} subscribers saw ${events.length} events`;
  return check(
    'every subscriber saw everything, once and in order',
    agreeing === seen.length && agreeing > 0,
    figures,
  );
}

function checkNeverEarly({ events }: Remains): Check {
  const picks = clockedPicks(events).filter((pick) => pick.source === 'AUTO' || pick.source === 'AUTOPILOT');
  const early = picks.filter((pick) => pick.latenessMs < 0).length;
  return check(
    'the clock never picked early',
    early === 0 && picks.length > 0,
    `${early} of ${picks.length} early`,
  );
}

function checkInTime({ events }: Remains): Check {
  const picks = clockedPicks(events).filter(
    (pick) => pick.source === 'MANUAL' || pick.source === 'COMMISSIONER',
  );
  const late = picks.filter((pick) => pick.latenessMs > 0).length;
  return check(
    'no person picked after their deadline',
    late === 0 && picks.length > 0,
    `${late} of ${picks.length} late`,
  );
}

function checkPause({ events, pausedForSeconds }: Remains): Check {
  const name = 'the pause took nothing from the clock';
  const paused = events.find((event) => event.kind === 'PAUSED');
  const resumed = events.find((event) => event.kind === 'RESUMED');
  if (paused?.kind !== 'PAUSED' || resumed?.kind !== 'RESUMED')
    return check(name, false, 'it was not paused and resumed');
  const given = (Date.parse(resumed.data.deadline) - new Date(resumed.at).getTime()) / 1_000;
  const kept = paused.data.remainingSeconds;
  const lasted = (new Date(resumed.at).getTime() - new Date(paused.at).getTime()) / 1_000;
  const holds = Math.abs(given - kept) < 0.002 && lasted >= pausedForSeconds;
  return check(
    name,
    holds,
    `${kept.toFixed(3)} s left, ${given.toFixed(3)} s given back after ${lasted.toFixed(1)} s`,
  );
}

function checkPlays({ board, playOfTeam }: Remains): Check {
  const expected: Readonly<Record<Play, readonly (string | null)[]>> = {
    // A person who is too late is picked for.
    person: ['MANUAL', 'AUTO'],
    clock: ['AUTO'],
    queue: ['AUTO'],
    autopilot: ['AUTOPILOT'],
  };
  const count = (source: string) => board.filter((cell) => cell.source === source).length;
  const odd = board.filter(
    (cell) => !expected[playOfTeam.get(cell.teamId) ?? 'person'].includes(cell.source),
  );
  const figures = `${count('MANUAL')} by people, ${count('AUTO')} by the clock, ${count('AUTOPILOT')} on autopilot`;
  return check('each team drafted as it meant to', odd.length === 0 && count('MANUAL') > 0, figures);
}

function checkQueue({ board, playOfTeam, wishes }: Remains): Check {
  const mine = board.filter(
    (cell) => playOfTeam.get(cell.teamId) === 'queue' && cell.strategy === 'from_queue',
  );
  const honest = mine.every((cell) => wishes.includes(cell.playerId ?? 0));
  return check(
    'the queue was drafted from',
    mine.length > 0 && honest,
    `${mine.length} picks from the queue`,
  );
}

function checkNothingLeft({ leftJobs, processEnds }: Remains): Check {
  const clean = processEnds.every((end) => end === 0);
  const holds = leftJobs.alarms === 0 && leftJobs.locked === 0 && clean;
  const figures = `${leftJobs.alarms} alarms, ${leftJobs.locked} locked jobs, processes ended with ${processEnds.join(', ')}`;
  return check('nothing is left behind', holds, figures);
}
