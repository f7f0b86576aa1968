import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { Identities } from '../../../src/api/identity/identify.ts';
import { mintToken } from '../../../src/api/identity/own_tokens.ts';
import { readConfig } from '../../../src/config/config.ts';
import { Origins } from '../../../src/http/limits/origins.ts';
import { refusal } from '../../support/refusal.ts';
import { silentLog } from '../../support/silent_log.ts';
import { until } from '../../support/until.ts';

const SECRET = 'a secret that only this test knows, long enough';
const userId = '11111111-1111-4111-8111-111111111111';
const request = new IncomingMessage(new Socket());

function identities(authSecret: string | undefined): Identities {
  const db = () => {
    throw new Error('a token needs no database');
  };
  return new Identities({
    db,
    authSecret,
    access: readConfig({}).access,
    origins: new Origins(undefined, []),
    log: silentLog,
  });
}

const isRefused = () => false;

const callerOf = (authorization: string | undefined, secret: string | undefined = SECRET) =>
  identities(secret).callerOf(authorization, request);

describe('a token of ours', () => {
  it('names its person, and an operator where it says so', async () => {
    for (const isOperator of [false, true]) {
      const token = await mintToken(SECRET, { userId, isOperator }, 60);
      const { viewer, credential } = await callerOf(`Bearer ${token}`);
      expect(viewer).toEqual({ userId, isOperator });
      expect(Number(credential.validUntil)).toBeGreaterThan(Date.now() + 55_000);
    }
    expect((await callerOf(undefined)).viewer).toEqual({ userId: null, isOperator: false });
  });

  it('that says it ends behind the last instant there is ends with that', async () => {
    for (const exp of [8_640_000_000_001, 1e20, Number.MAX_VALUE]) {
      const sign = new SignJWT({ sub: userId, exp }).setProtectedHeader({ alg: 'HS256' });
      const { credential } = await callerOf(`Bearer ${await sign.sign(new TextEncoder().encode(SECRET))}`);
      expect(credential.validUntil?.toISOString()).toBe('+275760-09-13T00:00:00.000Z');
    }
  });

  it('is refused where the service has no secret, whatever it was signed with', async () => {
    const token = await mintToken(SECRET, { userId, isOperator: true }, 60);
    for (const secret of ['', 'another secret that is long enough']) {
      expect((await refusal(callerOf(`Bearer ${token}`, secret))).code).toBe('TOKEN_INVALID');
    }
    expect((await refusal(identities(undefined).callerOf(`Bearer ${token}`, request))).code).toBe(
      'TOKEN_INVALID',
    );
    for (const odd of ['Basic YTpi', 'Bearer', 'Bearer a b', token]) {
      expect((await refusal(callerOf(odd))).code).toBe('TOKEN_INVALID');
    }
  });

  it('is refused when it is unsigned, expired, without an expiry, or with claims of another kind', async () => {
    const key = new TextEncoder().encode(SECRET);
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const exp = Math.floor(Date.now() / 1_000) + 60;
    const sign = (claims: Record<string, unknown>, alg = 'HS256') =>
      new SignJWT(claims).setProtectedHeader({ alg }).sign(key);
    const wrong = [
      `${encode({ alg: 'none' })}.${encode({ sub: userId, exp })}.`,
      `${encode({ alg: 'HS256' })}.${encode({ sub: userId, exp })}.`,
      await sign({ sub: userId, exp: exp - 120 }),
      await sign({ sub: userId }),
      await sign({ sub: 'anybody', exp }),
      await sign({ sub: userId, exp, role: 'superuser' }),
      await sign({ sub: userId, exp }, 'HS384'),
    ];
    for (const token of wrong) {
      expect((await refusal(callerOf(`Bearer ${token}`))).code, token).toBe('TOKEN_INVALID');
    }
  });

  it('that was good before is refused once it is too old, and a changed one though the other is remembered', async () => {
    const service = identities(SECRET);
    const token = await mintToken(SECRET, { userId, isOperator: false }, 1);
    const first = await service.callerOf(`Bearer ${token}`, request);
    expect((await service.callerOf(`Bearer ${token}`, request)).viewer).toEqual(first.viewer);
    const changed = `${token.slice(0, -4)}AAAA`;
    expect((await refusal(service.callerOf(`Bearer ${changed}`, request))).code).toBe('TOKEN_INVALID');
    const untilTooOld = until(async () => {
      const isGood = await service.callerOf(`Bearer ${token}`, request).then(() => true, isRefused);
      return isGood ? undefined : true;
    });
    await expect(untilTooOld).resolves.toBe(true);
    expect((await refusal(service.callerOf(`Bearer ${token}`, request))).code).toBe('TOKEN_INVALID');
  });
});
