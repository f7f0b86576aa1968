import { withoutMark } from '../shapes.ts';

const NUL = '\u0000';

/** Why a value of JSON is kept as a text: jsonb does not hold it, or would not show which of the two it was. Null: it is kept as it is. */
export function heldBack(message: unknown): string | null {
  const texts = textsIn(message);
  if (texts.some((each) => each.includes(NUL))) return 'it has the character U+0000 (\\u0000) in a text';
  if (texts.some((each) => !each.isWellFormed()))
    return 'it has half a character in a text (one of \\ud800 to \\udfff without its other half)';
  return typeof message === 'string' ? 'it is a text, and must be an object with fields' : null;
}

/** What cannot be read of a message that was kept as a text, in words that follow "It cannot be read". */
export function problemOfKept(text: string): string {
  try {
    return (
      heldBack(JSON.parse(withoutMark(text))) ?? 'it is JSON in a text, and must be an object with fields'
    );
  } catch {
    return 'it is no JSON';
  }
}

/** All texts in a value of JSON, the names of fields among them. */
export function textsIn(value: unknown): string[] {
  const values = [value];
  const texts: string[] = [];
  for (const each of values) {
    if (typeof each === 'string') texts.push(each);
    if (typeof each !== 'object' || each === null) continue;
    if (!Array.isArray(each)) texts.push(...Object.keys(each));
    for (const part of Object.values(each)) values.push(part);
  }
  return texts;
}
