import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { idShape } from '../../shapes.ts';
import { endOf } from './valid_until.ts';

/** How our own tokens are signed. */
export const OWN_ALGORITHM = 'HS256';

const claimsShape = z.object({ sub: idShape, exp: z.number(), role: z.literal('operator').optional() });

/** Whom a token of ours names, and until when it is good. */
export interface OwnToken {
  readonly userId: string;
  readonly isOperator: boolean;
  readonly validUntil: Date;
}

/** A token for a person, good for so many seconds. */
export function mintToken(
  secret: string,
  { userId, isOperator }: { readonly userId: string; readonly isOperator: boolean },
  seconds: number,
): Promise<string> {
  return new SignJWT(isOperator ? { role: 'operator' } : {})
    .setProtectedHeader({ alg: OWN_ALGORITHM })
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(new TextEncoder().encode(secret));
}

/** Tokens that a process remembers as good. */
const MOST_REMEMBERED = 10_000;

/**
 * Reads tokens of ours. Whether a token was signed by us never changes, so it is found out once: a client sends its token with each
 * request, and checking a signature costs a seventh of what a pick costs the server. How old it is, is asked each time.
 */
export class OwnTokens {
  readonly #secret: Uint8Array;
  readonly #known = new Map<string, OwnToken>();

  constructor(secret: string) {
    this.#secret = new TextEncoder().encode(secret);
  }

  /** Whether a token was found to be one of ours before. */
  remembers(token: string): boolean {
    return this.#known.has(token);
  }

  /** Throws whatever is wrong with a token: changed, expired, signed with something else. */
  async read(token: string): Promise<OwnToken> {
    const known = this.#known.get(token);
    // By the clock of this machine, as the library judges it.
    if (known && known.validUntil.getTime() > Date.now()) return known;
    this.#known.delete(token);
    const { payload } = await jwtVerify(token, this.#secret, { algorithms: [OWN_ALGORITHM] });
    const { sub, role, exp } = claimsShape.parse(payload);
    const read = { userId: sub, isOperator: role === 'operator', validUntil: endOf(exp) };
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(token, read);
    return read;
  }
}
