import type { Config } from '../config/config.ts';
import { lastDays, readNumbers } from '../database/numbers.ts';
import { numbersText } from '../status/numbers_text.ts';
import { withRunningDatabase } from './database.ts';

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
  const numbers = await withRunningDatabase(config, { name: 'numbers' }, async (db) =>
    readNumbers(db, await lastDays(db, Math.ceil(days)), { kind: 'OPERATOR', userId: null }),
  );
  say(json ? JSON.stringify(numbers, null, 2) : numbersText(numbers));
}
