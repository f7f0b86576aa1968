/** Rows of one kind are counted up to here; with more there are "at least" so many. */
export const MOST_COUNTED = 100_000;
/** Cursors that are looked at for the age of the outbox: some ten milliseconds. */
export const MOST_CURSORS = 20_000;
