import type { DraftSettingsInput, QuietHoursInput, Weekday } from '../../../client/operations.generated.ts';

/** The rules of time that a form shows: the pick clock, and everything beyond it. Amounts are seconds. */
export type TimeRules = {
  readonly [Name in
    | 'secondsPerPick'
    | 'bankSeconds'
    | 'incrementSeconds'
    | 'graceSeconds'
    | 'autopilotSeconds'
    | 'atZero'
    | 'resume'
    | 'pauseBeforePicks'
    | 'pauseAt']-?: NonNullable<DraftSettingsInput[Name]>;
} & {
  /** So many misses in a row switch the autopilot on; null: never. */
  readonly autopilotAfterMisses: number | null;
  readonly quietHours: QuietHoursInput | null;
};

export const WEEKDAYS: readonly Weekday[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
];

/** The time zone of this browser, by its name. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every night from ten to eight, in the zone of whoever makes the draft. */
export function quietNights(): QuietHoursInput {
  return {
    zone: ownZone(),
    picks: 'ALLOWED',
    windows: [{ weekdays: [...WEEKDAYS], from: '22:00', to: '08:00' }],
  };
}

const STANDARD: TimeRules = {
  ...{ secondsPerPick: 90, bankSeconds: 0, incrementSeconds: 0, graceSeconds: 0, autopilotSeconds: 0 },
  ...{ atZero: 'AUTO_PICK', resume: 'CONTINUE', autopilotAfterMisses: null, quietHours: null },
  ...{ pauseBeforePicks: [], pauseAt: [] },
};
/** In seconds: the shortest pick clock that a service allows by default, and the longest one. */
export const [SHORTEST_CLOCK, LONGEST_CLOCK] = [1, 2_592_000];

/** Clocks by names that people know. */
export const CLOCKS = {
  fast: () => ({ ...STANDARD, secondsPerPick: 30 }),
  standard: () => STANDARD,
  relaxed: () => ({ ...STANDARD, secondsPerPick: 180 }),
  slow: () => ({ ...STANDARD, secondsPerPick: 28_800, quietHours: quietNights() }),
  /** All time is the bank's. */
  chess: () => ({ ...STANDARD, secondsPerPick: SHORTEST_CLOCK, bankSeconds: 600, incrementSeconds: 5 }),
  none: () => ({ ...STANDARD, secondsPerPick: LONGEST_CLOCK, atZero: 'WAIT' as const }),
} as const satisfies Record<string, () => TimeRules>;
export type ClockName = keyof typeof CLOCKS;

/** With a shorter clock, in seconds for a pick, people look at the countdown, and not at their watch. */
export const SLOW_SECONDS = 1_800;

/** Whether nobody can run out of time: the draft waits for each team, and its clock is the longest there is. */
export function hasNoClock({
  atZero,
  secondsPerPick,
}: Pick<TimeRules, 'atZero' | 'secondsPerPick'>): boolean {
  return atZero === 'WAIT' && secondsPerPick === LONGEST_CLOCK;
}

/** The rules as the service takes them: where the draft waits for the team, nothing else may happen at zero. */
export function rulesSent(rules: TimeRules): TimeRules {
  return rules.atZero === 'WAIT' ? { ...rules, graceSeconds: 0, autopilotAfterMisses: null } : rules;
}

/** What of the rules differs; what is the same is not changed once more. */
export function changedRules(before: TimeRules, after: TimeRules): Partial<TimeRules> {
  const names = Object.keys(after) as (keyof TimeRules)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}

/**
 * The longest that a draft can take, in seconds of open time: all clocks and all banks. Null where nothing ends a pick.
 * @param picks how many cells the board has
 */
export function longest(
  { atZero, secondsPerPick, bankSeconds, incrementSeconds }: TimeRules,
  picks: number,
  teams: number,
): number | null {
  return atZero === 'WAIT' ? null : picks * (secondsPerPick + incrementSeconds) + teams * bankSeconds;
}
