/** Instants are microseconds since 1970, amounts of time microseconds: whole numbers, so that nothing is rounded. */
export const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Hours of every day, in UTC, in which no clock runs: minutes of the day from the first until before the second. */
export interface Nights {
  readonly from: number;
  readonly to: number;
  readonly refusesPicks: boolean;
}

/** Until when it is quiet at an instant; null where it is not. */
export function quietUntil(at: number, nights: Nights | null): number | null {
  if (!nights) return null;
  const midnight = Math.floor(at / DAY) * DAY;
  const length = ((nights.to - nights.from + 24 * 60) % (24 * 60)) * MINUTE;
  for (const day of [midnight - DAY, midnight]) {
    const begins = day + nights.from * MINUTE;
    if (at >= begins && at < begins + length) return begins + length;
  }
  return null;
}

/** When so much open time has passed. No time at all passes at once, also while it is quiet. */
export function openEnd(at: number, amount: number, nights: Nights | null): number {
  if (amount <= 0 || !nights) return at + Math.max(amount, 0);
  let place = at;
  let left = amount;
  for (;;) {
    place = quietUntil(place, nights) ?? place;
    const until = nextQuiet(place, nights);
    if (left <= until - place) return place + left;
    left -= until - place;
    place = until;
  }
}

/** How much open time lies between two instants. */
export function openBetween(from: number, to: number, nights: Nights | null): number {
  if (!nights || to <= from) return Math.max(to - from, 0);
  let open = 0;
  let place = from;
  while (place < to) {
    place = quietUntil(place, nights) ?? place;
    const until = Math.min(nextQuiet(place, nights), to);
    open += Math.max(until - place, 0);
    place = Math.max(until, place);
  }
  return open;
}

/** When it becomes quiet next, from an instant at which it is not. */
function nextQuiet(at: number, { from }: Nights): number {
  const today = Math.floor(at / DAY) * DAY + from * MINUTE;
  return today > at ? today : today + DAY;
}

/** An instant as the database reads it. */
export function isoOf(at: number): string {
  const whole = new Date(Math.floor(at / SECOND) * 1_000).toISOString().slice(0, 19);
  return `${whole}.${String(at % SECOND).padStart(6, '0')}Z`;
}
