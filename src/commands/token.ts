import { mintToken } from '../api/identity/own_tokens.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { SILENCE_MS } from '../database/connect.ts';
import { isKnownUser } from '../database/identity.ts';
import { createUser } from '../database/leagues.ts';
import { readAuthSecret } from '../embedded/auth_secret.ts';
import { withRunningDatabase } from './database.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** For whom a token is, and how long: a known person by `user`, the id, or a new one by `name`, in its plain form. */
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
    throw new ConfigError(
      `AUTH_SECRET is not set, and there is no embedded installation under ${config.dataDir}: set AUTH_SECRET to the secret of the API, ` +
        `or run "draft-orchestrator start" on ${config.dataDir} first.`,
    );
  const userId = await withRunningDatabase(config, { name: 'token', silenceMs: SILENCE_MS }, async (db) => {
    if (user === undefined) return createUser(db, name);
    if (await isKnownUser(db, user)) return user;
    throw new ConfigError(
      `There is no person ${user} in this database. Correct --user, or add somebody with --name.`,
    );
  });
  say(await mintToken(secret, { userId, isOperator: operator }, Math.round(days * DAY_SECONDS)));
}
