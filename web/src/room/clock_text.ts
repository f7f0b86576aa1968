import { count } from '../texts/format.ts';

/** With less left, tenths are shown. */
export const TENTHS_BELOW_MS = 10_000;
const HOUR_S = 3_600;
const DAY_HOURS = 24;
/** With more left, seconds tell nobody anything. */
const DAYS_FROM_S = 2 * DAY_HOURS * HOUR_S;

/** What is left, as a clock shows it: 30 days, 2 d 5 h, 1:23:45, 12:34, 9.8; or 0:10 where tenths are not worth a look. */
export function clockText(ms: number, hasTenths = true): string {
  if (hasTenths && ms < TENTHS_BELOW_MS) return (Math.max(0, Math.ceil(ms / 100)) / 10).toFixed(1);
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds >= DAYS_FROM_S) return daysText(Math.ceil(seconds / HOUR_S));
  const [hours, minutes, rest] = [Math.floor(seconds / HOUR_S), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function daysText(hours: number): string {
  const [days, rest] = [Math.floor(hours / DAY_HOURS), hours % DAY_HOURS];
  return rest === 0 ? count(days, 'day') : `${days} d ${rest} h`;
}
