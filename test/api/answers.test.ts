import type { Result } from 'postgraphile/grafserv';
import { describe, expect, it } from 'vitest';
import { withCodes } from '../../src/api/answers.ts';
import { silentLog } from '../support/silent_log.ts';

interface Told {
  readonly status: number;
  readonly errors: readonly { message: string; extensions: { code: string; errorId?: string } }[];
}

function told(result: Result | null): Told {
  const answer = withCodes(result, silentLog);
  if (answer.type !== 'buffer') throw new Error(`It was answered as ${answer.type}`);
  return {
    status: answer.statusCode,
    ...(JSON.parse(answer.buffer.toString('utf8')) as Pick<Told, 'errors'>),
  };
}

function failed(statusCode: number, error: Error): Result {
  return { type: 'error', statusCode, headers: {}, error };
}

function answered(statusCode: number, errors: object[]): Result {
  const buffer = Buffer.from(JSON.stringify({ errors }));
  return { type: 'buffer', statusCode, headers: { 'content-type': 'application/json' }, buffer };
}

describe('an answer of Grafserv', () => {
  it('that something failed which nobody foresaw is told by an id, and nobody is told to try again', () => {
    const unforeseen = { code: 'INTERNAL', errorId: expect.any(String) };
    for (const result of [
      failed(500, new Error('a secret')),
      failed(503, new Error('a secret')),
      answered(500, [{ message: 'a secret' }]),
    ]) {
      const { status, errors } = told(result);
      expect(status).toBeGreaterThanOrEqual(500);
      expect(errors).toMatchObject([{ extensions: unforeseen }]);
      expect(JSON.stringify(errors)).not.toMatch(/again|secret/i);
    }
  });

  it('that the database cannot be reached is told as that', () => {
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(told(failed(500, lost))).toMatchObject({
      ...{ status: 503, errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] },
    });
  });

  it('that a request is none has the code of that, and nothing long of what was sent', () => {
    const type = 'x'.repeat(10_000);
    const refused = told(failed(415, new Error(`Media type '${type}' is not allowed`)));
    expect(refused).toMatchObject({ status: 415, errors: [{ extensions: { code: 'REQUEST_INVALID' } }] });
    expect(JSON.stringify(refused).length).toBeLessThan(3_000);
    const coded = answered(400, [{ message: 'No', extensions: { code: 'QUERY_INVALID', statusCode: 400 } }]);
    expect(told(coded)).toMatchObject({ errors: [{ message: 'No', extensions: { code: 'QUERY_INVALID' } }] });
  });
});
