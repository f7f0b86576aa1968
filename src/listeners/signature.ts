import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SourceSecrets } from '../database/inbox.ts';

/** A message is taken this long before and after the time that it was signed with: later it may be a replay. */
const TOLERANCE_MS = 5 * 60_000;
const MS_PER_SECOND = 1_000;
const SCHEME = 'v1';
const SECONDS = /^\d{1,12}$/;

/** What a message is signed with. */
export interface SignedHeaders {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** One or more signatures, with spaces between them. */
  readonly signature: string;
}

/** What can be seen of the headers alone, whoever sends them, as a part of a sentence; null where they are as they should be. */
export function headerProblem({ id, timestamp, signature }: SignedHeaders): string | null {
  const missing = Object.entries({ id, timestamp, signature }).find(([, value]) => value === '');
  if (missing) return `the header webhook-${missing[0]} is missing`;
  if (/^\d{13}$/.test(timestamp))
    return 'webhook-timestamp must be in seconds since 1970, and is in milliseconds';
  if (!SECONDS.test(timestamp)) return 'webhook-timestamp must be whole seconds since 1970';
  const hasOne = signature.split(' ').some((each) => each.startsWith(`${SCHEME},`));
  return hasOne ? null : `webhook-signature must have a signature that begins with "${SCHEME},"`;
}

/** Whether a message whose headers are as they should be has a signature by one of the secrets (Standard Webhooks), and was signed lately on the database's clock. */
export function isSigned(
  { id, timestamp, signature }: SignedHeaders,
  body: string,
  source: SourceSecrets,
): boolean {
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
