// How numbers, times and lengths of time are written.

const ENDINGS: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };
const DAY_AND_TIME = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
} as const;
const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
// Each of these costs a slow phone 20 to 200 ms: it is made when it is first needed, and never before the board is painted.
const dateTime = once(() => new Intl.DateTimeFormat(undefined, DAY_AND_TIME));
const exactDateTime = once(() => new Intl.DateTimeFormat(undefined, { ...DAY_AND_TIME, second: '2-digit' }));
const names = once(() => new Intl.Collator(undefined, { numeric: true }));
const timeOnly = once(() => new Intl.DateTimeFormat(undefined, TIME));

/** Makes a value when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The order of names, for sorting: Team 9 before Team 10. */
export function byName(one: string, other: string): number {
  return names().compare(one, other);
}

/** A number with its word: "1 pick", "2 picks". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A number as a place: "3rd", "13th". */
export function ordinal(n: number): string {
  const isTeen = Math.floor(n / 10) % 10 === 1;
  return `${n}${(!isTeen && ENDINGS[n % 10]) || 'th'}`;
}

/** An hour of a clock of twelve has no zero in front, as 9:42 PM; one of twenty-four has, as 09:42. */
function withoutZero(text: string): string {
  return text.replace(/\b0(?=\d:[\d:]+\s?[AP]M)/i, '');
}

/** A day and a time, in the zone of whoever reads it. */
export function when(iso: string): string {
  return withoutZero(dateTime().format(new Date(iso)));
}

/** The same to the second. */
export function whenExactly(iso: string): string {
  return withoutZero(exactDateTime().format(new Date(iso)));
}

/** The same in another time zone, by its name. */
export function whenIn(iso: string, zone: string): string {
  const format = new Intl.DateTimeFormat(undefined, { ...DAY_AND_TIME, timeZone: zone });
  return withoutZero(format.format(new Date(iso)));
}

/** A sentence of the service, whose instants are for programs, with each as people read it. */
export function withTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, when);
}

export function atTime(iso: string): string {
  return withoutZero(timeOnly().format(new Date(iso)));
}

/** A length of time in words, from seconds: "90 seconds", "3 minutes", "8 hours". `rounded`: up, where it is said that it is no longer. */
export function duration(seconds: number, rounded: (n: number) => number = Math.round): string {
  if (seconds < 120) return count(rounded(seconds), 'second');
  if (seconds < 7_200) return count(rounded(seconds / 60), 'minute');
  if (seconds < 172_800) return count(rounded(seconds / 3_600), 'hour');
  return count(rounded(seconds / 86_400), 'day');
}
