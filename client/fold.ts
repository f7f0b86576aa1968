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
  /** What is left of its time bank, in seconds, when its present clock began to run. */
  readonly bankSeconds: number;
}

/** A draft as it is after the event of the number `version`. Deadlines are ISO texts of the database's clock. */
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
    teams: sheet.slots.nodes.flatMap(({ slot, autopilot, bankSeconds, team }) =>
      team ? [{ id: team.id, name: team.name, slot, autopilot, bankSeconds, managerId: team.managerId }] : [],
    ),
    currentPick: sheet.currentPick,
    deadline: sheet.deadline,
    clockEndsAt: sheet.clockEndsAt,
    overtimeSince: sheet.overtimeSince,
    quietUntil: sheet.quietUntil,
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
    isSkipped: false,
    isForfeited: false,
  }));
  const teams = state.teams.map((team) => ({ ...team, autopilot: false, bankSeconds: 0 }));
  return {
    ...state,
    ...{ version: 0, state: 'SCHEDULED', cells, teams, currentPick: null, deadline: null },
    ...{ remainingSeconds: null, pauseCause: null, clockEndsAt: null, overtimeSince: null, quietUntil: null },
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
      return {
        ...clockOf(event),
        state: 'IN_PROGRESS',
        cells: openedCells(before, event),
        currentPick: event.pickNumber,
        teams: allBanks(before, event.bankSeconds),
      };
    case 'DraftPicked':
      return {
        ...(event.nextPickNumber === before.currentPick ? {} : clockOf(event)),
        cells: withCell(before, event.pickNumber, filledBy(event)),
        currentPick: event.nextPickNumber,
        teams: withBank(before, event),
      };
    case 'DraftSkipped':
      return {
        ...(event.nextPickNumber === before.currentPick ? {} : clockOf(event)),
        cells: withCell(before, event.pickNumber, { isSkipped: true }),
        currentPick: event.nextPickNumber,
        teams: withBank(before, event),
      };
    case 'DraftPaused':
      return {
        ...{ ...NO_CLOCK, state: 'PAUSED', currentPick: event.pickNumber },
        ...{ remainingSeconds: event.remainingSeconds, pauseCause: event.cause },
        overtimeSince: before.overtimeSince,
      };
    case 'DraftResumed':
      return {
        ...{
          ...clockOf(event),
          state: 'IN_PROGRESS',
          currentPick: event.pickNumber,
          teams: withBank(before, event),
        },
        ...{ remainingSeconds: null, pauseCause: null },
        overtimeSince: event.deadline === null ? before.overtimeSince : null,
      };
    case 'DraftTimeReturned':
      return { ...clockOf(event), teams: withBank(before, event) };
    case 'DraftTimeAdded':
    case 'DraftClockReset':
      return {
        ...clockOf(event),
        remainingSeconds: before.state === 'PAUSED' ? event.secondsLeft : null,
        teams: withBank(before, event),
      };
    case 'DraftClockRanOut':
      return { ...NO_CLOCK, overtimeSince: event.at, teams: withBank(before, event) };
    case 'DraftAutopilotChanged':
      return { teams: withTeam(before, event.teamId, { autopilot: event.autopilot }) };
    case 'DraftManagerChanged':
      return { teams: withTeam(before, event.teamId, { managerId: event.managerId }) };
    case 'DraftSettingsChanged':
      return { teams: grownBanks(before, event.bankSecondsAdded) };
    case 'DraftCompleted':
      return { ...OVER, state: 'COMPLETED' };
    case 'DraftCancelled':
      return { ...OVER, state: 'CANCELLED' };
    default:
      return {};
  }
}

const NO_CLOCK = { deadline: null, clockEndsAt: null, overtimeSince: null, quietUntil: null } as const;
const OVER = { ...NO_CLOCK, currentPick: null, remainingSeconds: null, pauseCause: null } as const;

interface ClockFacts {
  readonly clockEndsAt: string | null;
  readonly quietUntil: string | null;
}

/** The clock that an event set; its deadline is taken of every event. */
function clockOf({ clockEndsAt, quietUntil }: ClockFacts): Partial<LiveState> {
  return { clockEndsAt, quietUntil, overtimeSince: null };
}

function filledBy(event: Extract<FollowedEvent, { __typename: 'DraftPicked' }>): Partial<LiveCell> {
  const { playerId, source, reason, at, teamId } = event;
  return { playerId, source, reason, at, teamId, isSkipped: false };
}

/** The board as it opens: cells of players who are kept are made, and those that are forfeited are never filled. */
function openedCells(
  { cells }: LiveState,
  { keepers, forfeits, at }: Extract<FollowedEvent, { __typename: 'DraftOpened' }>,
): readonly LiveCell[] {
  const kept = new Map(keepers.map(({ pickNumber, playerId }) => [pickNumber, playerId]));
  return cells.map((cell) => {
    const playerId = kept.get(cell.pickNumber) ?? null;
    const keeper = playerId === null ? {} : { playerId, source: 'KEEPER' as const, at };
    return { ...cell, ...keeper, isForfeited: forfeits.includes(cell.pickNumber) };
  });
}

function withCell({ cells }: LiveState, pickNumber: number, change: Partial<LiveCell>): readonly LiveCell[] {
  return cells.map((cell) => (cell.pickNumber === pickNumber ? { ...cell, ...change } : cell));
}

function withTeam({ teams }: LiveState, teamId: string, change: Partial<LiveTeam>): readonly LiveTeam[] {
  return teams.map((team) => (team.id === teamId ? { ...team, ...change } : team));
}

/** Events of drafts without rules of time say nothing of banks. */
function withBank(
  before: LiveState,
  { teamId, bankSeconds }: { readonly teamId: string; readonly bankSeconds: number | null },
): readonly LiveTeam[] {
  return bankSeconds === null ? before.teams : withTeam(before, teamId, { bankSeconds });
}

/** The banks after a change of the setting: what was used stays used. Before the opening, which names the bank, there are none. */
function grownBanks({ state, teams }: LiveState, added: number): readonly LiveTeam[] {
  if (state === 'SCHEDULED' || added === 0) return teams;
  return teams.map((team) => ({ ...team, bankSeconds: Math.max(team.bankSeconds + added, 0) }));
}

function allBanks({ teams }: LiveState, bankSeconds: number | null): readonly LiveTeam[] {
  return bankSeconds === null ? teams : teams.map((team) => ({ ...team, bankSeconds }));
}
