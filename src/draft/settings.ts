import { type CellSettings, cellsOfTeams, checkCells } from './cells.ts';
import { DraftError } from './errors.ts';
import type { DraftOrder } from './order.ts';
import { checkMaximums } from './position_maximums.ts';
import { checkLasting } from './quiet_hours.ts';
import { checkRosterSlots, type RosterSlot } from './roster_slots.ts';
import { checkTimeSettings, type TimeSettings } from './time_settings.ts';

const MOST_TEAMS = 64;
const MOST_ROUNDS = 100;
/** Seconds; the longest is 30 days. */
const SHORTEST_CLOCK = 0.05;
const LONGEST_CLOCK = 2_592_000;

/**
 * How a draft is played. Clocks are in seconds; `secondsPerPickByRound` overrides single rounds. Rules of time that are left out are at their
 * defaults (time_settings.ts).
 */
export interface DraftSettings extends CellSettings, Partial<TimeSettings> {
  /** What people call the draft, in its plain form (names.ts); of a new draft alone: renameDraft changes it. */
  readonly name?: string | null;
  readonly order: DraftOrder;
  readonly secondsPerPick: number;
  readonly secondsPerPickByRound: Readonly<Record<string, number>>;
  readonly rosterSlots: readonly RosterSlot[];
  /** At most so many players of a team play nothing but a position, by position; no maximum where left out. */
  readonly positionMaximums?: Readonly<Record<string, number>>;
  /** How auto-picks are chosen for teams that set no strategy of their own, and its options; standard where left out. */
  readonly strategy?: string;
  readonly strategyOptions?: Readonly<Record<string, unknown>>;
}

/** The parts of an order that each kind uses. Other parts would have no effect, and are refused. */
const PARTS_OF_ORDER: Readonly<Record<DraftOrder['kind'], readonly string[]>> = {
  SNAKE: ['kind'],
  LINEAR: ['kind'],
  REVERSAL: ['kind', 'fromRound'],
  CUSTOM: ['kind', 'rounds'],
};

/** Clocks of single rounds, by round. Throws ROUND_LISTED_TWICE: the second one would silently replace the first. */
export function clocksByRound(
  clocks: readonly { readonly round: number; readonly seconds: number }[],
): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const clock of clocks) {
    if (Object.hasOwn(seconds, clock.round))
      throw new DraftError('ROUND_LISTED_TWICE', { round: clock.round });
    seconds[clock.round] = clock.seconds;
  }
  return seconds;
}

/**
 * Refuses settings that no draft of so many teams can have, and settings that would have no effect, with a DraftError that names
 * what is at fault.
 * @param startsAt when the draft opens by itself, an ISO text; null when somebody opens it
 */
export function checkSettings(settings: DraftSettings, teams: number, startsAt: string | null = null): void {
  const { rounds } = settings;
  if (!isWholeWithin(teams, MOST_TEAMS))
    throw new DraftError('TEAMS_OUT_OF_RANGE', { teams, most: MOST_TEAMS });
  if (!isWholeWithin(rounds, MOST_ROUNDS))
    throw new DraftError('ROUNDS_OUT_OF_RANGE', { rounds, most: MOST_ROUNDS });
  checkClocks(settings);
  checkTimeSettings(settings, teams * rounds, startsAt);
  if (settings.quietHours)
    checkLasting(settings.quietHours, longestClock(settings) + (settings.bankSeconds ?? 0));
  checkOrder(settings.order, teams, rounds);
  checkCells(settings, teams);
  checkRosterSlots(settings.rosterSlots);
  checkMaximums(settings.positionMaximums ?? {});
  const seats = settings.rosterSlots.reduce((sum, slot) => sum + slot.seats, 0);
  for (const [index, picks] of cellsOfTeams(teams, settings).entries()) {
    if (seats < picks) throw new DraftError('ROSTER_TOO_SMALL', { seats, picks, slot: index + 1, rounds });
  }
}

function isWholeWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function checkClocks({ secondsPerPick, secondsPerPickByRound, rounds }: DraftSettings): void {
  checkClock(secondsPerPick, {});
  for (const [round, seconds] of Object.entries(secondsPerPickByRound)) {
    // The board looks rounds up as they are written: '01' would be accepted here and never found there.
    const isWritten = String(Number(round)) === round;
    if (!isWritten || !isWholeWithin(Number(round), rounds)) {
      const problem = `the draft has no round ${round}; name rounds from 1 to ${rounds}`;
      throw new DraftError('ROUND_CLOCK_INVALID', { round, rounds, problem });
    }
    checkClock(seconds, { round: Number(round) });
    if (seconds === secondsPerPick) {
      const problem = `round ${round} has ${seconds} seconds like all rounds, which has no effect; leave it out`;
      throw new DraftError('ROUND_CLOCK_INVALID', { round, seconds, problem });
    }
  }
}

function longestClock({ secondsPerPick, secondsPerPickByRound }: DraftSettings): number {
  return Math.max(secondsPerPick, ...Object.values(secondsPerPickByRound));
}

function checkClock(seconds: number, of: { round?: number }): void {
  if (seconds >= SHORTEST_CLOCK && seconds <= LONGEST_CLOCK) return;
  throw new DraftError('CLOCK_OUT_OF_RANGE', { seconds, ...of, least: SHORTEST_CLOCK, most: LONGEST_CLOCK });
}

function checkOrder(order: DraftOrder, teams: number, rounds: number): void {
  const idle = Object.keys(order).find((part) => !PARTS_OF_ORDER[order.kind].includes(part));
  if (idle !== undefined) {
    const problem = `${idle} has no effect on an order of kind ${order.kind}`;
    throw new DraftError('ORDER_INVALID', { kind: order.kind, part: idle, problem });
  }
  if (order.kind === 'REVERSAL' && !isWholeWithin(order.fromRound, rounds)) {
    const problem = `fromRound must be a round of the draft, 1 to ${rounds}`;
    throw new DraftError('ORDER_INVALID', { fromRound: order.fromRound, rounds, problem });
  }
  if (order.kind !== 'CUSTOM') return;
  if (order.rounds.length !== rounds) {
    const problem = `a custom order must list each of the ${rounds} rounds`;
    throw new DraftError('ORDER_INVALID', { roundsListed: order.rounds.length, rounds, problem });
  }
  for (const [index, slots] of order.rounds.entries()) {
    const named = new Set(slots.filter((slot) => isWholeWithin(slot, teams)));
    if (slots.length !== teams || named.size !== teams)
      throw new DraftError('ORDER_INVALID', {
        round: index + 1,
        problem: `round ${index + 1} must name each slot from 1 to ${teams} once`,
      });
  }
}
