import type { Config } from '../config/config.ts';
import { createConnectionPool, endConnectionPool } from '../database/connect.ts';
import type { RankingArguments } from '../players/import_arguments.ts';
import { rankingCommand } from '../players/ranking_command.ts';
import { createLog } from '../telemetry/log.ts';
import { runningDatabase } from './database.ts';

/** Imports a file as a ranking of a person; the exit code. */
export async function importRankingCommand(
  config: Config,
  given: RankingArguments,
  say: (text: string) => void,
): Promise<number> {
  const log = createLog('warn');
  const db = createConnectionPool(runningDatabase(config), {
    max: 1,
    applicationName: 'draft-orchestrator import',
    log,
  });
  try {
    return await rankingCommand(db, given, say);
  } finally {
    await endConnectionPool(db);
  }
}
