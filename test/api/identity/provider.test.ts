import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, ask, codeOf, fieldOf, startApi } from '../../support/api.ts';
import { newDraft } from '../../support/drafts.ts';
import {
  AUDIENCE,
  ISSUER,
  type Key,
  newKey,
  signWith,
  startProvider,
  type TestProvider,
} from '../../support/identity_provider.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test_database.ts';

const CREATE =
  'mutation { createLeague(name: "L", teams: [{name: "T"}]) { league { commissioner { id name } } } }';

let database: TestDatabase;
let provider: TestProvider;
let key: Key;
beforeAll(async () => {
  database = await createTestDatabase();
  provider = await startProvider();
  key = await newKey('first');
});
afterAll(async () => {
  await provider.close();
  await database.drop();
});

/** A server process of its own for each test: it has fetched no keys yet. */
let api: Api;
beforeEach(async () => {
  api = await startApi(database.url, provider.env);
  return async () => {
    api.program.child.kill('SIGTERM');
    await api.program.ended();
  };
});

async function commissionerBy(token: string) {
  const { data, errors } = await ask(api.url, CREATE, {}, token);
  expect(errors).toEqual([]);
  return fieldOf<{ league: { commissioner: { id: string; name: string } } }>(data, 'createLeague').league
    .commissioner;
}

const codeFor = async (token: string) => codeOf(await ask(api.url, CREATE, {}, token));

describe('an identity provider', () => {
  it('names people: registered on first sight, the same ever after, an operator by a claim', async () => {
    provider.publish(key);
    const ann = await commissionerBy(await signWith(key));
    expect(ann.name).toBe('Ann');
    const again = await Promise.all(
      Array.from({ length: 8 }, async () => commissionerBy(await signWith(key, { name: 'Ann B.' }))),
    );
    expect(new Set(again.map(({ id }) => id))).toEqual(new Set([ann.id]));
    const bob = await Promise.all(
      Array.from({ length: 8 }, async () =>
        commissionerBy(await signWith(key, { sub: 'bob', name: '\u0000 ' })),
      ),
    );
    expect(new Set(bob.map(({ id }) => id)).size).toBe(1);
    expect(bob[0]).toMatchObject({ name: 'Somebody' });
    for (const [sub, name, plain] of [
      ['zoe', ' \u202eZoe\u200b  Zimmer\n', 'Zoe Zimmer'],
      ['long', '🏈'.repeat(101), '🏈'.repeat(100)],
      ['half', '\ud800', '\ufffd'],
    ] as const)
      expect(await commissionerBy(await signWith(key, { sub, name }))).toMatchObject({ name: plain });
    const { draftId } = await newDraft(database.pool);
    const pause = 'mutation ($d: UUID!) { pauseDraft(draftId: $d) { draft { state } } }';
    expect(codeOf(await ask(api.url, pause, { d: draftId }, await signWith(key)))).toBe('NOT_COMMISSIONER');
    const operator = await signWith(key, { sub: 'oscar', role: ['staff', 'operator'] });
    expect((await ask(api.url, pause, { d: draftId }, operator)).errors).toEqual([]);
  });

  it('is trusted only for tokens that it signed, for this service, and that have not expired', async () => {
    provider.publish(key);
    const other = await newKey('first');
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'ann', exp: Math.floor(Date.now() / 1_000) + 60 };
    const wrong = {
      'alg none': `${encode({ alg: 'none' })}.${encode(claims)}.`,
      'a wrong key': await signWith(other),
      'an unknown key': await signWith({ ...other, kid: 'nobody' }),
      'a wrong audience': await signWith(key, { aud: 'another service' }),
      'a wrong issuer': await signWith(key, { iss: 'https://evil.example' }),
      expired: await signWith(key, { exp: claims.exp - 120 }),
      'not valid yet': await signWith(key, { nbf: claims.exp }),
      'without an end': await signWith(key, { exp: undefined }),
      'without a subject': await signWith(key, { sub: undefined }),
      'an empty subject': await signWith(key, { sub: '' }),
      'a subject that is too long': await signWith(key, { sub: 'a'.repeat(256) }),
      'a subject that no text can be': await signWith(key, { sub: 'a\0b' }),
      'a subject that is no text': await signWith(key, { sub: 7 as unknown as string }),
      'a subject of half a character': await signWith(key, { sub: 'a\ud800' }),
      // The classic: the public key as the secret of a signature that needs no key pair.
      'signed with what is public': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'first' })
        .sign(new TextEncoder().encode(JSON.stringify(key.published))),
    };
    for (const [how, token] of Object.entries(wrong)) {
      const answer = await ask(api.url, CREATE, {}, token);
      expect([answer.status, codeOf(answer)], how).toEqual([401, 'TOKEN_INVALID']);
    }
    await commissionerBy(await signWith(key));
  });

  it('may rotate its keys without a restart of the service', async () => {
    provider.publish(key);
    await commissionerBy(await signWith(key));
    const next = await newKey('next', 'RS256');
    provider.publish(next);
    // Jose asks again at most every so many seconds for a key it does not know.
    const token = await signWith(next);
    await expect.poll(() => codeFor(token), { timeout: 20_000, interval: 500 }).not.toBe('TOKEN_INVALID');
    expect(await codeFor(await signWith(key))).toBe('TOKEN_INVALID');
  }, 40_000);

  it.each([
    ['is down', (res) => void res.destroy()],
    ['is slow', () => undefined],
    ['answers an error', (res) => void res.writeHead(500).end('no')],
    ['answers nonsense', (res) => void res.writeHead(200).end('<html>')],
    ['answers with what are no keys', (res) => void res.writeHead(200).end('{"keys":[{"kty":"nothing"}]}')],
    ['sends one elsewhere', (res) => void res.writeHead(302, { location: provider.url }).end()],
  ] as [string, Parameters<TestProvider['answer']>[0]][])(
    'that %s lets nobody sign in, and the message does not blame the token',
    async (_how, answering) => {
      provider.answer(answering);
      const answer = await ask(api.url, CREATE, {}, await signWith(key));
      expect([answer.status, codeOf(answer)]).toEqual(
        _how === 'answers with what are no keys' ? [401, 'TOKEN_INVALID'] : [503, 'PROVIDER_UNAVAILABLE'],
      );
      provider.publish(key);
      if (_how !== 'answers with what are no keys') {
        await expect
          .poll(async () => codeFor(await signWith(key)), { timeout: 10_000 })
          .not.toBe('PROVIDER_UNAVAILABLE');
      }
    },
  );

  it('that publishes a secret instead of public keys is not trusted', async () => {
    const secret = Buffer.from('a secret that everybody can read').toString('base64url');
    provider.answer((res) =>
      res
        .writeHead(200)
        .end(JSON.stringify({ keys: [{ kty: 'oct', k: secret, kid: 'first', alg: 'HS256' }] })),
    );
    const token = await new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'ann' })
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setExpirationTime('1h')
      .sign(Buffer.from(secret, 'base64url'));
    expect(await codeFor(token)).toBe('TOKEN_INVALID');
  });

  it('is not asked again for each forged token', async () => {
    provider.publish(key);
    await commissionerBy(await signWith(key));
    const before = provider.asked;
    const stranger = await newKey('x');
    await Promise.all(
      Array.from({ length: 50 }, async (_, n) => codeFor(await signWith({ ...stranger, kid: `x${n}` }))),
    );
    expect(provider.asked - before).toBeLessThanOrEqual(2);
  });
});
