import { STATUS_CODES } from 'node:http';
import type { BufferResult, Result } from 'postgraphile/grafserv';
import { MOST_REQUEST_BYTES } from '../http/limits/sizes.ts';
import {
  extensionsOf,
  type ServiceError,
  type ServiceErrorCode,
  serviceErrorCodes,
} from '../service_errors.ts';
import { HTTP_STATUS, jsonAnswer } from './refusal.ts';

const BAD_REQUEST = 400;
const METHOD_NOT_ALLOWED = 405;
const TOO_LARGE = 413;
const NOT_FOUND = 404;

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
    return told(statusCode, codeFor(statusCode), { problem: error.message });
  }
  if (result.type !== 'buffer' || result.statusCode < 400) return result;
  const body = bodyOf(result);
  if (!body?.errors || body.errors.every(({ extensions }) => extensions?.['code'] !== undefined))
    return result;
  if (namesNoOperation(result.statusCode, body.errors))
    return told(BAD_REQUEST, 'QUERY_INVALID', {
      problem: 'the document has no operation of the name in operationName',
    });
  const errors = body.errors.map(({ message = '', ...error }) => {
    const { statusCode: _status, ...extensions } = error.extensions ?? {};
    const code = codeFor(result.statusCode);
    return { message, ...error, extensions: { code, numbers: numbersFor(code, message), ...extensions } };
  });
  return jsonAnswer(result.statusCode, { errors }, allowed(result));
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
  return code === 'QUERY_TOO_LARGE' ? { what: 'bytes', limit: MOST_REQUEST_BYTES } : { problem };
}

function told(
  status: number,
  code: ServiceErrorCode,
  numbers: Readonly<Record<string, unknown>>,
): BufferResult {
  return jsonAnswer(status, {
    errors: [{ message: serviceErrorCodes[code], extensions: { code, numbers } }],
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
