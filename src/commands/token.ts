import { parseArgs } from 'node:util';
import { z } from 'zod';
import { mintToken } from '../api/identity/own_tokens.ts';
import { type Config, ConfigError } from '../config.ts';
import { readAuthSecret } from '../database/auth_secret.ts';
import { createPool, endPool, SILENCE_MS } from '../database/connect.ts';
import { createUser } from '../database/door.ts';
import { readName } from '../draft/names.ts';
import type { Log } from '../telemetry/log.ts';
import { runningDatabase } from './database.ts';

const DAY_SECONDS = 24 * 60 * 60;

const optionsShape = z.object({
  user: z.uuid('--user must be the id of a person').optional(),
  name: z.string().optional(),
  operator: z.boolean().default(false),
  days: z.coerce.number('--days must be a number').positive().max(3650).default(7),
});

/** Prints a token: for a known person (--user), or for a new one (--name). */
export async function tokenCommand(config: Config, args: string[], log: Log): Promise<string> {
  const { values } = parseArgs({
    args,
    options: {
      user: { type: 'string' },
      name: { type: 'string' },
      operator: { type: 'boolean' },
      days: { type: 'string' },
    },
  });
  const parsed = optionsShape.safeParse(values);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message).join('\n'));
  const { user, name, operator, days } = parsed.data;
  if ((user === undefined) === (name === undefined)) {
    throw new ConfigError('Say for whom: --user ID for somebody known, or --name "Ann" for somebody new.');
  }
  const secret = config.authSecret ?? readAuthSecret(config.dataDir);
  if (secret === undefined)
    throw new ConfigError('AUTH_SECRET is not set, and there is no embedded installation here.');
  const userId = user ?? (await newUser(runningDatabase(config), plainName(name ?? ''), log));
  return mintToken(secret, { userId, isOperator: operator }, days * DAY_SECONDS);
}

function plainName(text: string): string {
  const reading = readName(text);
  if ('problem' in reading) throw new ConfigError(`--name ${reading.problem}.`);
  return reading.name;
}

async function newUser(url: string, name: string, log: Log): Promise<string> {
  const db = createPool(url, {
    max: 1,
    applicationName: 'draft-orchestrator token',
    silenceMs: SILENCE_MS,
    log,
  });
  try {
    return await createUser(db, name);
  } finally {
    await endPool(db);
  }
}
