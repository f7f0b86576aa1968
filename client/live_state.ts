import type { DraftRoomQuery, DraftState, PickSource } from './operations.generated.ts';

/** A draft as the query `DraftRoom` answers it. */
export type RoomSheet = NonNullable<DraftRoomQuery['draft']>;

/** A cell of the board. `playerId` null: open. `at`: when it was filled, an ISO text. */
export interface LiveCell {
  readonly pickNumber: number;
  readonly round: number;
  readonly slot: number;
  readonly teamId: string;
  readonly playerId: string | null;
  readonly source: PickSource | null;
  readonly reason: string | null;
  readonly at: string | null;
  /** Passed over: its team may make it up as long as it is open. */
  readonly isSkipped: boolean;
  /** Nobody picks here: the cell is never filled and counts as done. */
  readonly isForfeited: boolean;
}

/** A team in draft order, from slot 1. */
export interface LiveTeam {
  readonly id: string;
  readonly name: string;
  readonly slot: number;
  readonly autopilot: boolean;
  readonly managerId: string | null;
  /** What is left of its time bank, in seconds, when its present clock began to run; 0 in a draft without rules of time. */
  readonly bankSeconds: number;
  /** How many of its clocks ran out in a row. */
  readonly misses: number;
}

/** A draft as it is after the event of the number `version`. Instants are ISO texts of the database's clock. */
export interface LiveState {
  readonly version: number;
  readonly state: DraftState;
  readonly cells: readonly LiveCell[];
  readonly teams: readonly LiveTeam[];
  readonly currentPick: number | null;
  /** What people count down to: the pick clock and the bank. */
  readonly deadline: string | null;
  /** When the pick clock alone ends; the bank runs from then to the deadline. */
  readonly clockEndsAt: string | null;
  /** When the clock acts: the deadline and the grace after it. */
  readonly actsAt: string | null;
  /** The clock ran out and the draft waits for the team: since when. */
  readonly overtimeSince: string | null;
  /** Until when no clock runs. */
  readonly quietUntil: string | null;
  readonly remainingSeconds: number | null;
  readonly pauseCause: string | null;
}

/** The state of a draft that was read at once. */
export function stateOf(sheet: RoomSheet): LiveState {
  return {
    version: sheet.version,
    state: sheet.state,
    cells: sheet.board.map((cell) => ({
      pickNumber: cell.pickNumber,
      round: cell.round,
      slot: cell.slot,
      teamId: cell.teamId,
      playerId: cell.player?.id ?? null,
      source: cell.source,
      reason: cell.reason,
      at: cell.pickedAt,
      isSkipped: cell.skippedAt !== null && cell.player === null,
      isForfeited: cell.isForfeited,
    })),
    teams: sheet.slots.nodes.flatMap(({ slot, team, ...seat }) => (team ? [teamOf(slot, team, seat)] : [])),
    currentPick: sheet.currentPick,
    deadline: sheet.deadline,
    clockEndsAt: sheet.clockEndsAt,
    actsAt: sheet.nextDeadline,
    overtimeSince: sheet.overtimeSince,
    quietUntil: sheet.quietUntil,
    remainingSeconds: sheet.remainingSeconds,
    pauseCause: sheet.pauseCause,
  };
}

/** A draft of which nothing is known: its events tell all but names and managers. */
export const UNKNOWN_DRAFT: LiveState = {
  ...{ version: 0, state: 'SCHEDULED', cells: [], teams: [], currentPick: null },
  ...{ deadline: null, clockEndsAt: null, actsAt: null, overtimeSince: null, quietUntil: null },
  ...{ remainingSeconds: null, pauseCause: null },
};

/**
 * The same draft before anything happened to it: from here its events are played again. The names of its teams stay, and the places of
 * the cells, for a board to be shown before the events lay one out: each cell is that of its slot, whoever owned it in the end.
 */
export function emptied({ cells, teams }: LiveState): LiveState {
  return {
    ...UNKNOWN_DRAFT,
    cells: cells.map(({ pickNumber, round, slot }) =>
      openCell({ pickNumber, round, slot, teamId: teams[slot - 1]?.id ?? '' }),
    ),
    teams: teams.map(({ id, slot, name, managerId }) => ({ ...newTeam(id, slot), name, managerId })),
  };
}

/** A cell that nobody filled yet. */
export function openCell(place: Pick<LiveCell, 'pickNumber' | 'round' | 'slot' | 'teamId'>): LiveCell {
  return {
    ...place,
    ...{ playerId: null, source: null, reason: null, at: null, isSkipped: false, isForfeited: false },
  };
}

/** A team of which nothing but its slot is known. */
export function newTeam(id: string, slot: number): LiveTeam {
  return { id, name: '', slot, autopilot: false, managerId: null, bankSeconds: 0, misses: 0 };
}

type Seat = RoomSheet['slots']['nodes'][number];

function teamOf(
  slot: number,
  { id, name, managerId }: NonNullable<Seat['team']>,
  { autopilot, bankSeconds, misses }: Pick<Seat, 'autopilot' | 'bankSeconds' | 'misses'>,
): LiveTeam {
  return { id, name, slot, autopilot, managerId, bankSeconds, misses };
}
