import { STATUS_CODES } from 'node:http';
import type { BufferResult, Result } from 'postgraphile/grafserv';
import { MOST_REQUEST_BYTES } from '../http/limits/sizes.ts';
import { extensionsOf, ServiceError, type ServiceErrorCode } from '../service_errors.ts';
import type { Log } from '../telemetry/log.ts';
import { tellError } from './mask_error.ts';
import { HTTP_STATUS, jsonAnswer, refusal } from './refusal.ts';

const BAD_REQUEST = 400;
const METHOD_NOT_ALLOWED = 405;
const TOO_LARGE = 413;
const NOT_FOUND = 404;
/** From this status on an answer is about the service, and not about what was asked. */
const FAULT_OF_OURS = 500;

/** What Grafserv says of a request, and how it is told. */
const PROBLEMS: readonly (readonly [said: RegExp, told: string])[] = [
  [/^Parsing failed.*$/s, 'the body is no JSON'],
  [/^(?:Invalid body|No body).*$/s, 'the body must be an object, such as {"query": "{ databaseTime }"}'],
  [/^query must be a string.*$/s, 'there is no query: send {"query": "…"} by POST, or ?query=… by GET'],
  [/^Invalid variables.*$/s, 'variables must be an object'],
  [/^Invalid extensions.*$/s, 'extensions must be an object'],
  [/^Media type '(.*)' is not allowed.*$/s, 'a body of the type $1 is not read; send application/json'],
  [/^Could not determine the Content-Type.*$/s, 'the type of the body is not said; send application/json'],
  [/^Method not supported.*$/s, 'the method must be POST, or GET for a query'],
  [/^Only queries.*$/s, 'by GET only queries are answered; send changes by POST'],
];

interface AnsweredError {
  readonly message?: string;
  readonly locations?: readonly unknown[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

interface ErrorBody {
  readonly errors?: readonly AnsweredError[];
}

/**
 * The same answer, with a code for each of its errors: Grafserv tells what it refuses before any of our hooks hears of it (a body
 * that is no JSON, a method or a type that it does not take) by a sentence alone. Null, for a path that nobody answers, becomes
 * 404. What failed for a reason nobody foresaw is told by an id: whether a change was made by then is not known, so nobody is told to try again.
 */
export function withCodes(result: Result | null, log: Log): Result {
  if (result === null)
    return told(NOT_FOUND, 'REQUEST_INVALID', { problem: 'there is nothing at this path' });
  if (result.type === 'error') {
    const { statusCode, error } = result;
    if (statusCode >= FAULT_OF_OURS) return refusal(error, log);
    const code = codeFor(statusCode);
    return told(statusCode, code, code === 'REQUEST_INVALID' ? { problem: inWords(error.message) } : {});
  }
  if (result.type !== 'buffer' || result.statusCode < 400) return result;
  const body = bodyOf(result);
  if (!body?.errors || body.errors.every(isTold)) return result;
  if (namesNoOperation(result.statusCode, body.errors))
    return told(BAD_REQUEST, 'QUERY_INVALID', {
      problem: 'the document has no operation of the name in operationName',
    });
  const errors = body.errors.map((error) => withCode(error, result.statusCode, log));
  return jsonAnswer(result.statusCode, { errors }, allowed(result));
}

/** An error of an answer of that status with its code; one that has a code keeps it. */
function withCode({ message = '', ...error }: AnsweredError, status: number, log: Log): AnsweredError {
  const { statusCode: _status, ...extensions } = error.extensions ?? {};
  if (extensions['code'] !== undefined)
    return {
      ...error,
      message,
      extensions: { numbers: numbersFor(codeFor(status), message), ...extensions },
    };
  if (status >= FAULT_OF_OURS) return { ...error, ...tellError(new Error(message), log) };
  const code = codeFor(status);
  const refused = new ServiceError(code, numbersFor(code, message));
  return {
    ...error,
    message: refused.message,
    extensions: { ...extensionsOf(refused), ...extensions },
  };
}

/** Whether an error has a code, and nothing of Grafserv's own beside it. */
function isTold({ extensions = {} }: AnsweredError): boolean {
  return extensions['code'] !== undefined && extensions['statusCode'] === undefined;
}

/**
 * Whether a GET names an operation that its document does not have: Grafserv takes it for one that is no query, and finds no place
 * in the document to point to.
 */
function namesNoOperation(status: number, errors: NonNullable<ErrorBody['errors']>): boolean {
  return (
    status === METHOD_NOT_ALLOWED &&
    errors.some(({ message, locations }) => message?.startsWith('Only queries') && !locations)
  );
}

/** A refusal as the text of a whole HTTP response, for what wants to be a WebSocket; the connection ends with it. */
export function rawRefusal(
  error: ServiceError,
  status: number = HTTP_STATUS[error.code] ?? NOT_FOUND,
): string {
  const { message } = error;
  const body = JSON.stringify({ errors: [{ message, extensions: extensionsOf(error) }] });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

function codeFor(status: number): ServiceErrorCode {
  return status === TOO_LARGE ? 'QUERY_TOO_LARGE' : 'REQUEST_INVALID';
}

function numbersFor(code: ServiceErrorCode, problem: string): Readonly<Record<string, unknown>> {
  return code === 'QUERY_TOO_LARGE'
    ? { what: 'bytes', limit: MOST_REQUEST_BYTES }
    : { problem: inWords(problem) };
}

function inWords(said: string): string {
  for (const [pattern, words] of PROBLEMS) if (pattern.test(said)) return said.replace(pattern, words);
  return said.replace(/\.$/, '');
}

function told(
  status: number,
  code: ServiceErrorCode,
  numbers: Readonly<Record<string, unknown>>,
): BufferResult {
  const refused = new ServiceError(code, numbers);
  return jsonAnswer(status, { errors: [{ message: refused.message, extensions: extensionsOf(refused) }] });
}

function allowed({ statusCode, headers }: BufferResult): Record<string, string> {
  const allow = headers['allow'] ?? (statusCode === METHOD_NOT_ALLOWED ? 'POST' : undefined);
  return allow === undefined ? {} : { allow };
}

function bodyOf({ headers, buffer }: BufferResult): ErrorBody | null {
  if (!/\bjson\b/.test(headers['content-type'] ?? '')) return null;
  try {
    return JSON.parse(buffer.toString('utf8')) as ErrorBody;
  } catch {
    return null;
  }
}
