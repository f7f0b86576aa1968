import type { Config } from '../config/config.ts';
import { playDemo } from '../demo/demo.ts';
import { migrate } from '../migrate/migrate.ts';
import { createLog } from '../telemetry/log.ts';
import { openDatabase } from './database.ts';

/** Plays the demo; the exit code: 0 where every check held. */
export async function demo(config: Config, say: (text: string) => void): Promise<number> {
  const log = createLog('warn');
  const database = await openDatabase(config, log);
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    return (await playDemo(database.url, say)) ? 0 : 1;
  } finally {
    await database.stop();
  }
}
