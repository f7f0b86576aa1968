/** The last instant that there is for a program, in milliseconds: of the year 275760. */
const LAST_INSTANT = 8_640_000_000_000_000;

/**
 * Until when a token is good whose claim `exp` is so many seconds. One that ends behind the last instant ends with it: nothing that the
 * database keeps, such as a ticket, could end later.
 */
export function endOf(seconds: number): Date {
  return new Date(Math.min(seconds * 1_000, LAST_INSTANT));
}
