import { ServiceError } from '../service_errors.ts';
import { depthProblem, jsonIn } from './given_json.ts';

/** Characters of a text in a message: four times as many as the longest that any kind of them may have, a note. */
const LONGEST_TEXT = 2_000;
const NUL = '\u0000';

/**
 * What is kept of a message that came. What is no JSON, or has in it what jsonb does not hold (U+0000, half a character), is kept as a text,
 * to be looked at. Throws a ServiceError (INPUT_INVALID) for one that no kind of message can be, and that would cost whoever handles it: too
 * deep, or with a text that is too long.
 */
export function readMessage(text: string): unknown {
  const message = jsonIn(text);
  const tooDeep = depthProblem('', message);
  if (tooDeep) throw tooDeep;
  const texts = textsIn(message);
  if (texts.some((each) => each.length > LONGEST_TEXT))
    throw new ServiceError('INPUT_INVALID', {
      argument: '',
      problem: `has a text of more than ${LONGEST_TEXT} characters in it`,
      limit: LONGEST_TEXT,
    });
  const isKept = message !== undefined && texts.every((each) => each.isWellFormed() && !each.includes(NUL));
  return isKept ? (message ?? {}) : text.replaceAll(NUL, '');
}

/** All texts in a value of JSON, the names of fields among them. */
function textsIn(value: unknown): string[] {
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
