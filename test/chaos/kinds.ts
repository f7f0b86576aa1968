import { type QuietHours, WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';

/** What a draft is like. */
export interface DraftKind {
  readonly teams: number;
  readonly rounds: number;
  readonly secondsPerPick: number;
  /** Its rules of time beyond the pick clock. */
  readonly time?: Partial<TimeSettings>;
  /** Every second minute is quiet: whether picks are taken then. */
  readonly quietMinutes?: QuietHours['picks'];
  /** Its managers draft so that no free player fits the last seat (test/support/stand_off.ts): two teams, two rounds. */
  readonly isStandOff?: boolean;
}

/**
 * What drafts are like: small ones that end during the run, long ones, ones whose clocks are long, ones that only a commissioner can
 * end, and ones with rules of time.
 */
export const KINDS: readonly DraftKind[] = [
  { teams: 4, rounds: 6, secondsPerPick: 3 },
  { teams: 8, rounds: 10, secondsPerPick: 4 },
  { teams: 8, rounds: 12, secondsPerPick: 6 },
  { teams: 12, rounds: 15, secondsPerPick: 2 },
  { teams: 12, rounds: 15, secondsPerPick: 8 },
  { teams: 4, rounds: 8, secondsPerPick: 30 },
  { teams: 2, rounds: 2, secondsPerPick: 8, isStandOff: true },
  {
    teams: 8,
    rounds: 10,
    secondsPerPick: 2,
    time: { bankSeconds: 10, incrementSeconds: 1, graceSeconds: 0.5 },
  },
  {
    teams: 8,
    rounds: 8,
    secondsPerPick: 3,
    time: { atZero: 'SKIP', graceSeconds: 0.3, pauseBeforePicks: [5, 12] },
  },
  { teams: 4, rounds: 3, secondsPerPick: 2, time: { atZero: 'SKIP' } },
  { teams: 4, rounds: 8, secondsPerPick: 3, time: { atZero: 'WAIT', resume: 'RESET', bankSeconds: 3 } },
  {
    ...{ teams: 6, rounds: 10, secondsPerPick: 2 },
    time: { autopilotAfterMisses: 2, autopilotSeconds: 0.5, bankSeconds: 3 },
  },
  {
    teams: 8,
    rounds: 8,
    secondsPerPick: 4,
    time: { bankSeconds: 5, incrementSeconds: 1 },
    quietMinutes: 'ALLOWED',
  },
  { teams: 4, rounds: 8, secondsPerPick: 4, time: { atZero: 'SKIP' }, quietMinutes: 'REFUSED' },
];

/** As many as there may be. */
const WINDOWS = 14;
const MINUTE_MS = 60_000;

/**
 * Quiet hours of one minute in two, for the next half an hour: the even ones for one half of all drafts and the odd ones for the other, so
 * that some drafts are quiet at any time.
 * @param now milliseconds since 1970, on the database's clock
 */
export function quietMinutes(picks: QuietHours['picks'], now: number, isOdd: boolean): QuietHours {
  const first = Math.floor(now / MINUTE_MS);
  const minutes = Array.from(
    { length: WINDOWS },
    (_, i) => first + 2 * i + (first % 2 === Number(isOdd) ? 0 : 1),
  );
  return {
    ...{ zone: 'UTC', picks },
    windows: minutes.map((minute) => ({
      ...{ weekdays: WEEKDAYS, from: wallTime(minute), to: wallTime(minute + 1) },
    })),
  };
}

function wallTime(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString().slice(11, 16);
}
