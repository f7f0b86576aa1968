import { MINUTE_MS, msOf, type Windows } from './quiet_within.ts';
import { WEEKDAYS } from './time_rules.ts';

const DAY = 1_440;
const WEEK = WEEKDAYS.length * DAY;

/**
 * The longest that so many seconds of open time can take with the quiet hours between them, whenever they begin; in seconds, by whole
 * minutes. NaN where no hour of the week is open. The hour of a night in which clocks change is not counted.
 */
export function longestWithQuiet({ windows }: Pick<Windows, 'windows'>, openSeconds: number): number {
  const isQuiet = quietMinutes(windows);
  const openAWeek = isQuiet.filter((quiet) => !quiet).length;
  if (openAWeek === 0 || Number.isNaN(openSeconds)) return Number.NaN;
  const open = Math.ceil(openSeconds / 60);
  const weeks = Math.floor(open / openAWeek);
  // Longest where it begins together with quiet hours.
  const begins = isQuiet.flatMap((quiet, minute) => (quiet && !isQuiet.at(minute - 1) ? [minute] : []));
  const rests = (begins.length === 0 ? [0] : begins).map((begin) =>
    restFrom(isQuiet, begin, open - weeks * openAWeek),
  );
  return (weeks * WEEK + Math.max(...rests)) * 60;
}

/** Of each minute of a week, whether it is quiet. */
function quietMinutes(windows: Windows['windows']): readonly boolean[] {
  const isQuiet = new Array<boolean>(WEEK).fill(false);
  for (const { weekdays, from, to } of windows) {
    const [begin, end] = [msOf(from) / MINUTE_MS, msOf(to) / MINUTE_MS];
    const length = end > begin ? end - begin : end + DAY - begin;
    for (const weekday of weekdays) {
      const first = WEEKDAYS.indexOf(weekday) * DAY + begin;
      for (let minute = first; minute < first + length; minute += 1) isQuiet[minute % WEEK] = true;
    }
  }
  return isQuiet;
}

/** The minutes until so many of them were open. */
function restFrom(isQuiet: readonly boolean[], begin: number, open: number): number {
  let passed = 0;
  for (let left = open; left > 0; passed += 1) if (!isQuiet[(begin + passed) % WEEK]) left -= 1;
  return passed;
}
