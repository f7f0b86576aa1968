import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SourceSecrets } from '../database/inbox.ts';

/** A message is taken this long before and after the time that it was signed with: later it may be a replay. */
const TOLERANCE_MS = 5 * 60_000;
const MS_PER_SECOND = 1_000;
const SCHEME = 'v1';

/** What a message is signed with. */
export interface SignedHeaders {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** One or more signatures, with spaces between them. */
  readonly signature: string;
}

/** Whether a message has a signature by one of the secrets (Standard Webhooks), and was signed lately on the database's clock. */
export function isSigned(
  { id, timestamp, signature }: SignedHeaders,
  body: string,
  source: SourceSecrets,
): boolean {
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false;
  const signedAt = new Date(Number(timestamp) * MS_PER_SECOND);
  if (Math.abs(signedAt.getTime() - source.at.getTime()) > TOLERANCE_MS) return false;
  const given = signature
    .split(' ')
    .filter((each) => each.startsWith(`${SCHEME},`))
    .map((each) => Buffer.from(each));
  return source.secrets.some((secret) => {
    const expected = Buffer.from(new Webhook(secret).sign(id, signedAt, body));
    return given.some((each) => each.length === expected.length && timingSafeEqual(each, expected));
  });
}
