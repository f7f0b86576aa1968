import type { Config } from '../config/config.ts';
import type { RankingArguments } from '../players/import_arguments.ts';
import { rankingCommand } from '../players/ranking_command.ts';
import { withRunningDatabase } from './database.ts';

/** Imports a file as a ranking of a person; the exit code. */
export function importRankingCommand(
  config: Config,
  given: RankingArguments,
  say: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  return withRunningDatabase(config, { name: 'import' }, (db) => rankingCommand(db, given, say, complain));
}
