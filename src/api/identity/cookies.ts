import { createHash, randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';

const SECRET_BYTES = 32;

/** A secret nobody can guess, as text for a link or a cookie. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** The SHA-256 of a secret: all that is kept of it. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The name of the cookie: over HTTPS browsers take one of this prefix only from this very host, and send it nowhere else. */
function nameOf(isHttps: boolean): string {
  return isHttps ? '__Host-draft_session' : 'draft_session';
}

/** The secret in a `Cookie` header, where there is one. */
export function sessionIn(header: string | undefined, isHttps: boolean): string | undefined {
  return header === undefined ? undefined : parseCookie(header)[nameOf(isHttps)];
}

/**
 * A `Set-Cookie` header that signs a browser in until a time (an ISO text), or out (null). No script of a page can read it, and
 * pages of other sites do not send it along.
 */
export function sessionCookie(secret: string, expiresAt: string | null, isHttps: boolean): string {
  return stringifySetCookie({
    name: nameOf(isHttps),
    value: secret,
    expires: new Date(expiresAt ?? 0),
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps,
  });
}
