import { describe, expect, it } from 'vitest';
import { mintToken, viewerOf } from '../../src/api/viewer.ts';
import { refusal } from '../support/refusal.ts';

const SECRET = 'a secret that only this test knows, long enough';
const userId = '11111111-1111-4111-8111-111111111111';

describe('a token', () => {
  it('names its person, and an operator where it says so', async () => {
    for (const isOperator of [false, true]) {
      const token = await mintToken(SECRET, { userId, isOperator }, 60);
      expect(await viewerOf(`Bearer ${token}`, SECRET)).toEqual({ userId, isOperator });
    }
    expect(await viewerOf(undefined, SECRET)).toEqual({ userId: null, isOperator: false });
  });

  it('is refused where the service has no secret, whatever it was signed with', async () => {
    const token = await mintToken(SECRET, { userId, isOperator: true }, 60);
    for (const secret of [undefined, '', 'another secret that is long enough']) {
      expect((await refusal(viewerOf(`Bearer ${token}`, secret))).code).toBe('TOKEN_INVALID');
    }
    for (const odd of ['Basic YTpi', 'Bearer', 'Bearer a b', token]) {
      expect((await refusal(viewerOf(odd, SECRET))).code).toBe('TOKEN_INVALID');
    }
  });
});
