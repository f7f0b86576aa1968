import type { ClockFacts } from './event_kind.ts';
import type { PickSource } from './event_kinds.ts';
import { type DraftEvent, type DraftStateName, transitions } from './events.ts';
import { banksOf, grownBanks, pausedBank, withTeamTime } from './fold_team_times.ts';

/** A cell of the board as the events tell it. */
export interface FoldedCell {
  readonly pickNumber: number;
  readonly round: number;
  readonly slot: number;
  readonly teamId: string;
  readonly playerId: number | null;
  readonly source: PickSource | null;
  /** Nobody picks here: the cell counts as done. */
  readonly isForfeited: boolean;
  /** Whether it was passed over, and whether it is made up since, `playerId` tells. */
  readonly skipped: boolean;
}

/** A draft rebuilt from its events. Cells appear when it opens; `deadline` is an ISO text, `remainingSeconds` seconds. */
export interface FoldedDraft {
  readonly state: DraftStateName;
  readonly version: number;
  readonly teams: readonly string[];
  readonly rounds: number;
  readonly cells: readonly FoldedCell[];
  readonly currentPick: number | null;
  readonly deadline: string | null;
  readonly remainingSeconds: number | null;
  /** When the pick clock alone ends, and when the clock acts: ISO texts. */
  readonly clockEndsAt: string | null;
  readonly actsAt: string | null;
  /** Since when the team on the clock is waited for, an ISO text. */
  readonly overtimeSince: string | null;
  readonly autopilot: readonly string[];
  /** What is left of the banks, in seconds, and misses in a row, by team; no team is named in a plain draft. */
  readonly banks: Readonly<Record<string, number>>;
  readonly misses: Readonly<Record<string, number>>;
}

const CLOCK_STOPPED = { deadline: null, clockEndsAt: null, actsAt: null, overtimeSince: null } as const;
const NO_CLOCK = { currentPick: null, remainingSeconds: null, ...CLOCK_STOPPED } as const;

/** The draft after all its events, the first of which created it. Throws when a number is missing, doubled or impossible. */
export function foldEvents(events: readonly DraftEvent[]): FoldedDraft {
  const state = events.reduce<FoldedDraft | null>((before, event) => applyEvent(before, event), null);
  if (!state) throw new Error('A draft without events was never created');
  return state;
}

/** The draft after one more event; `before` is null for the first. */
export function applyEvent(before: FoldedDraft | null, event: DraftEvent): FoldedDraft {
  const expected = (before?.version ?? 0) + 1;
  if (event.version !== expected) throw new Error(`Event ${event.version} came where ${expected} was due`);
  if (event.kind === 'CREATED') {
    if (before) throw impossible(event, 'the draft exists already');
    const { teams, rounds } = event.data;
    return {
      state: 'SCHEDULED',
      version: 1,
      teams,
      rounds,
      cells: [],
      autopilot: [],
      banks: {},
      misses: {},
      ...NO_CLOCK,
    };
  }
  if (!before) throw impossible(event, 'the draft was not created');
  return { ...withTeamTime(change(before, event), event.data), version: event.version };
}

function change(before: FoldedDraft, event: Exclude<DraftEvent, { kind: 'CREATED' }>): FoldedDraft {
  switch (event.kind) {
    case 'OPENED':
      return opened(before, event);
    case 'PICKED':
      return picked(before, event);
    case 'PAUSED': {
      const { remainingSeconds, pickNumber } = event.data;
      // A rollback pauses a draft that is over at the pick it takes back: there nothing is on the clock.
      if (before.state === 'IN_PROGRESS') requireOnClock(before, event, pickNumber);
      return {
        ...moveTo(before, event, 'PAUSED'),
        currentPick: pickNumber,
        ...CLOCK_STOPPED,
        remainingSeconds,
        ...pausedBank(before, pickNumber, event.data.bankSeconds),
      };
    }
    case 'RESUMED':
      if (before.state !== 'PAUSED') throw impossible(event, `the draft is ${before.state}`);
      requireOnClock(before, event, event.data.pickNumber);
      requireOwner(before, event, event.data.pickNumber, event.data.teamId);
      return {
        ...moveTo(before, event, 'IN_PROGRESS'),
        ...clockRuns(event.data, event.data.deadline),
        remainingSeconds: null,
      };
    case 'TIME_RETURNED':
      if (before.state !== 'IN_PROGRESS') throw impossible(event, `the draft is ${before.state}`);
      requireOnClock(before, event, event.data.pickNumber);
      requireOwner(before, event, event.data.pickNumber, event.data.teamId);
      return { ...before, ...clockRuns(event.data, event.data.deadline) };
    case 'AUTOPILOT_CHANGED': {
      const { teamId, autopilot, deadline } = event.data;
      if (!before.teams.includes(teamId)) throw impossible(event, `team ${teamId} is not in the draft`);
      if (deadline !== null) {
        if (before.state !== 'IN_PROGRESS') throw impossible(event, `the draft is ${before.state}`);
        requireOwner(before, event, before.currentPick, teamId);
      }
      const others = before.autopilot.filter((team) => team !== teamId);
      return {
        ...before,
        autopilot: autopilot ? [...others, teamId] : others,
        ...(deadline === null ? {} : clockRuns(event.data, deadline)),
      };
    }
    case 'MANAGER_CHANGED': {
      const { teamId } = event.data;
      if (!before.teams.includes(teamId)) throw impossible(event, `team ${teamId} is not in the draft`);
      if (before.state === 'COMPLETED' || before.state === 'CANCELLED')
        throw impossible(event, `the draft is ${before.state}`);
      return before;
    }
    case 'SKIPPED':
      return skipped(before, event);
    case 'CLOCK_RAN_OUT':
      if (before.state !== 'IN_PROGRESS') throw impossible(event, `the draft is ${before.state}`);
      requireOnClock(before, event, event.data.pickNumber);
      return { ...before, ...CLOCK_STOPPED, overtimeSince: event.at };
    case 'TIME_ADDED':
    case 'CLOCK_RESET':
      return clockRestarted(before, event);
    case 'SETTINGS_CHANGED': {
      if (before.state === 'COMPLETED' || before.state === 'CANCELLED')
        throw impossible(event, `the draft is ${before.state}`);
      const { settings, bankSecondsAdded } = event.data;
      return { ...before, rounds: settings.rounds, banks: grownBanks(before, bankSecondsAdded) };
    }
    case 'COMPLETED':
      if (before.cells.some(isOpen)) throw impossible(event, 'a cell is open');
      return { ...moveTo(before, event, 'COMPLETED'), ...NO_CLOCK };
    case 'CANCELLED':
      return { ...moveTo(before, event, 'CANCELLED'), ...NO_CLOCK };
  }
}

function opened(before: FoldedDraft, event: Extract<DraftEvent, { kind: 'OPENED' }>): FoldedDraft {
  const { slots, owners, pickNumber, teamId: first, deadline } = event.data;
  if (before.state !== 'SCHEDULED') throw impossible(event, `the draft is ${before.state}`);
  const size = before.teams.length * before.rounds;
  if (slots.length !== size) throw impossible(event, `the board has ${size} picks, not ${slots.length}`);
  const kept = new Map((event.data.keepers ?? []).map((keeper) => [keeper.pickNumber, keeper]));
  const forfeited = new Set(event.data.forfeits);
  const cells = slots.map((slot, index): FoldedCell => {
    const teamId = before.teams[(owners[index] ?? 0) - 1];
    if (teamId === undefined) throw impossible(event, `pick ${index + 1} has no owner`);
    const round = Math.ceil((index + 1) / before.teams.length);
    const keeper = kept.get(index + 1);
    if (keeper && keeper.teamId !== teamId)
      throw impossible(event, `pick ${index + 1} belongs to team ${teamId}`);
    return {
      ...{
        pickNumber: index + 1,
        round,
        slot,
        teamId,
        skipped: false,
        isForfeited: forfeited.has(index + 1),
      },
      playerId: keeper?.playerId ?? null,
      source: keeper ? 'KEEPER' : null,
    };
  });
  const after = {
    ...moveTo(before, event, 'IN_PROGRESS'),
    cells,
    currentPick: pickNumber,
    ...clockRuns(event.data, deadline),
    banks: banksOf(before.teams, event.data.bankSeconds),
  };
  requireOwner(after, event, pickNumber, first);
  return after;
}

function picked(before: FoldedDraft, event: Extract<DraftEvent, { kind: 'PICKED' }>): FoldedDraft {
  const { pickNumber, teamId, playerId, source, nextPickNumber, nextTeamId, nextDeadline, madeUp } =
    event.data;
  if (before.state !== 'IN_PROGRESS') throw impossible(event, `the draft is ${before.state}`);
  if (madeUp) requireSkipped(before, event, pickNumber);
  else requireOnClock(before, event, pickNumber);
  requireOwner(before, event, pickNumber, teamId);
  if (before.cells.some((cell) => cell.playerId === playerId)) {
    throw impossible(event, 'the player was taken');
  }
  const cells = before.cells.map((cell) =>
    cell.pickNumber === pickNumber ? { ...cell, playerId, source } : cell,
  );
  if (madeUp) {
    if (nextPickNumber !== before.currentPick)
      throw impossible(event, `pick ${before.currentPick} is on the clock`);
    return { ...before, cells };
  }
  const after = {
    ...before,
    cells,
    currentPick: nextPickNumber,
    ...clockRuns(event.data, nextDeadline),
  };
  if (cells.some(isOpen)) requireOwner(after, event, nextPickNumber, nextTeamId);
  else if (nextPickNumber !== null) throw impossible(event, 'no cell is open for the next pick');
  return after;
}

function skipped(before: FoldedDraft, event: Extract<DraftEvent, { kind: 'SKIPPED' }>): FoldedDraft {
  const { pickNumber, teamId, nextPickNumber, nextTeamId, deadline } = event.data;
  if (before.state !== 'IN_PROGRESS') throw impossible(event, `the draft is ${before.state}`);
  requireOnClock(before, event, pickNumber);
  requireOwner(before, event, pickNumber, teamId);
  const cells = before.cells.map((cell) =>
    cell.pickNumber === pickNumber ? { ...cell, skipped: true } : cell,
  );
  const after = { ...before, cells, currentPick: nextPickNumber, ...clockRuns(event.data, deadline) };
  requireOwner(after, event, nextPickNumber, nextTeamId);
  return after;
}

function clockRestarted(
  before: FoldedDraft,
  event: Extract<DraftEvent, { kind: 'TIME_ADDED' | 'CLOCK_RESET' }>,
): FoldedDraft {
  const { pickNumber, teamId, deadline, secondsLeft } = event.data;
  requireOnClock(before, event, pickNumber);
  requireOwner(before, event, pickNumber, teamId);
  if (before.state === 'PAUSED') return { ...before, remainingSeconds: secondsLeft ?? null };
  if (before.state !== 'IN_PROGRESS') throw impossible(event, `the draft is ${before.state}`);
  return { ...before, ...clockRuns(event.data, deadline) };
}

/** The clock that an event starts; none runs where its deadline is null. */
function clockRuns({ clockEndsAt, actsAt }: ClockFacts, deadline: string | null) {
  return {
    deadline,
    clockEndsAt: clockEndsAt ?? deadline,
    actsAt: actsAt ?? deadline,
    overtimeSince: null,
  };
}

function isOpen({ playerId, isForfeited }: FoldedCell): boolean {
  return playerId === null && !isForfeited;
}

function requireSkipped(draft: FoldedDraft, event: DraftEvent, pickNumber: number): void {
  const cell = draft.cells.find((other) => other.pickNumber === pickNumber);
  if (!cell?.skipped) throw impossible(event, `pick ${pickNumber} was not skipped`);
}

function requireOnClock(draft: FoldedDraft, event: DraftEvent, pickNumber: number): void {
  if (draft.currentPick !== pickNumber) throw impossible(event, `pick ${draft.currentPick} is on the clock`);
}

/** A pick that is, or comes, on the clock: its cell is open and belongs to that team. */
function requireOwner(
  draft: FoldedDraft,
  event: DraftEvent,
  pickNumber: number | null,
  teamId: string | null,
): void {
  const cell = draft.cells.find((other) => other.pickNumber === pickNumber);
  if (!cell || !isOpen(cell)) throw impossible(event, `pick ${pickNumber} is not open`);
  if (cell.teamId !== teamId) throw impossible(event, `pick ${pickNumber} belongs to team ${cell.teamId}`);
}

function moveTo(before: FoldedDraft, event: DraftEvent, state: DraftStateName): FoldedDraft {
  if (!transitions[before.state].includes(state)) throw impossible(event, `the draft is ${before.state}`);
  return { ...before, state };
}

function impossible(event: DraftEvent, because: string): Error {
  return new Error(`Event ${event.version} (${event.kind}) cannot have happened: ${because}`);
}
