import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** How our own tokens are signed. */
export const OWN_ALGORITHM = 'HS256';

const claimsShape = z.object({ sub: z.uuid(), exp: z.number(), role: z.literal('operator').optional() });

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

/** Reads a token of ours. Throws whatever is wrong with it: changed, expired, signed with something else. */
export async function readOwnToken(token: string, secret: string): Promise<OwnToken> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
    algorithms: [OWN_ALGORITHM],
  });
  const { sub, role, exp } = claimsShape.parse(payload);
  return { userId: sub, isOperator: role === 'operator', validUntil: new Date(exp * 1_000) };
}
