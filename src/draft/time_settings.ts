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

/**
 * What values a setting has, in the rules and in the API: seconds, a whole number from 1 on or null, a rule at zero, a rule for the
 * resume, quiet hours or null, a list of numbers of picks, a list of instants.
 */
export type TimeSettingKind = 'seconds' | 'count' | 'atZero' | 'resume' | 'quietHours' | 'picks' | 'instants';

/** A setting of time: what values it has, which of them is plain, the highest one or the longest list, and what it means. */
interface TimeSetting<Value> {
  readonly kind: TimeSettingKind;
  readonly plain: Value;
  readonly most?: number;
  readonly says: string;
}

/**
 * Every setting of time: the one table. The bounds that are checked, what the API takes and how it describes it come from it. Seconds
 * are from 0 to at most 30 days, an hour, 10 seconds, a minute.
 */
export const TIME_SETTINGS: { readonly [Name in keyof TimeSettings]: TimeSetting<TimeSettings[Name]> } = {
  bankSeconds: {
    ...{ kind: 'seconds', plain: 0, most: 2_592_000 },
    says:
      "A team's time beyond its pick clocks, for the whole draft, in seconds: 0 to 2592000 (30 days). Used by itself when a pick clock has run\n" +
      'out.',
  },
  incrementSeconds: {
    ...{ kind: 'seconds', plain: 0, most: 3_600 },
    says: 'Seconds that go into the bank after each pick that is made before the bank has run out: 0 to 3600.',
  },
  graceSeconds: {
    ...{ kind: 'seconds', plain: 0, most: 10 },
    says: "For so many seconds after zero a person's pick is still taken; the clock acts only after them: 0 to 10.",
  },
  autopilotSeconds: {
    ...{ kind: 'seconds', plain: 0, most: 60 },
    says:
      'For so many seconds a team on autopilot stays on the clock, so that people can follow: 0 to 60. Where the pick clock is shorter, for\n' +
      'that long.',
  },
  quietHours: { kind: 'quietHours', plain: null, says: 'When no clock runs. Null: never.' },
  atZero: { kind: 'atZero', plain: 'AUTO_PICK', says: 'What happens when the clock of a pick has run out.' },
  autopilotAfterMisses: {
    ...{ kind: 'count', plain: null, most: 100 },
    says: "After so many clocks in a row that ran out, the team's autopilot is switched on: 1 to 100. Null: never.",
  },
  resume: {
    ...{ kind: 'resume', plain: 'CONTINUE' },
    says: 'Which pick clock the draft goes on with after a pause.',
  },
  pauseBeforePicks: {
    ...{ kind: 'picks', plain: [], most: 100 },
    says:
      'The draft pauses by itself when one of these picks comes on the clock, by their numbers; of a pick that is kept or forfeited, when\n' +
      'the next open one does.',
  },
  pauseAt: {
    ...{ kind: 'instants', plain: [], most: 100 },
    says: 'The draft pauses by itself at these times, with their time zones.',
  },
};

/** The names of the settings of time. */
export const TIME_SETTING_NAMES = Object.keys(TIME_SETTINGS) as readonly (keyof TimeSettings)[];

/** The pick clock alone: the settings of a draft that says nothing about time, called plain. */
export const PLAIN_TIME = Object.fromEntries(
  TIME_SETTING_NAMES.map((name) => [name, TIME_SETTINGS[name].plain]),
) as unknown as TimeSettings;

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
  for (const name of TIME_SETTING_NAMES) {
    const { kind, most = Number.POSITIVE_INFINITY } = TIME_SETTINGS[name];
    CHECKS[kind](name, settings[name] as never, most, picks);
  }
  const found = CONTRADICTIONS.find(({ holds }) => holds(settings, startsAt));
  if (found)
    throw new DraftError('SETTINGS_CONTRADICT', { settings: found.settings, problem: found.problem });
}

/** The bounds of each kind; what has only some values is known to the type of the API. */
const CHECKS: Readonly<
  Record<TimeSettingKind, (name: string, value: never, most: number, picks: number) => void>
> = {
  seconds: (name, value: number, most) => requireWithin(name, value, 0, most),
  count: (name, value: number | null, most) => {
    if (value !== null) requireWhole(name, value, most);
  },
  quietHours: (_name, value: QuietHours | null) => {
    if (value !== null) checkQuietHours(value);
  },
  picks: (name, value: readonly number[], most, picks) => {
    requireWithin(`${name}.length`, value.length, 0, most);
    for (const pick of value) requireWhole(name, pick, picks);
  },
  instants: (name, value: readonly string[], most) => requireWithin(`${name}.length`, value.length, 0, most),
  atZero: () => undefined,
  resume: () => undefined,
};

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
