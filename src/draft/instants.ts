/** As people and programs write an instant: a day, a time of day with or without seconds, and what stands behind them. */
const WRITTEN =
  /^(?<day>(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d))(?:(?<between>[Tt ])(?<time>(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d{1,9})?)?)(?<zone>.*))?$/s;
const ZONE = /^(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const LONGEST_ZONE = 40;
const EXAMPLES = 'such as 2026-09-01T20:00:00Z or 2026-09-01T22:00:00+02:00';

/**
 * Why a text is no instant: a day, a time of day with its seconds, and a time zone, as RFC 3339 has it; null where it is one. The end of a
 * sentence that begins with its name.
 */
export function instantProblem(text: string): string | null {
  const parts = WRITTEN.exec(text)?.groups;
  if (!parts) return `must be a time with its time zone, ${EXAMPLES}`;
  const { day, year, month, date, between, time, hour, minute, second, zone = '' } = parts;
  // Neither the database nor a calendar has one.
  if (year === '0000') return 'names a year that there is not: 0000; years are 0001 to 9999';
  if (!isDay(Number(year), Number(month), Number(date)))
    return `names a day that there is not: ${day}; ${dayInWords(Number(year), Number(month))}`;
  if (time === undefined)
    return `is a day without a time of day; write the time and its time zone behind it, ${EXAMPLES}`;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59)
    return `names a time of day that there is not: ${time}; it is from 00:00:00 to 23:59:59`;
  if (zone === '')
    return `has no time zone; write Z for UTC or the offset behind it, such as ${day}T${whole(time, second)}Z`;
  if (!ZONE.test(zone)) return zoneProblem(zone);
  if (second === undefined) return `has no seconds; write ${day}T${whole(time, second)}${zone}`;
  return between === 'T' ? null : `must have a T between day and time: ${day}T${time}${zone}`;
}

function isDay(year: number, month: number, date: number): boolean {
  return month >= 1 && month <= 12 && date >= 1 && date <= lastDay(year, month);
}

function dayInWords(year: number, month: number): string {
  if (month < 1 || month > 12) return 'months are 01 to 12';
  return `days of that month are 01 to ${lastDay(year, month)}`;
}

function lastDay(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function whole(time: string, second: string | undefined): string {
  return second === undefined ? `${time}:00` : time;
}

function zoneProblem(zone: string): string {
  const given = zone.trim().slice(0, LONGEST_ZONE);
  return `has a time zone that is not read: ${JSON.stringify(given)}; write Z for UTC or the offset in hours and minutes, such as +02:00`;
}
