import type { Config } from '../config/config.ts';
import { migrate } from '../migrate/migrate.ts';
import { createLog } from '../telemetry/log.ts';
import { openDatabase } from './database.ts';

/** Brings the schema of the database up to date. */
export async function migrateCommand(config: Config, say: (text: string) => void): Promise<undefined> {
  const log = createLog(config.logLevel);
  const database = await openDatabase(config, log);
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    say('The schema is up to date.');
  } finally {
    await database.stop();
  }
}
