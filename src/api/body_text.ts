import { isUtf8 } from 'node:buffer';
import type { RequestDigest } from 'postgraphile/grafserv';
import { ServiceError } from '../service_errors.ts';
import { requestRefusal } from './refusal.ts';

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

/**
 * What of a request's head says that its body is no text as it comes: that it is compressed, or in another encoding than UTF-8; null where nothing does.
 * Read as UTF-8 it would look like no JSON, or like names that nobody wrote.
 */
export function encodingProblem(headers: Readonly<Record<string, string>>): string | null {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding !== '' && encoding !== 'identity')
    return `a body with the content-encoding ${encoding} is not read; send it as it is`;
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  return /^utf-?8$/i.test(charset) ? null : `a body in ${charset} is not read; send UTF-8`;
}

/** A content type whose type is in small letters, by which alone Grafserv knows it. */
export function readType(contentType: string): string {
  return contentType.replace(/^[^;]*/, (type) => type.toLowerCase());
}

const UTF8_MARK = Buffer.from('\ufeff');

/** Has the byte order mark of a body left out that Grafserv reads as JSON; a signature would no longer fit the others. */
export function leaveOutMark(request: RequestDigest): void {
  const read = request.getBody.bind(request);
  request.getBody = async () => {
    const body = await read();
    const hasMark = body.type === 'buffer' && body.buffer.subarray(0, UTF8_MARK.length).equals(UTF8_MARK);
    return hasMark ? { ...body, buffer: body.buffer.subarray(UTF8_MARK.length) } : body;
  };
}

/** Has the body of a request refused where it is no text, whoever reads it, with REQUEST_INVALID. */
export function requireText(request: RequestDigest): void {
  const read = request.getBody.bind(request);
  request.getBody = async () => {
    const body = await read();
    if (body.type === 'buffer' && !isUtf8(body.buffer))
      throw requestRefusal(new ServiceError('REQUEST_INVALID', { problem: 'the body is not UTF-8' }));
    return body;
  };
}
