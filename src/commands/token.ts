import { mintToken } from '../api/identity/own_tokens.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { createConnectionPool, endConnectionPool, SILENCE_MS } from '../database/connect.ts';
import { isKnownUser } from '../database/identity.ts';
import { createUser } from '../database/leagues.ts';
import type { Queryable } from '../database/queryable.ts';
import { readName } from '../draft/names.ts';
import { readAuthSecret } from '../embedded/auth_secret.ts';
import { createLog } from '../telemetry/log.ts';
import { runningDatabase } from './database.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** For whom a token is, and how long: a known person by `user`, the id, or a new one by `name`. */
export interface TokenArguments {
  readonly user?: string;
  readonly name?: string;
  readonly operator?: boolean;
  readonly days: number;
}

/** Prints a token: for a known person, or for a new one, who is added. */
export async function tokenCommand(
  config: Config,
  { user, name = '', operator = false, days }: TokenArguments,
  say: (text: string) => void,
): Promise<undefined> {
  const secret = config.authSecret ?? readAuthSecret(config.dataDir);
  if (secret === undefined)
    throw new ConfigError('AUTH_SECRET is not set, and there is no embedded installation here.');
  const newName = user === undefined ? plainName(name) : '';
  const userId = await withDatabase(config, async (db) => {
    if (user === undefined) return createUser(db, newName);
    if (await isKnownUser(db, user)) return user;
    throw new ConfigError(
      `There is no person ${user} in this database. Correct --user, or add somebody with --name.`,
    );
  });
  say(await mintToken(secret, { userId, isOperator: operator }, Math.round(days * DAY_SECONDS)));
}

function plainName(text: string): string {
  const reading = readName(text);
  if ('problem' in reading) throw new ConfigError(`--name ${reading.problem}.`);
  return reading.name;
}

async function withDatabase<T>(config: Config, work: (db: Queryable) => Promise<T>): Promise<T> {
  const log = createLog('warn');
  const db = createConnectionPool(runningDatabase(config), {
    max: 1,
    applicationName: 'draft-orchestrator token',
    silenceMs: SILENCE_MS,
    log,
  });
  try {
    return await work(db);
  } finally {
    await endConnectionPool(db);
  }
}
