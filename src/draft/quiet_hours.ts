import { DraftError } from './errors.ts';

const MOST_WINDOWS = 14;
const LEAST_OPEN_MINUTES = 60;
/** So many weeks a clock lasts at most, with its bank: whoever asks for its end goes through all of them, change by change of the offset. */
const MOST_WEEKS = 104;
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** The days of a week, as windows name them, in order. */
export const WEEKDAYS = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const ZONE_NAME = /^(UTC|GMT|[A-Za-z_]+(\/[A-Za-z_-]+)+|Etc\/GMT[+-]\d{1,2})$/;
const HOUR_AND_MINUTE = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * A window on the wall clock: from `from` on until before `to`, on each of the weekdays. `to` that is not after `from` is on the day
 * after; 24:00 is the end of the day.
 */
export interface QuietWindow {
  readonly weekdays: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** When no clock runs: windows on the wall clock of an IANA time zone, and whether picks are taken in them. */
export interface QuietHours {
  readonly zone: string;
  readonly picks: 'ALLOWED' | 'REFUSED';
  readonly windows: readonly QuietWindow[];
}

/**
 * Refuses quiet hours that cannot be kept, with QUIET_HOURS_INVALID and the problem: an unknown zone, no window or more than 14, a window
 * that is not written as hours and minutes, names no day or one twice, has no length or is there twice, and windows that leave less than an
 * hour a week open. Windows may overlap: an hour in either of them is quiet. plain_quiet_hours in SQL refuses the same, but for what is there
 * twice, which does no harm.
 */
export function checkQuietHours({ zone, windows }: QuietHours): void {
  if (!isZone(zone)) {
    throw refusal(`the time zone ${JSON.stringify(zone)} is not known; name one such as America/New_York`, {
      zone,
    });
  }
  if (windows.length === 0 || windows.length > MOST_WINDOWS) {
    const problem = `they are 1 to ${MOST_WINDOWS} windows, and these are ${windows.length}`;
    throw refusal(problem, { windows: windows.length, most: MOST_WINDOWS });
  }
  for (const [index, window] of windows.entries()) checkWindow(window, index + 1);
  refuseTwice(windows);
  const openMinutes = WEEK - quietMinutes(windows);
  if (openMinutes < LEAST_OPEN_MINUTES) {
    const problem = `they leave ${openMinutes} minutes a week open, and a clock needs ${LEAST_OPEN_MINUTES}`;
    throw refusal(problem, { openMinutes, least: LEAST_OPEN_MINUTES });
  }
}

/**
 * Refuses quiet hours that leave so little open that a clock of so many seconds, its bank included, would last for more than two years, with
 * QUIET_HOURS_INVALID and the problem. add_time in SQL gives no more time than that.
 */
export function checkLasting({ windows }: QuietHours, seconds: number): void {
  const weeks = Math.ceil(seconds / 60 / (WEEK - quietMinutes(windows)));
  if (weeks <= MOST_WEEKS) return;
  const problem = `a clock and its bank of ${seconds} seconds would last for ${weeks} weeks, and may for ${MOST_WEEKS}; leave more time open`;
  throw refusal(problem, { seconds, weeks, most: MOST_WEEKS });
}

/** Quiet hours in a sentence: `Quiet from 22:00 to 08:00 every day (America/New_York); picks are taken.` */
export function describeQuietHours({ zone, picks, windows }: QuietHours): string {
  const told = windows.map(({ weekdays, from, to }) => `from ${from} to ${to} ${daysInWords(weekdays)}`);
  const taken = picks === 'ALLOWED' ? 'picks are taken' : 'no picks are taken';
  return `Quiet ${told.join(', ')} (${zone}); ${taken}.`;
}

function refusal(problem: string, numbers: Readonly<Record<string, unknown>>): DraftError {
  return new DraftError('QUIET_HOURS_INVALID', { ...numbers, problem });
}

/**
 * Whether that is the name of a zone of the IANA data, and no offset or abbreviation: the database takes CET for a fixed offset. The
 * database may know other zones than this program.
 */
function isZone(zone: string): boolean {
  if (!ZONE_NAME.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function checkWindow({ weekdays, from, to }: QuietWindow, number: number): void {
  const problem = windowProblem(weekdays, from, to);
  if (problem !== null) throw refusal(`window ${number} ${problem}`, { window: number, from, to });
}

/** The same window twice was meant to be another one. */
function refuseTwice(windows: readonly QuietWindow[]): void {
  const seen = new Map<string, number>();
  for (const [index, { weekdays, from, to }] of windows.entries()) {
    const key = [...weekdays].sort().join() + from + to;
    const first = seen.get(key);
    if (first !== undefined) {
      const problem = `window ${index + 1} is the same as window ${first}; leave it out`;
      throw refusal(problem, { window: index + 1, first });
    }
    seen.set(key, index + 1);
  }
}

function windowProblem(weekdays: readonly Weekday[], from: string, to: string): string | null {
  if (weekdays.length === 0) return 'names no weekday';
  const twice = weekdays.find((weekday, place) => weekdays.indexOf(weekday) !== place);
  if (twice !== undefined) return `names ${twice} twice`;
  if (!HOUR_AND_MINUTE.test(from)) return `begins at ${JSON.stringify(from)}; write a time such as 22:00`;
  if (to !== '24:00' && !HOUR_AND_MINUTE.test(to))
    return `ends at ${JSON.stringify(to)}; write a time such as 08:00`;
  if (from === to) return `has no length: it begins and ends at ${from}; a whole day is 00:00 to 24:00`;
  return null;
}

/** How many minutes of a week are in a window or more. */
function quietMinutes(windows: readonly QuietWindow[]): number {
  const isQuiet = new Uint8Array(WEEK);
  for (const { weekdays, from, to } of windows) {
    const begins = minutesOf(from);
    const length = minutesOf(to) - begins + (minutesOf(to) <= begins ? DAY : 0);
    for (const weekday of weekdays) {
      const first = WEEKDAYS.indexOf(weekday) * DAY + begins;
      for (let minute = first; minute < first + length; minute += 1) isQuiet[minute % WEEK] = 1;
    }
  }
  return isQuiet.reduce((sum, quiet) => sum + quiet, 0);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** `every day`, `on Monday to Friday`, `on Saturday and Sunday`. */
function daysInWords(weekdays: readonly Weekday[]): string {
  const places = WEEKDAYS.flatMap((day, place) => (weekdays.includes(day) ? [place] : []));
  if (places.length === WEEKDAYS.length) return 'every day';
  const names = places.map((place) => nameOf(WEEKDAYS[place] ?? 'MONDAY'));
  const first = names[0] ?? '';
  const last = names.at(-1) ?? '';
  const isRow = (places.at(-1) ?? 0) - (places[0] ?? 0) === places.length - 1;
  if (places.length > 2 && isRow) return `on ${first} to ${last}`;
  return names.length === 1 ? `on ${first}` : `on ${names.slice(0, -1).join(', ')} and ${last}`;
}

function nameOf(weekday: Weekday): string {
  return weekday.charAt(0) + weekday.slice(1).toLowerCase();
}
