import { migrate } from '../../src/migrate/migrate.ts';
import { silentLog } from './silent_log.ts';

// Started by tests: migrates a database (URL, folder, two role names) and says what it did as one line of JSON.
const [, , url = '', folder = '', api = '', visitor = ''] = process.argv;
const done = await migrate({ url, folder, roles: { api, visitor }, log: silentLog });
process.stdout.write(`${JSON.stringify(done)}\n`);
