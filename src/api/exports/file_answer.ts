import type { BufferStreamResult, RequestDigest } from 'postgraphile/grafserv';

/** What a file is: its type in HTTP, and the name that a browser saves it under. */
export interface FileKind {
  readonly type: string;
  readonly name: string;
}

/**
 * Answers a request with a file, piece by piece, as fast as it is read. Where a piece cannot be had, `tell` is told why, and the connection is
 * cut off: who asked sees that the file is not whole.
 */
export function fileAnswer(
  { requestContext }: RequestDigest,
  { type, name }: FileKind,
  pieces: AsyncIterable<string>,
  tell: (error: unknown) => void,
): BufferStreamResult {
  return {
    type: 'bufferStream',
    statusCode: 200,
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store, no-transform',
    },
    lowLatency: false,
    bufferIterator: buffers(pieces, (error) => {
      tell(error);
      requestContext.node?.req.socket.destroy();
    }),
  };
}

/** Pieces as bytes; `fail` is told where one cannot be had. */
async function* buffers(
  pieces: AsyncIterable<string>,
  fail: (error: unknown) => void,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const piece of pieces) yield Buffer.from(piece);
  } catch (error) {
    fail(error);
  }
}
