import { SafeError } from 'postgraphile/grafast';
import type { BufferResult } from 'postgraphile/grafserv';
import { type ErrorCode, extensionsOf, type Refusal, ServiceError } from '../service_errors.ts';
import type { Log } from '../telemetry/log.ts';
import { tellError } from './mask_error.ts';

/**
 * The HTTP status of a refusal where a request as a whole is refused. What is refused inside of a GraphQL answer has status
 * 200, and its code beside the rest of the answer. docs/error_codes.md shows the same.
 */
export const HTTP_STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  TOKEN_INVALID: 401,
  SIGN_IN_LINK_INVALID: 401,
  SIGNATURE_INVALID: 401,
  TICKET_INVALID: 401,
  NOT_SIGNED_IN: 401,
  ORIGIN_NOT_ALLOWED: 403,
  NOT_OPERATOR: 403,
  DRAFT_NOT_FOUND: 404,
  INVITATION_INVALID: 404,
  TEAM_HAS_MANAGER: 409,
  USER_NOT_FOUND: 404,
  TOO_MANY_REQUESTS: 429,
  TOO_MANY_CONNECTIONS: 429,
  TOO_MANY_MESSAGES: 429,
  PROVIDER_UNAVAILABLE: 503,
  SERVICE_UNAVAILABLE: 503,
};

const OTHER_REFUSALS = 400;
const TOO_LARGE = 413;
/** The code of what nobody foresaw: no refusal. */
const NOT_FORESEEN = 'INTERNAL';
const FAULT_OF_OURS = 500;
const NOT_FOUND = 404;
const METHOD_NOT_ALLOWED = 405;
const TYPE_NOT_TAKEN = 415;

/** Refuses a request as a whole: the status, and as body the error as GraphQL tells errors. */
export function refusal(error: unknown, log: Log, headers: Record<string, string> = {}): BufferResult {
  const answered = tellError(error, log);
  const { code, retryAfter } = answered.extensions;
  return jsonAnswer(
    statusOf(String(code)),
    { errors: [answered] },
    { ...headers, ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }) },
  );
}

/** Only a body of too many bytes comes here with QUERY_TOO_LARGE; queries have another way. */
function statusOf(code: string): number {
  if (code === 'QUERY_TOO_LARGE') return TOO_LARGE;
  return code === NOT_FORESEEN ? FAULT_OF_OURS : (HTTP_STATUS[code as ErrorCode] ?? OTHER_REFUSALS);
}

/** The same for a GraphQL request that is refused before it is parsed: Grafserv keeps the code of no other error there. */
export function requestRefusal({
  message,
  code,
  numbers,
}: Pick<Refusal, 'message' | 'code' | 'numbers'>): SafeError {
  return new SafeError(message, {
    statusCode: HTTP_STATUS[code] ?? OTHER_REFUSALS,
    ...extensionsOf({ code, numbers }),
  });
}

/** Refuses a method that a path does not take; `allow`: those that it takes. */
export function refuseMethod(allow: string): BufferResult {
  return refuseRequest(METHOD_NOT_ALLOWED, `the method must be one of: ${allow}`, { allow });
}

/** Refuses a path that there is not; `problem`: what there is not. */
export function refusePath(problem: string): BufferResult {
  return refuseRequest(NOT_FOUND, problem);
}

/** Refuses a body that is not read as it comes; `problem`: what it is, and what is read. */
export function refuseType(problem: string): BufferResult {
  return refuseRequest(TYPE_NOT_TAKEN, problem);
}

function refuseRequest(status: number, problem: string, headers: Record<string, string> = {}): BufferResult {
  const refused = new ServiceError('REQUEST_INVALID', { problem });
  const errors = [{ message: refused.message, extensions: extensionsOf(refused) }];
  return jsonAnswer(status, { errors }, headers);
}

/** An answer in JSON that nobody may keep. */
export function jsonAnswer(
  statusCode: number,
  body: object,
  headers: Record<string, string> = {},
): BufferResult {
  const buffer = Buffer.from(JSON.stringify(body));
  return {
    type: 'buffer',
    statusCode,
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(buffer.length),
      'cache-control': 'no-store',
    },
    buffer,
  };
}
