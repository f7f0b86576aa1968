/** The longest text that is brought into a normal form, in characters: a note. */
const LONGEST = 500;
/** How many times as long it may come: letters come with their marks apart, and what is left out counts as well. */
const ROOM = 4;
/** More marks on one character than any language writes; Unicode calls a text without such a run stream-safe (UAX #15). */
export const MOST_MARKS = 30;
const TOO_MANY_MARKS = new RegExp(`(?<!\\p{M})\\p{M}{${MOST_MARKS + 1}}`, 'u');

/**
 * So many code units of a text are looked at that may have so many characters in its plain form. Whoever reads a text that somebody sent
 * judges this first, before any regular expression: what comes may be a megabyte.
 */
export function mostUnits(longest: number): number {
  return ROOM * longest;
}

/** Whether more marks follow one another than are put into order at next to no cost. */
export function hasTooManyMarks(text: string): boolean {
  return TOO_MANY_MARKS.test(text);
}

/**
 * A text in a normal form of Unicode. The one place that normalises: marks that stand in another order than Unicode's are each moved over
 * all those before them, so that 10,000 take the thread 0.4 s and 40,000 take it 11 s. Throws a RangeError for a text that is longer than
 * anybody should have passed on: see {@link mostUnits}.
 */
export function inNormalForm(text: string, form: 'NFC' | 'NFKD'): string {
  if (text.length > mostUnits(LONGEST)) throw new RangeError(`A text of ${text.length} is not normalised`);
  return text.normalize(form);
}
