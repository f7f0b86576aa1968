import type { Config } from '../config/config.ts';
import { createConnectionPool, endConnectionPool } from '../database/connect.ts';
import type { ImportArguments } from '../players/import_arguments.ts';
import { importCommand } from '../players/import_command.ts';
import { createLog } from '../telemetry/log.ts';
import { runningDatabase } from './database.ts';

/** Imports a file as a new pool of players; the exit code. */
export async function importPlayersCommand(
  config: Config,
  given: ImportArguments,
  say: (text: string) => void,
): Promise<number> {
  const log = createLog('warn');
  const db = createConnectionPool(runningDatabase(config), {
    max: 1,
    applicationName: 'draft-orchestrator import',
    log,
  });
  try {
    return await importCommand(db, given, say);
  } finally {
    await endConnectionPool(db);
  }
}
