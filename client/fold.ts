import type { FollowedEvent } from './follow.ts';
import { type LiveCell, type LiveState, type LiveTeam, newTeam, openCell } from './live_state.ts';

/**
 * The draft after one more event: the one fold of events, of the room, of programs and of the service itself. Null: the events before it
 * are missing, or the service lost some (DraftResync), so the draft has to be read again. Kinds that this client does not know change the
 * version and the deadline, and nothing else.
 */
export function foldEvent(before: LiveState, event: FollowedEvent): LiveState | null {
  if (event.__typename === 'DraftResync' || event.version !== before.version + 1) return null;
  return { ...before, deadline: event.deadline, ...changeOf(before, event), version: event.version };
}

type Known = Exclude<FollowedEvent, { __typename: 'DraftResync' }>;
type Of<Name extends Known['__typename']> = Extract<Known, { __typename: Name }>;

/** What an event changes besides version and deadline. A kind without a case does not compile. */
function changeOf(before: LiveState, event: Known): Partial<LiveState> {
  switch (event.__typename) {
    case 'DraftCreated':
      return seated(before, event.teamIds);
    case 'DraftOpened':
      return opened(before, event);
    case 'DraftPicked':
      return { ...withCell(before, event.pickNumber, filledBy(event)), ...moved(before, event) };
    case 'DraftSkipped':
      return { ...withCell(before, event.pickNumber, { isSkipped: true }), ...moved(before, event) };
    case 'DraftPaused':
      return paused(before, event);
    case 'DraftResumed':
      return {
        ...{ ...clockOf(event), state: 'IN_PROGRESS', currentPick: event.pickNumber },
        ...{ remainingSeconds: null, pauseCause: null },
        ...withTime(before, event),
      };
    case 'DraftTimeReturned':
      return { ...clockOf(event), ...withTime(before, event) };
    case 'DraftTimeAdded':
    case 'DraftClockReset':
      return {
        ...clockOf(event),
        remainingSeconds: before.state === 'PAUSED' ? event.secondsLeft : null,
        ...withTime(before, event),
      };
    case 'DraftClockRanOut':
      return { ...NO_CLOCK, overtimeSince: event.at, ...withTime(before, event) };
    case 'DraftAutopilotChanged':
      return {
        // The clock goes on unless the team is on it.
        ...(event.actsAt === null ? kept(before) : clockOf(event)),
        ...withTime(before, event, { autopilot: event.autopilot }),
      };
    case 'DraftManagerChanged':
      return { ...kept(before), teams: withTeam(before, event.teamId, { managerId: event.managerId }) };
    case 'DraftTeamRenamed':
      return { ...kept(before), teams: withTeam(before, event.teamId, { name: event.teamName }) };
    case 'DraftSlotsReordered':
    case 'DraftOrderDrawn':
      return seated(before, event.teamIds);
    case 'DraftWordGiven':
      return {};
    case 'DraftRenamed':
      return kept(before);
    case 'DraftSettingsChanged':
      return { ...kept(before), teams: grownBanks(before, event.bankSecondsAdded) };
    case 'DraftRolledBack':
      return rolledBack(before, event);
    case 'DraftPickCorrected':
      return { ...kept(before), ...withCells(before, [corrected(before, event.pickNumber, event.playerId)]) };
    case 'DraftPicksSwapped':
      return {
        ...kept(before),
        ...withCells(before, [
          corrected(before, event.pickNumber, event.playerId),
          corrected(before, event.otherPickNumber, event.otherPlayerId),
        ]),
      };
    case 'DraftPicksTraded':
      return {
        // The clock goes on unless the pick on it changed hands.
        ...(event.actsAt === null ? kept(before) : clockOf(event)),
        ...withCells(
          before,
          event.trades.map(({ pickNumber, toTeamId }) => ({ pickNumber, teamId: toTeamId })),
        ),
        teams: withTimes(before, event.teamTimes),
      };
    case 'DraftCompleted':
      return { ...OVER, state: 'COMPLETED' };
    case 'DraftCancelled':
      return { ...OVER, state: 'CANCELLED' };
    default:
      return ofAnotherRelease(event);
  }
}

/** A kind of a service that is newer than this client. */
function ofAnotherRelease(_event: never): Partial<LiveState> {
  return {};
}

const NO_CLOCK = {
  ...{ deadline: null, clockEndsAt: null, actsAt: null, overtimeSince: null, quietUntil: null },
} as const;
const OVER = { ...NO_CLOCK, currentPick: null, remainingSeconds: null, pauseCause: null } as const;

/**
 * The teams in that order: those that are known keep their names and managers. Cells that are of their slot's team stay so; whose the
 * others are says the event that lays the board out.
 */
function seated({ teams: before, cells }: LiveState, ids: readonly string[]): Partial<LiveState> {
  const known = new Map(before.map((team) => [team.id, team]));
  const teams = ids.map((id, index) => ({ ...(known.get(id) ?? newTeam(id, 0)), slot: index + 1 }));
  const ofSlot = (cell: LiveCell) => cell.teamId === before[cell.slot - 1]?.id;
  return {
    teams,
    cells: cells.map((cell) =>
      ofSlot(cell) ? { ...cell, teamId: ids[cell.slot - 1] ?? cell.teamId } : cell,
    ),
  };
}

/**
 * The board is laid out: cells of players who are kept are made, and those that are forfeited are never filled. Every bank is filled. Events of drafts without rules of time say nothing of banks.
 */
function opened(before: LiveState, event: Of<'DraftOpened'>): Partial<LiveState> {
  const { slots, owners, keepers, forfeits, bankSeconds } = event;
  const kept = new Map(keepers.map(({ pickNumber, playerId }) => [pickNumber, playerId]));
  const teamIn = new Map(before.teams.map(({ slot, id }) => [slot, id]));
  const cells = slots.map((slot, index) => {
    const round = Math.floor(index / before.teams.length) + 1;
    const pickNumber = index + 1;
    const cell = openCell({ pickNumber, round, slot, teamId: teamIn.get(owners[index] ?? 0) ?? '' });
    const playerId = kept.get(pickNumber);
    if (playerId !== undefined) return { ...cell, playerId, source: 'KEEPER' as const, at: event.at };
    return { ...cell, isForfeited: forfeits.includes(pickNumber) };
  });
  const teams = bankSeconds === null ? before.teams : before.teams.map((team) => ({ ...team, bankSeconds }));
  return { ...clockOf(event), state: 'IN_PROGRESS', currentPick: event.pickNumber, cells, teams };
}

/** The pick that comes on the clock after a pick or a skip. One that was made up leaves the clock as it runs. */
function moved(before: LiveState, event: Of<'DraftPicked'> | Of<'DraftSkipped'>): Partial<LiveState> {
  const goesOn = event.__typename === 'DraftPicked' && event.madeUp;
  return {
    ...(goesOn ? kept(before) : clockOf(event)),
    currentPick: event.nextPickNumber,
    ...withTime(before, event),
  };
}

function paused(before: LiveState, event: Of<'DraftPaused'>): Partial<LiveState> {
  const { pickNumber, remainingSeconds, cause, bankSeconds } = event;
  const teamId = before.cells[pickNumber - 1]?.teamId ?? '';
  return {
    ...{ ...NO_CLOCK, state: 'PAUSED', currentPick: pickNumber, remainingSeconds, pauseCause: cause },
    ...withTime(before, { teamId, bankSeconds }),
  };
}

/** Picks that were undone are open, and the draft waits at one of them; it may have been over. */
function rolledBack(before: LiveState, event: Of<'DraftRolledBack'>): Partial<LiveState> {
  const { toPick, remainingSeconds, undone, teamTimes } = event;
  const open = { playerId: null, source: null, reason: null, at: null };
  return {
    ...{ ...NO_CLOCK, state: 'PAUSED', currentPick: toPick, remainingSeconds, pauseCause: 'ROLLED_BACK' },
    ...withCells(
      before,
      undone.map(({ pickNumber, isSkipped }) => ({ ...open, pickNumber, isSkipped })),
    ),
    teams: withTimes(before, teamTimes),
  };
}

/** A made cell with another player: nobody's strategy chose them. A keeper stays one. */
function corrected({ cells }: LiveState, pickNumber: number, playerId: string): CellChange {
  const isKeeper = cells[pickNumber - 1]?.source === 'KEEPER';
  return { pickNumber, playerId, source: isKeeper ? 'KEEPER' : 'COMMISSIONER', reason: null };
}

interface ClockFacts {
  readonly deadline: string | null;
  readonly clockEndsAt: string | null;
  readonly actsAt: string | null;
  readonly quietUntil: string | null;
}

/** The clock that an event set. */
function clockOf({ deadline, clockEndsAt, actsAt, quietUntil }: ClockFacts): Partial<LiveState> {
  return { deadline, clockEndsAt, actsAt, quietUntil, overtimeSince: null };
}

/** The clock goes on as it did. */
function kept({ deadline }: LiveState): Partial<LiveState> {
  return { deadline };
}

function filledBy(event: Of<'DraftPicked'>): Partial<LiveCell> {
  const { playerId, source, reason, at, teamId } = event;
  return { playerId, source, reason, at, teamId, isSkipped: false };
}

/** Cells are in the order of their numbers. */
function withCell({ cells }: LiveState, pickNumber: number, change: Partial<LiveCell>): Partial<LiveState> {
  const cell = cells[pickNumber - 1];
  return cell ? { cells: cells.with(pickNumber - 1, { ...cell, ...change }) } : {};
}

type CellChange = Partial<LiveCell> & Pick<LiveCell, 'pickNumber'>;

function withCells(before: LiveState, changes: readonly CellChange[]): Pick<LiveState, 'cells'> {
  const cells = [...before.cells];
  for (const change of changes) {
    const cell = cells[change.pickNumber - 1];
    if (cell) cells[change.pickNumber - 1] = { ...cell, ...change };
  }
  return { cells };
}

type TeamTime = Of<'DraftRolledBack'>['teamTimes'][number];

function withTimes(before: LiveState, told: readonly TeamTime[]): readonly LiveTeam[] {
  const times = new Map(told.map(({ teamId, bankSeconds, misses }) => [teamId, { bankSeconds, misses }]));
  return before.teams.map((team) => ({ ...team, ...times.get(team.id) }));
}

function withTeam({ teams }: LiveState, teamId: string, change: Partial<LiveTeam>): readonly LiveTeam[] {
  return teams.map((team) => (team.id === teamId ? { ...team, ...change } : team));
}

/** What an event tells of the bank and the misses of its team; of drafts without rules of time it tells nothing. */
function withTime(
  before: LiveState,
  told: { readonly teamId: string; readonly bankSeconds?: number | null; readonly misses?: number | null },
  change: Partial<LiveTeam> = {},
): Partial<LiveState> {
  const time = {
    ...(told.bankSeconds == null ? {} : { bankSeconds: told.bankSeconds }),
    ...(told.misses == null ? {} : { misses: told.misses }),
  };
  return { teams: withTeam(before, told.teamId, { ...change, ...time }) };
}

/** The banks after a change of the setting: what was used stays used. Before the opening, which names the bank, there are none. */
function grownBanks({ state, teams }: LiveState, added: number): readonly LiveTeam[] {
  if (state === 'SCHEDULED' || added === 0) return teams;
  return teams.map((team) => ({ ...team, bankSeconds: Math.max(team.bankSeconds + added, 0) }));
}
