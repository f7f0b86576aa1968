import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Actor } from '../database/actor.ts';
import { DraftError } from '../draft/errors.ts';

const ALGORITHM = 'HS256';

const claimsShape = z.object({ sub: z.uuid(), exp: z.number(), role: z.literal('operator').optional() });

/** Who asks: nobody, a person, or an operator of the service. */
export interface Viewer {
  readonly userId: string | null;
  readonly isOperator: boolean;
}

/** Who asks without a token. */
export const NOBODY: Viewer = { userId: null, isOperator: false };

/** A token for a person, valid for so many seconds. */
export function mintToken(
  secret: string,
  viewer: Viewer & { userId: string },
  seconds: number,
): Promise<string> {
  return new SignJWT(viewer.isOperator ? { role: 'operator' } : {})
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(viewer.userId)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(new TextEncoder().encode(secret));
}

/**
 * Whom an `Authorization` value names: nobody where there is none. Throws a DraftError (TOKEN_INVALID) for everything that
 * is not a bearer token of ours, unchanged and not expired.
 */
export async function viewerOf(
  authorization: string | undefined,
  secret: string | undefined,
): Promise<Viewer> {
  if (authorization === undefined || authorization === '') return NOBODY;
  const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? [];
  // Without a secret nobody could tell a token of ours from one signed with an empty key.
  if (token === undefined || !secret) throw new DraftError('TOKEN_INVALID');
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: [ALGORITHM] });
    const { sub, role } = claimsShape.parse(payload);
    return { userId: sub, isOperator: role === 'operator' };
  } catch {
    throw new DraftError('TOKEN_INVALID');
  }
}

/** The viewer as the door knows them. */
export function actorOf({ userId, isOperator }: Viewer): Actor {
  return { kind: isOperator ? 'OPERATOR' : 'USER', userId };
}

/** The settings of a transaction that reads for the viewer: row security decides by them. */
export function readSettings({ userId, isOperator }: Viewer, visitorRole: string): Record<string, string> {
  return {
    role: visitorRole,
    'draft_orchestrator.viewer_id': userId ?? '',
    'draft_orchestrator.viewer_role': isOperator ? 'operator' : 'user',
  };
}
