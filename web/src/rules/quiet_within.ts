import type { QuietHoursInput } from '../../../client/operations.generated.ts';
import { WEEKDAYS } from './time_rules.ts';

export type Windows = Pick<QuietHoursInput, 'zone' | 'windows'>;

const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
/** The first day of 1970 was a Thursday. */
const FIRST_WEEKDAY = WEEKDAYS.indexOf('THURSDAY');

/**
 * Whether it is quiet at some time between two instants, in milliseconds since 1970. By the wall clock of the zone: in the night in which
 * clocks change it may be wrong by that hour, which is enough for a sentence, and decides nothing.
 */
export function quietWithin({ zone, windows }: Windows, from: number, to: number): boolean {
  const [begin, end] = [onTheWall(from, zone), onTheWall(to, zone)];
  // A window of the day before may reach into the first one.
  for (let day = Math.floor(begin / DAY_MS) - 1; day * DAY_MS < end; day += 1) {
    const weekday = WEEKDAYS[(day + FIRST_WEEKDAY) % WEEKDAYS.length];
    for (const window of windows) {
      if (weekday === undefined || !window.weekdays.includes(weekday)) continue;
      const begins = day * DAY_MS + msOf(window.from);
      const ends = day * DAY_MS + msOf(window.to);
      if (begins < end && (ends > begins ? ends : ends + DAY_MS) > begin) return true;
    }
  }
  return false;
}

/** A time of a day, such as 22:00, since its beginning. */
export function msOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** What the wall clock of a zone shows at an instant, counted as if there were no zones. */
function onTheWall(ms: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const shown = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}
