import { DraftError } from './errors.ts';
import { checkQuietHours, type QuietHours } from './quiet_hours.ts';
import type { RuleAtZero } from './rules_at_zero.ts';

/** The rules of time of a draft beyond its pick clocks. Amounts are seconds, of open time where there are quiet hours. */
export interface TimeSettings {
  /** A team's time beyond its pick clocks, for the whole draft. */
  readonly bankSeconds: number;
  /** What goes into the bank after each pick made before the bank has run out. */
  readonly incrementSeconds: number;
  /** For how long after zero a person's pick is still taken. */
  readonly graceSeconds: number;
  /** For how long a team on autopilot stays on the clock. */
  readonly autopilotSeconds: number;
  readonly quietHours: QuietHours | null;
  readonly atZero: RuleAtZero;
  /** So many misses in a row switch the team's autopilot on; null: never. */
  readonly autopilotAfterMisses: number | null;
  /** The pick clock after a pause: what was left of it, or all of it. */
  readonly resume: 'CONTINUE' | 'RESET';
  /** The draft pauses by itself when these picks come on the clock, and at these times, ISO texts. */
  readonly pauseBeforePicks: readonly number[];
  readonly pauseAt: readonly string[];
}

/** The pick clock alone: the settings of a draft that says nothing about time, called plain. */
export const PLAIN_TIME: TimeSettings = {
  bankSeconds: 0,
  incrementSeconds: 0,
  graceSeconds: 0,
  autopilotSeconds: 0,
  quietHours: null,
  atZero: 'AUTO_PICK',
  autopilotAfterMisses: null,
  resume: 'CONTINUE',
  pauseBeforePicks: [],
  pauseAt: [],
};

/** Amounts of seconds, from 0, and the most of each: 30 days, an hour, 10 seconds, a minute. */
const MOST_SECONDS = {
  bankSeconds: 2_592_000,
  incrementSeconds: 3_600,
  graceSeconds: 10,
  autopilotSeconds: 60,
} as const satisfies Partial<Record<keyof TimeSettings, number>>;
const MOST_MISSES = 100;
const MOST_PAUSES = 100;

/** Two settings that cannot both hold: when they contradict each other, and why, in a sentence. */
interface Contradiction {
  readonly settings: readonly [string, string];
  readonly holds: (settings: TimeSettings, startsAt: string | null) => boolean;
  readonly problem: string;
}

const CONTRADICTIONS: readonly Contradiction[] = [
  {
    settings: ['atZero', 'graceSeconds'],
    holds: ({ atZero, graceSeconds }) => atZero === 'WAIT' && graceSeconds > 0,
    problem: 'with WAIT a pick is taken whenever it comes, so there is nothing that a grace could add',
  },
  {
    settings: ['atZero', 'autopilotAfterMisses'],
    holds: ({ atZero, autopilotAfterMisses }) => atZero === 'WAIT' && autopilotAfterMisses !== null,
    problem: 'with WAIT the draft waits for the team, so no miss may have the service pick for it',
  },
  {
    settings: ['startsAt', 'pauseAt'],
    holds: ({ pauseAt }, startsAt) =>
      startsAt !== null && pauseAt.some((at) => Date.parse(at) <= Date.parse(startsAt)),
    problem: 'a draft cannot pause before it has started',
  },
];

/** The settings of time of a draft, those that it does not name at their defaults. */
function timeSettingsOf(given: Partial<TimeSettings>): TimeSettings {
  const named = Object.entries(given).filter(
    ([name, value]) => Object.hasOwn(PLAIN_TIME, name) && value !== undefined,
  );
  return { ...PLAIN_TIME, ...Object.fromEntries(named) };
}

/**
 * Refuses settings of time out of their bounds with TIME_OUT_OF_RANGE (the setting, what it is, its bounds), quiet hours that cannot be kept
 * with QUIET_HOURS_INVALID, and two that contradict each other with SETTINGS_CONTRADICT, which names both.
 * @param picks how many cells the board has
 * @param startsAt when the draft opens by itself, an ISO text; null when somebody opens it
 */
export function checkTimeSettings(
  given: Partial<TimeSettings>,
  picks: number,
  startsAt: string | null,
): void {
  const settings = timeSettingsOf(given);
  for (const [setting, most] of Object.entries(MOST_SECONDS)) {
    requireWithin(setting, settings[setting as keyof typeof MOST_SECONDS], 0, most);
  }
  const { autopilotAfterMisses, pauseBeforePicks, pauseAt, quietHours } = settings;
  if (autopilotAfterMisses !== null) requireWhole('autopilotAfterMisses', autopilotAfterMisses, MOST_MISSES);
  requireWithin('pauseBeforePicks.length', pauseBeforePicks.length, 0, MOST_PAUSES);
  requireWithin('pauseAt.length', pauseAt.length, 0, MOST_PAUSES);
  for (const pick of pauseBeforePicks) requireWhole('pauseBeforePicks', pick, picks);
  if (quietHours !== null) checkQuietHours(quietHours);
  const found = CONTRADICTIONS.find(({ holds }) => holds(settings, startsAt));
  if (found)
    throw new DraftError('SETTINGS_CONTRADICT', { settings: found.settings, problem: found.problem });
}

function requireWhole(setting: string, value: number, most: number): void {
  requireWithin(setting, Number.isInteger(value) ? value : Number.NaN, 1, most);
}

function requireWithin(setting: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most))
    throw new DraftError('TIME_OUT_OF_RANGE', {
      setting,
      value: Number.isNaN(value) ? null : value,
      least,
      most,
    });
}
