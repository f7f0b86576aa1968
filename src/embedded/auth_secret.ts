import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'auth.secret';
const BYTES = 32;

/** The secret of an embedded installation, or undefined where none was made yet. */
export function readAuthSecret(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, FILE), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** The secret of an embedded installation; made once, readable by its owner only. */
export function ensureAuthSecret(dataDir: string): string {
  try {
    writeFileSync(join(dataDir, FILE), `${randomBytes(BYTES).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!exists) throw error;
  }
  const secret = readAuthSecret(dataDir);
  if (secret === undefined) throw new Error(`Cannot read ${join(dataDir, FILE)}`);
  return secret;
}
