import type { LiveCell, LiveState } from '../../client/live_state.ts';
import { type DraftEvent, type DraftStateName, type EventKind, transitions } from '../draft/events.ts';

/** States in which a kind of event may happen; kinds that are not here: in those that are not over. */
const STATES: Readonly<Partial<Record<EventKind, readonly DraftStateName[]>>> = {
  OPENED: ['SCHEDULED'],
  PICKED: ['IN_PROGRESS'],
  SKIPPED: ['IN_PROGRESS'],
  CLOCK_RAN_OUT: ['IN_PROGRESS'],
  TIME_RETURNED: ['IN_PROGRESS'],
  PAUSED: ['IN_PROGRESS'],
  RESUMED: ['PAUSED'],
  TIME_ADDED: ['IN_PROGRESS', 'PAUSED'],
  CLOCK_RESET: ['IN_PROGRESS', 'PAUSED'],
  COMPLETED: ['IN_PROGRESS'],
  ROLLED_BACK: ['IN_PROGRESS', 'PAUSED', 'COMPLETED'],
  PICK_CORRECTED: ['IN_PROGRESS', 'PAUSED', 'COMPLETED'],
  PICKS_SWAPPED: ['IN_PROGRESS', 'PAUSED', 'COMPLETED'],
  PICKS_TRADED: ['IN_PROGRESS', 'PAUSED'],
  SLOTS_REORDERED: ['SCHEDULED'],
  WORD_GIVEN: ['SCHEDULED'],
  ORDER_DRAWN: ['SCHEDULED'],
  // A name may change at any time.
  RENAMED: ['SCHEDULED', 'IN_PROGRESS', 'PAUSED', 'COMPLETED', 'CANCELLED'],
};

const NOT_OVER: readonly DraftStateName[] = ['SCHEDULED', 'IN_PROGRESS', 'PAUSED'];

/** Kinds whose `pickNumber` is that of the pick on the clock. */
const ON_CLOCK: readonly EventKind[] = [
  ...(['PICKED', 'SKIPPED', 'PAUSED', 'RESUMED'] as const),
  ...(['TIME_RETURNED', 'CLOCK_RAN_OUT', 'TIME_ADDED', 'CLOCK_RESET'] as const),
];

/** Throws where the event cannot have happened to the draft as it was. */
export function requirePossible(before: LiveState, event: DraftEvent): void {
  const refuse = (because: string): never => {
    throw impossible(event, because);
  };
  if ((event.kind === 'CREATED') !== (before.version === 0))
    refuse(before.version === 0 ? 'the draft was not created' : 'the draft exists already');
  if (!(STATES[event.kind] ?? NOT_OVER).includes(before.state)) refuse(`the draft is ${before.state}`);
  const { pickNumber, teamId } = namedBy(event);
  if (teamId !== undefined && !before.teams.some(({ id }) => id === teamId))
    refuse(`team ${teamId} is not in the draft`);
  if (pickNumber !== undefined && teamId !== undefined && event.kind !== 'OPENED')
    requireOwner(before, event, pickNumber, teamId);
  if (event.kind === 'OPENED') requireWholeBoard(before, event);
  if (event.kind === 'PICKED' && event.data.madeUp) {
    if (!before.cells[event.data.pickNumber - 1]?.isSkipped)
      refuse(`pick ${event.data.pickNumber} was not skipped`);
    if (event.data.nextPickNumber !== before.currentPick)
      refuse(`pick ${before.currentPick} is on the clock`);
  } else if (ON_CLOCK.includes(event.kind) && pickNumber !== before.currentPick) {
    refuse(`pick ${before.currentPick} is on the clock`);
  }
  requireCells(before, event);
  if (event.kind === 'PICKED') {
    const { playerId } = event.data;
    if (before.cells.some((cell) => cell.playerId === String(playerId))) refuse('the player was taken');
  }
  if (event.kind === 'AUTOPILOT_CHANGED' && event.data.deadline !== null) {
    if (before.state !== 'IN_PROGRESS') refuse(`the draft is ${before.state}`);
    requireOwner(before, event, before.currentPick, event.data.teamId);
  }
}

/** Throws where cells that the event names hold somebody else, or belong to somebody else, than it says. */
function requireCells({ cells }: LiveState, event: DraftEvent): void {
  const named =
    event.kind === 'ROLLED_BACK'
      ? event.data.undone
      : event.kind === 'PICKS_TRADED'
        ? event.data.trades.map(({ pickNumber, fromTeamId }) => ({
            ...{ pickNumber, teamId: fromTeamId, playerId: null },
          }))
        : event.kind === 'PICK_CORRECTED'
          ? [{ ...event.data, playerId: event.data.formerPlayerId }]
          : [];
  for (const { pickNumber, teamId, playerId } of named) {
    const cell = cells[pickNumber - 1];
    if (cell?.teamId !== teamId)
      throw impossible(event, `pick ${pickNumber} belongs to team ${cell?.teamId}`);
    if (cell.playerId !== (playerId === null ? null : String(playerId)))
      throw impossible(event, `pick ${pickNumber} has player ${cell.playerId}`);
  }
}

/** Throws where the draft, as the event leaves it, is none that can be. */
export function requireConsistent(before: LiveState, after: LiveState, event: DraftEvent): void {
  if (after.state !== before.state && !transitions[before.state].includes(after.state))
    throw impossible(event, `the draft is ${before.state}`);
  const runs = after.state === 'IN_PROGRESS' || after.state === 'PAUSED';
  const open = after.cells.find(isOpen);
  if (event.kind === 'COMPLETED' && open) throw impossible(event, `pick ${open.pickNumber} is open`);
  if (runs && (after.currentPick !== null || open)) requireOpen(after, event, after.currentPick);
  const { nextPickNumber, nextTeamId } = event.data as {
    nextPickNumber?: number | null;
    nextTeamId?: string | null;
  };
  if (nextPickNumber != null) requireOwner(after, event, nextPickNumber, nextTeamId ?? '');
  if (event.kind === 'OPENED') {
    const { pickNumber, teamId, keepers = [] } = event.data;
    for (const cell of [{ pickNumber, teamId }, ...keepers])
      requireOwner(after, event, cell.pickNumber, cell.teamId);
  }
  // A pick was looked at before: this is for what changes several cells, and would be slow after each.
  if (event.kind !== 'PICKED' && after.cells !== before.cells) requireNoTwins(after, event);
}

function requireNoTwins({ cells }: LiveState, event: DraftEvent): void {
  const players = cells.flatMap(({ playerId }) => playerId ?? []);
  if (new Set(players).size < players.length) throw impossible(event, 'a player is on the board twice');
}

function isOpen({ playerId, isForfeited }: LiveCell): boolean {
  return playerId === null && !isForfeited;
}

function requireWholeBoard({ teams }: LiveState, event: Extract<DraftEvent, { kind: 'OPENED' }>): void {
  const { slots, owners } = event.data;
  const rounds = slots.length / teams.length;
  if (slots.length === 0 || !Number.isInteger(rounds) || owners.length !== slots.length)
    throw impossible(event, `${teams.length} teams cannot have a board of ${slots.length} picks`);
  const { keepers = [], forfeits = [] } = event.data;
  const done = [...keepers.map(({ pickNumber }) => pickNumber), ...forfeits];
  if (new Set(done).size < done.length || done.some((pick) => pick < 1 || pick > slots.length))
    throw impossible(event, 'a pick is kept or forfeited that the board does not have, or twice');
  const nobody = [...slots, ...owners].find((slot) => slot < 1 || slot > teams.length);
  if (nobody !== undefined) throw impossible(event, `there is no slot ${nobody}`);
}

function requireOpen({ cells }: LiveState, event: DraftEvent, pickNumber: number | null): void {
  const cell = cells[(pickNumber ?? 0) - 1];
  if (!cell || !isOpen(cell)) throw impossible(event, `pick ${pickNumber} is not open`);
}

function requireOwner(
  { cells }: LiveState,
  event: DraftEvent,
  pickNumber: number | null,
  teamId: string,
): void {
  const cell = cells[(pickNumber ?? 0) - 1];
  if (cell?.teamId !== teamId) throw impossible(event, `pick ${pickNumber} belongs to team ${cell?.teamId}`);
}

/** The pick and the team that an event names, where it names one. */
function namedBy({ data }: DraftEvent): { pickNumber?: number; teamId?: string } {
  return data as { pickNumber?: number; teamId?: string };
}

function impossible({ version, kind }: DraftEvent, because: string): Error {
  return new Error(`Event ${version} (${kind}) cannot have happened: ${because}`);
}
