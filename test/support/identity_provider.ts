import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export const ISSUER = 'https://id.example.org/';
export const AUDIENCE = 'draft';

/** A pair of keys, and under which name it is published. */
export interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly published: JWK;
}

/** How an identity provider answers who asks for its keys. */
type Answering = (res: ServerResponse) => void;

/** An identity provider on a real port, whose answers a test decides. */
export interface TestProvider {
  readonly url: string;
  /** The environment of a server process that takes its tokens. */
  readonly env: Record<string, string>;
  /** How often it was asked for its keys. */
  readonly asked: number;
  /** Publishes these keys from now on. */
  publish(...keys: Key[]): void;
  /** Answers like this from now on. */
  answer(how: Answering): void;
  close(): Promise<void>;
}

export async function newKey(kid: string, alg = 'ES256'): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, published: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** A token of the provider; `claims` beside or instead of those of an ordinary one, good for an hour. */
export function signWith(
  { kid, privateKey, published }: Key,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'ann', name: 'Ann', exp: now + 3_600, ...claims })
    .setProtectedHeader({ alg: published.alg ?? 'ES256', kid })
    .sign(privateKey);
}

export async function startProvider(): Promise<TestProvider> {
  let asked = 0;
  let answering: Answering = (res) => res.writeHead(503).end();
  const server = createServer((_req, res) => {
    asked += 1;
    answering(res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}/keys`;
  return {
    url,
    env: { AUTH_JWKS_URL: url, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE },
    get asked() {
      return asked;
    },
    publish(...keys) {
      const text = JSON.stringify({ keys: keys.map(({ published }) => published) });
      answering = (res) => res.writeHead(200, { 'content-type': 'application/json' }).end(text);
    },
    answer(how) {
      answering = how;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
