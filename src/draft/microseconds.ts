const DIGITS = 6;

/** A time of the database in microseconds since 1970: exact for its texts; a Date has lost the last three digits. */
export function microseconds(time: string | Date): number {
  if (time instanceof Date) return time.getTime() * 1_000;
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  return (
    Date.parse(time.replace(/\.\d+/, '')) * 1_000 + Number(fraction.padEnd(DIGITS, '0').slice(0, DIGITS))
  );
}
