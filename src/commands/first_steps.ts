import { mintToken } from '../api/identity/own_tokens.ts';
import { createPool, endPool } from '../database/connect.ts';
import { createPool as createPlayerPool, createUser } from '../database/door.ts';
import { findPool, findUser } from '../database/first_steps.ts';
import { BUNDLED_POOL_NAME, readBundledPool } from '../players/bundled_pool.ts';
import type { Log } from '../telemetry/log.ts';

const COMMISSIONER = 'Commissioner';
const TOKEN_SECONDS = 7 * 24 * 60 * 60;

/** What somebody needs who has just started the product: a person to act as, and players to draft. */
export interface FirstSteps {
  readonly token: string;
  readonly userId: string;
  readonly poolId: string;
}

/** Makes sure that there is a commissioner and the bundled pool, and mints a token for a week. */
export async function prepareFirstSteps(url: string, secret: string, log: Log): Promise<FirstSteps> {
  const db = createPool(url, { max: 1, applicationName: 'draft-orchestrator start', log });
  try {
    const userId = (await findUser(db, COMMISSIONER)) ?? (await createUser(db, COMMISSIONER));
    const poolId =
      (await findPool(db, BUNDLED_POOL_NAME)) ??
      (await createPlayerPool(db, BUNDLED_POOL_NAME, readBundledPool()));
    return { userId, poolId, token: await mintToken(secret, { userId, isOperator: false }, TOKEN_SECONDS) };
  } finally {
    await endPool(db);
  }
}
