import { STATUS_CODES } from 'node:http';
import type { BufferResult, Result } from 'postgraphile/grafserv';
import { MOST_REQUEST_BYTES } from '../http/limits/sizes.ts';
import { extensionsOf, ServiceError, type ServiceErrorCode } from '../service_errors.ts';
import { HTTP_STATUS, jsonAnswer } from './refusal.ts';

const BAD_REQUEST = 400;
const METHOD_NOT_ALLOWED = 405;
const TOO_LARGE = 413;
const NOT_FOUND = 404;

/** What Grafserv says of a request, and how it is told. */
const PROBLEMS: readonly (readonly [said: RegExp, told: string])[] = [
  [/^Parsing failed.*$/s, 'the body is no JSON'],
  [/^(?:Invalid body|No body).*$/s, 'the body must be an object, such as {"query": "{ databaseTime }"}'],
  [/^query must be a string.*$/s, 'there is no query: send {"query": "…"} by POST, or ?query=… by GET'],
  [/^Invalid variables.*$/s, 'variables must be an object'],
  [/^Media type '(.*)' is not allowed.*$/s, 'a body of the type $1 is not read; send application/json'],
  [/^Method not supported.*$/s, 'the method must be POST, or GET for a query'],
  [/^Only queries.*$/s, 'by GET only queries are answered; send changes by POST'],
];

interface ErrorBody {
  readonly errors?: readonly {
    message?: string;
    locations?: readonly unknown[];
    extensions?: Record<string, unknown>;
  }[];
}

/**
 * The same answer, with a code for each of its errors: Grafserv tells what it refuses before any of our hooks hears of it (a body
 * that is no JSON, a method or a type that it does not take) by a sentence alone. Null, for a path that nobody answers, becomes
 * 404.
 */
export function withCodes(result: Result | null): Result {
  if (result === null)
    return told(NOT_FOUND, 'REQUEST_INVALID', { problem: 'there is nothing at this path' });
  if (result.type === 'error') {
    const { statusCode, error } = result;
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
  const errors = body.errors.map(({ message = '', ...error }) => {
    const { statusCode: _status, ...extensions } = error.extensions ?? {};
    const code = codeFor(result.statusCode);
    const numbers = numbersFor(code, message);
    const refused = extensions['code'] === undefined ? new ServiceError(code, numbers) : { message };
    return { ...error, message: refused.message, extensions: { code, numbers, ...extensions } };
  });
  return jsonAnswer(result.statusCode, { errors }, allowed(result));
}

/** Whether an error has a code, and nothing of Grafserv's own beside it. */
function isTold({ extensions = {} }: NonNullable<ErrorBody['errors']>[number]): boolean {
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
export function rawRefusal(error: ServiceError): string {
  const { message, code } = error;
  const status = HTTP_STATUS[code] ?? NOT_FOUND;
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
  if (status === TOO_LARGE) return 'QUERY_TOO_LARGE';
  return status >= 500 ? 'SERVICE_UNAVAILABLE' : 'REQUEST_INVALID';
}

function numbersFor(code: ServiceErrorCode, problem: string): Readonly<Record<string, unknown>> {
  if (code === 'QUERY_TOO_LARGE') return { what: 'bytes', limit: MOST_REQUEST_BYTES };
  return code === 'REQUEST_INVALID' ? { problem: inWords(problem) } : { problem };
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
  return jsonAnswer(status, {
    errors: [{ message: new ServiceError(code, numbers).message, extensions: { code, numbers } }],
  });
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
