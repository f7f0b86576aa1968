import { randomBytes } from 'node:crypto';

const BYTES = 32;

/** A new secret to sign messages with, as Standard Webhooks writes it. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(BYTES).toString('base64')}`;
}
