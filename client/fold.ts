import type { FollowedEvent } from './follow.ts';
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
}

/** A team in draft order, from slot 1. */
export interface LiveTeam {
  readonly id: string;
  readonly name: string;
  readonly slot: number;
  readonly autopilot: boolean;
  readonly managerId: string | null;
}

/** A draft as it is after the event of the number `version`. Deadlines are ISO texts of the database's clock. */
export interface LiveState {
  readonly version: number;
  readonly state: DraftState;
  readonly cells: readonly LiveCell[];
  readonly teams: readonly LiveTeam[];
  readonly currentPick: number | null;
  readonly deadline: string | null;
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
    })),
    teams: sheet.slots.nodes.flatMap(({ slot, autopilot, team }) =>
      team ? [{ id: team.id, name: team.name, slot, autopilot, managerId: team.managerId }] : [],
    ),
    currentPick: sheet.currentPick,
    deadline: sheet.nextDeadline,
    remainingSeconds: sheet.remainingSeconds,
    pauseCause: sheet.pauseCause,
  };
}

/** The same draft before anything happened to it: from here its events are played again. */
export function emptied(state: LiveState): LiveState {
  const cells = state.cells.map((cell) => ({
    ...cell,
    playerId: null,
    source: null,
    reason: null,
    at: null,
  }));
  return {
    ...state,
    ...{ version: 0, state: 'SCHEDULED', cells, currentPick: null, deadline: null },
    ...{ remainingSeconds: null, pauseCause: null },
  };
}

/**
 * The draft after one more event. Null: the events before it are missing, or the service lost some (DraftResync), so the draft has
 * to be read again. Kinds that this client does not know change the version and the deadline, and nothing else.
 */
export function foldEvent(before: LiveState, event: FollowedEvent): LiveState | null {
  if (event.__typename === 'DraftResync' || event.version !== before.version + 1) return null;
  return { ...before, deadline: event.deadline, ...changeOf(before, event), version: event.version };
}

function changeOf(before: LiveState, event: FollowedEvent): Partial<LiveState> {
  switch (event.__typename) {
    case 'DraftOpened':
      return { state: 'IN_PROGRESS', currentPick: event.pickNumber };
    case 'DraftPicked':
      return {
        cells: before.cells.map((cell) =>
          cell.pickNumber === event.pickNumber ? filled(cell, event) : cell,
        ),
        currentPick: event.nextPickNumber,
      };
    case 'DraftPaused':
      return {
        ...{ state: 'PAUSED', currentPick: event.pickNumber, deadline: null },
        ...{ remainingSeconds: event.remainingSeconds, pauseCause: event.cause },
      };
    case 'DraftResumed':
      return {
        ...{ state: 'IN_PROGRESS', currentPick: event.pickNumber },
        ...{ remainingSeconds: null, pauseCause: null },
      };
    case 'DraftAutopilotChanged':
      return { teams: withTeam(before, event.teamId, { autopilot: event.autopilot }) };
    case 'DraftManagerChanged':
      return { teams: withTeam(before, event.teamId, { managerId: event.managerId }) };
    case 'DraftCompleted':
      return { ...OVER, state: 'COMPLETED' };
    case 'DraftCancelled':
      return { ...OVER, state: 'CANCELLED' };
    default:
      return {};
  }
}

const OVER = { currentPick: null, deadline: null, remainingSeconds: null, pauseCause: null } as const;

function filled(cell: LiveCell, event: Extract<FollowedEvent, { __typename: 'DraftPicked' }>): LiveCell {
  const { playerId, source, reason, at, teamId } = event;
  return { ...cell, playerId, source, reason, at, teamId };
}

function withTeam({ teams }: LiveState, teamId: string, change: Partial<LiveTeam>): readonly LiveTeam[] {
  return teams.map((team) => (team.id === teamId ? { ...team, ...change } : team));
}
