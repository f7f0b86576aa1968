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
      return { teams: inOrder(before, event.teamIds) };
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
    case 'DraftSettingsChanged':
      return { ...kept(before), teams: grownBanks(before, event.bankSecondsAdded) };
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

/** The teams in that order: those that are known keep their names and managers. */
function inOrder({ teams }: LiveState, ids: readonly string[]): readonly LiveTeam[] {
  const known = new Map(teams.map((team) => [team.id, team]));
  return ids.map((id, index) => ({ ...(known.get(id) ?? newTeam(id, 0)), slot: index + 1 }));
}

/** The board is laid out, and every bank filled. Events of drafts without rules of time say nothing of banks. */
function opened(before: LiveState, event: Of<'DraftOpened'>): Partial<LiveState> {
  const { slots, owners, bankSeconds } = event;
  const teamIn = new Map(before.teams.map(({ slot, id }) => [slot, id]));
  const cells = slots.map((slot, index) => {
    const round = Math.floor(index / before.teams.length) + 1;
    return openCell({ pickNumber: index + 1, round, slot, teamId: teamIn.get(owners[index] ?? 0) ?? '' });
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
