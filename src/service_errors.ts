import { inWords, type MadeOfNumbers, sentenceOf, writtenPath } from './draft/error_sentences.ts';
import { DraftError, draftErrorCodes } from './draft/errors.ts';
import { visible } from './draft/names.ts';
import { toldNumbers } from './draft/told_numbers.ts';

/**
 * Every reason for which the service refuses something that is no rule of a draft: what was sent, who sends it, and how much. The code
 * that clients act on, and a sentence that says what is true and what to do. Neither the rules nor SQL raise them.
 */
export const serviceErrorCodes = {
  TOKEN_INVALID:
    'The token is not valid: forged, expired, or not sent as "Bearer", a space and the token. Get a new one, or correct the header.',
  SIGN_IN_LINK_INVALID:
    'The sign-in link is not valid: used, or of a program that has ended. Start the service again for a new one.',
  SIGNATURE_INVALID:
    'The message is not signed by a source that is known here, or was signed too long ago. Check the secret, the id of the source and the clock.',
  TICKET_INVALID: 'The ticket is not valid: unknown, used, too old, or for another draft. Get a new one.',
  CLOCK_TOO_FAST:
    'The clocks of this draft are shorter than this service allows. Give each pick more time, or ask an operator.',
  ORIGIN_NOT_ALLOWED:
    'This page may not sign anybody in here, or act for who is. Use the service from its own pages, send a token from one that is allowed, or ask an operator to allow this one.',
  QUERY_TOO_LARGE: 'The query asks for too much at once. Ask for less, or in several requests.',
  QUERY_INVALID: 'The query is not valid here. Correct what the message names.',
  REQUEST_INVALID:
    'The request is not one that is answered here. Correct its path, its method, its type or its body.',
  SUBSCRIPTION_NOT_HERE:
    'Subscriptions are not answered over HTTP. Use a WebSocket at the same path, or GET /drafts/{id}/events.',
  ANSWER_TOO_LARGE:
    'The answer is larger than one may be. Ask for less at once; what the request changed stays changed.',
  OPERATION_UNKNOWN:
    'Only known operations are answered here. Send the documentId of one of them, or its whole text.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Operations are not known by a hash here. Send the whole text.',
  TOO_MANY_REQUESTS:
    'Too many requests in a short time. Wait for the seconds that the numbers name, then try again.',
  TOO_MANY_CONNECTIONS: 'Too many connections or streams at once. Close some, then try again.',
  PROVIDER_UNAVAILABLE: 'The identity provider does not answer, so nobody can tell who you are. Try again.',
  SERVICE_UNAVAILABLE: 'The service cannot answer right now. Try again in a moment.',
  INPUT_INVALID: 'The input is not usable. Correct what the numbers name.',
  FILE_INVALID: 'The text cannot be read as a list of players. Correct what the numbers name.',
} as const;

/** One of the codes of {@link serviceErrorCodes}. */
export type ServiceErrorCode = keyof typeof serviceErrorCodes;

/** All codes that clients meet: those of the rules, and those of the service. */
export const errorCodes = { ...draftErrorCodes, ...serviceErrorCodes } as const;

/** One of the codes of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;

const ASK_FOR_PAGES =
  'Say with "first" how many rows of each list are needed: where it is missing, all count that the list can hold, for each row around it.';

/** The sentences of the service's codes that are made of their numbers. */
const MADE_OF_NUMBERS: Readonly<Partial<Record<ServiceErrorCode, MadeOfNumbers>>> = {
  INPUT_INVALID: {
    needs: ['problem'],
    sentence: ({ argument, problem }) =>
      `The input is not usable: ${argument ? `${writtenPath(String(argument))} ` : ''}${problem}.`,
  },
  // Of a browser that is signed in by a cookie, which has no header to correct; or of a WebSocket whose token nobody reads.
  TOKEN_INVALID: {
    needs: ['what'],
    sentence: ({ what, under }) =>
      under === undefined
        ? `The ${what} is not valid any more: signed out, or too old. Sign in again.`
        : `A ${what} under ${JSON.stringify(under)} is not read. Send it in the connectionParams as {"authorization": "Bearer …"}.`,
  },
  SIGNATURE_INVALID: {
    needs: ['problem'],
    sentence: ({ problem }) => `The message is not signed as Standard Webhooks: ${problem}.`,
  },
  REQUEST_INVALID: {
    needs: ['problem'],
    sentence: ({ problem }) =>
      `The request is not one that is answered here: ${problem}. Correct its path, its method, its type or its body.`,
  },
  FILE_INVALID: { needs: ['problem'], sentence: ({ problem }) => String(problem) },
  CLOCK_TOO_FAST: {
    needs: ['seconds', 'least'],
    sentence: ({ seconds, least }) =>
      `A clock of ${seconds} seconds is shorter than this service allows. Give each pick at least ${least}, or ask an operator.`,
  },
  QUERY_TOO_LARGE: {
    needs: ['what', 'limit'],
    sentence: ({ what, limit, field, fieldRows, hasPages }) => {
      if (what === 'rows' || what === 'values') {
        const largest = field === undefined ? '' : `; the largest is ${field}, of up to ${fieldRows} rows`;
        return `The query asks for too much at once: its lists can add up to more than ${limit} ${what}${largest}. ${
          hasPages === false
            ? 'It has no "first": ask for fewer rows of what is around it, or for it in requests of its own.'
            : ASK_FOR_PAGES
        }`;
      }
      if (what === 'planning') {
        return (
          `The query asks for too much at once: it takes more than ${limit} points of planning. Each list counts 4 and each object 1, and ` +
          'what is selected on the interface of events counts once for each kind of event: put it into "... on DraftPicked { … }" or ' +
          'the kinds that are needed. Ask for less, or in several requests.'
        );
      }
      return `The query asks for too much at once: more than ${limit} ${inWords(String(what))}. Ask for less, or in several requests.`;
    },
  },
};

/** The service refuses something. `numbers` holds what a client needs to act: limits, seconds to wait, the argument that is wrong; long texts are cut. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;
  readonly numbers: Readonly<Record<string, unknown>>;

  constructor(code: ServiceErrorCode, numbers: Readonly<Record<string, unknown>> = {}) {
    const told = toldNumbers(numbers);
    super(sentenceOf(code, serviceErrorCodes[code], told, MADE_OF_NUMBERS[code]));
    this.code = code;
    this.numbers = told;
  }
}

/** A refusal of ours, by the rules or by the service: a client is told its code, its sentence and its numbers. */
export type Refusal = DraftError | ServiceError;

/**
 * What a program acts on: the code, the numbers, and `retryAfter` where the same may be asked for after so many seconds, under the name
 * that the libraries of clients know. What nobody can see in a text is told by its name, as in the message.
 */
export function extensionsOf(refusal: Pick<Refusal, 'code' | 'numbers'>): Record<string, unknown> {
  const { code } = refusal;
  const numbers = Object.fromEntries(
    Object.entries(refusal.numbers).map(([name, value]) => [
      name,
      typeof value === 'string' ? visible(value) : value,
    ]),
  );
  const retryAfter = secondsToWait(refusal);
  return { code, numbers, ...(retryAfter === null ? {} : { retryAfter }) };
}

/** Refusals that say when to ask again. */
const PASSING: readonly ErrorCode[] = ['TOO_MANY_REQUESTS', 'TOO_MANY_MESSAGES'];

/** After how many seconds the same may be asked for again; null where waiting is no help, as with a clock of too few seconds. */
export function secondsToWait({ code, numbers }: Pick<Refusal, 'code' | 'numbers'>): number | null {
  const { seconds } = numbers;
  return PASSING.includes(code) && typeof seconds === 'number' ? seconds : null;
}

/** Whether an error is a refusal of ours, and not something that went wrong. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof DraftError || error instanceof ServiceError;
}
