/// <reference lib="esnext.temporal" />
import { type QuietHours, WEEKDAYS } from '../../src/draft/quiet_hours.ts';

/** An independent computation of open time, with Temporal. Instants and amounts are in microseconds. */

/** A stretch of quiet time, from its beginning until before its end. */
export interface Stretch {
  readonly begins: bigint;
  readonly ends: bigint;
}

const DAY = 86_400_000_000n;

/** The quiet stretches that touch that time, sorted, and joined where they meet. */
export function quietStretches({ zone, windows }: QuietHours, from: bigint, until: bigint): Stretch[] {
  const first = dateAt(from - 3n * DAY, zone);
  const last = dateAt(until + 3n * DAY, zone);
  const stretches: Stretch[] = [];
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const weekday = WEEKDAYS[date.dayOfWeek - 1];
    for (const window of windows) {
      if (!weekday || !window.weekdays.includes(weekday)) continue;
      const isNextDay = window.to === '24:00' || window.to <= window.from;
      const lastDate = isNextDay ? date.add({ days: 1 }) : date;
      stretches.push({
        begins: edge(date.toPlainDateTime(window.from), zone, false),
        ends: edge(lastDate.toPlainDateTime(window.to === '24:00' ? '00:00' : window.to), zone, true),
      });
    }
  }
  return joined(stretches.filter(({ begins, ends }) => ends > begins));
}

/** How much open time passes from one instant to another. */
export function openMicroseconds(quiet: QuietHours, from: bigint, until: bigint): bigint {
  return openAmong(quietStretches(quiet, from, until), from, until);
}

/** The same where the quiet stretches are known that touch that time. */
export function openAmong(stretches: readonly Stretch[], from: bigint, until: bigint): bigint {
  let open = until - from;
  for (const { begins, ends } of stretches) {
    const overlap = (ends < until ? ends : until) - (begins > from ? begins : from);
    if (overlap > 0n) open -= overlap;
  }
  return open;
}

/** When the quiet time ends that an instant is in; null where it is in none. The windows leave some of every fortnight open. */
export function quietUntil(quiet: QuietHours, at: bigint): bigint | null {
  const found = quietStretches(quiet, at, at + 14n * DAY).find(
    ({ begins, ends }) => begins <= at && at < ends,
  );
  return found?.ends ?? null;
}

/** The instant of an instant's text as PostgreSQL and ISO 8601 write it. */
export function microsecondsOf(text: string): bigint {
  return Temporal.Instant.from(text).epochNanoseconds / 1000n;
}

/** That instant as text with all its microseconds. */
export function instantText(microseconds: bigint): string {
  return Temporal.Instant.fromEpochNanoseconds(microseconds * 1000n).toString({ fractionalSecondDigits: 6 });
}

/** The first change of the zone's offset after an instant; null where none is known. */
export function changeAfter(zone: string, at: bigint): bigint | null {
  const change = zoned(at, zone).getTimeZoneTransition('next');
  return change ? change.epochNanoseconds / 1000n : null;
}

/** The offset of the zone at an instant, in seconds. */
export function offsetAt(zone: string, at: bigint): number {
  return zoned(at, zone).offsetNanoseconds / 1e9;
}

function zoned(at: bigint, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochNanoseconds(at * 1000n).toZonedDateTimeISO(zone);
}

function dateAt(at: bigint, zone: string): Temporal.PlainDate {
  return zoned(at, zone).toPlainDate();
}

function edge(wall: Temporal.PlainDateTime, zone: string, isEnd: boolean): bigint {
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const isMissing = !later.toPlainDateTime().equals(wall);
  const instant = isMissing ? earlier.getTimeZoneTransition('next') : isEnd ? later : earlier;
  if (!instant) throw new Error(`${zone} has no change after a time that does not exist`);
  return instant.epochNanoseconds / 1000n;
}

function joined(stretches: Stretch[]): Stretch[] {
  const result: { begins: bigint; ends: bigint }[] = [];
  for (const { begins, ends } of stretches.sort((a, b) => Number(a.begins - b.begins))) {
    const last = result.at(-1);
    if (!last || begins > last.ends) result.push({ begins, ends });
    else if (ends > last.ends) last.ends = ends;
  }
  return result;
}
