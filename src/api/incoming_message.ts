import { heldBack, textsIn } from '../listeners/kept_text.ts';
import { ServiceError } from '../service_errors.ts';
import { withoutMark } from '../shapes.ts';
import { depthProblem, jsonIn } from './given_json.ts';

/** Characters of a text in a message: four times as many as the longest that any kind of them may have, a note. */
const LONGEST_TEXT = 2_000;
/** Stands in a text that is kept for the character that no text of the database has. */
const INSTEAD_OF_NUL = '\ufffd';

/**
 * What is kept of a message that came. What is no JSON, is a text alone, or has in it what jsonb does not hold (U+0000, half a character), is
 * kept as the text that came, to be looked at and for whoever handles it to say why. Throws a ServiceError (INPUT_INVALID) for one that no kind of message can be, and that would cost whoever handles it: too
 * deep, or with a text that is too long.
 */
export function readMessage(text: string): unknown {
  const message = jsonIn(withoutMark(text));
  const tooDeep = depthProblem('', message);
  if (tooDeep) throw tooDeep;
  const texts = textsIn(message);
  if (texts.some((each) => each.length > LONGEST_TEXT))
    throw new ServiceError('INPUT_INVALID', {
      argument: '',
      problem: `has a text of more than ${LONGEST_TEXT} characters in it`,
      limit: LONGEST_TEXT,
    });
  const isKept = message !== undefined && heldBack(message) === null;
  return isKept ? (message ?? {}) : text.replaceAll('\u0000', INSTEAD_OF_NUL);
}
