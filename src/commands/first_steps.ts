import { mintToken } from '../api/identity/own_tokens.ts';
import { createConnectionPool, endConnectionPool, SILENCE_MS } from '../database/connect.ts';
import { findIdentity } from '../database/identity.ts';
import { bundledPoolIn } from '../players/bundled_pool.ts';
import type { Log } from '../telemetry/log.ts';

/** The commissioner that `start` prints a token for: found by an issuer and subject of its own, since names are not unique. */
const COMMISSIONER = { issuer: 'urn:draft-orchestrator', subject: 'start', name: 'Commissioner' };
const TOKEN_SECONDS = 7 * 24 * 60 * 60;

/** What the first request after a first start needs: a person to act as, and players to draft. */
export interface FirstSteps {
  /** Null where tokens come from an identity provider alone. */
  readonly token: string | null;
  readonly userId: string;
  readonly poolId: string;
}

/** Makes sure that there is a commissioner and the bundled pool, and mints a token for a week, where there is a secret for it. */
export async function prepareFirstSteps(
  url: string,
  secret: string | undefined,
  log: Log,
): Promise<FirstSteps> {
  const db = createConnectionPool(url, {
    max: 1,
    applicationName: 'draft-orchestrator start',
    silenceMs: SILENCE_MS,
    log,
  });
  try {
    const userId = await findIdentity(db, COMMISSIONER);
    const poolId = await bundledPoolIn(db);
    const token =
      secret === undefined ? null : await mintToken(secret, { userId, isOperator: false }, TOKEN_SECONDS);
    return { userId, poolId, token };
  } finally {
    await endConnectionPool(db);
  }
}
