import type { Config } from '../config/config.ts';
import type { ImportArguments } from '../players/import_arguments.ts';
import { importCommand } from '../players/import_command.ts';
import { withRunningDatabase } from './database.ts';

/** Imports a file as a new pool of players; the exit code. */
export function importPlayersCommand(
  config: Config,
  given: ImportArguments,
  say: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  return withRunningDatabase(config, { name: 'import' }, (db) => importCommand(db, given, say, complain));
}
