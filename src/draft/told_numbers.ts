import type { ErrorNumbers } from './error_sentences.ts';

/** Characters of a text that an error repeats of what was sent, such as a name; and of a problem, which is a sentence of ours around it. */
const LONGEST_TEXT = 200;
const LONGEST_PROBLEM = 1_000;
const MOST_ENTRIES = 100;
/** Lists and objects in one another; none of ours has as many. */
const DEEPEST = 4;
/** Of a text that is cut, the share that is kept of its beginning: the sentence of a problem also has an end. */
const BEGINNING = 0.75;

/**
 * What an error tells of what was found, cut to a length at which somebody reads it: what was sent may be a megabyte, and an answer, a log
 * and the row of a message that was set aside would repeat it.
 */
export function toldNumbers(numbers: ErrorNumbers): ErrorNumbers {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [
      name,
      cut(value, name === 'problem' ? LONGEST_PROBLEM : LONGEST_TEXT, DEEPEST),
    ]),
  );
}

function cut(value: unknown, longest: number, deepest: number): unknown {
  if (typeof value === 'string') return cutText(value, longest);
  // Times, and whatever else is no plain object, are told as they are.
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (deepest === 0) return '…';
  if (Array.isArray(value))
    return value.slice(0, MOST_ENTRIES).map((entry) => cut(entry, longest, deepest - 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_ENTRIES)
      .map(([name, entry]) => [cutText(name, longest), cut(entry, longest, deepest - 1)]),
  );
}

/** The beginning and the end of a text that is too long; half a character at the cut is none. */
function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const beginning = Math.floor(longest * BEGINNING);
  return `${text.slice(0, beginning)}…${text.slice(beginning + 1 - longest)}`.toWellFormed();
}
