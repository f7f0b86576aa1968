import type { Config } from '../config/config.ts';
import { createConnectionPool, endConnectionPool } from '../database/connect.ts';
import { lastDays, readNumbers } from '../database/numbers.ts';
import { numbersText } from '../status/numbers_text.ts';
import { createLog } from '../telemetry/log.ts';
import { runningDatabase } from './database.ts';

/** What `numbers` was asked for. */
export interface NumbersArguments {
  readonly days: number;
  readonly json?: boolean;
}

/** Prints the numbers of the last days, as a table or for programs. */
export async function numbersCommand(
  config: Config,
  { days, json = false }: NumbersArguments,
  say: (text: string) => void,
): Promise<undefined> {
  const log = createLog('warn');
  const db = createConnectionPool(runningDatabase(config), {
    max: 1,
    applicationName: 'draft-orchestrator numbers',
    log,
  });
  try {
    const period = await lastDays(db, Math.ceil(days));
    const numbers = await readNumbers(db, period, { kind: 'OPERATOR', userId: null });
    say(json ? JSON.stringify(numbers, null, 2) : numbersText(numbers));
  } finally {
    await endConnectionPool(db);
  }
}
