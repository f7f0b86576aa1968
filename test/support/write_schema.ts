import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printApiSchema } from '../../src/api/print_schema.ts';
import { readConfig } from '../../src/config.ts';
import { createPool, endPool } from '../../src/database/connect.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { dumpSchema } from '../../src/database/schema_dump.ts';
import { silentLog } from './silent_log.ts';

// npm run schema: writes schema.sql and schema.graphql from a freshly migrated database of the embedded server, which is
// then thrown away.
const ROOT = join(import.meta.dirname, '..', '..');
const SCHEMA_FILE = join(ROOT, 'schema.sql');
const API_FILE = join(ROOT, 'schema.graphql');

const { roles } = readConfig({});
const dataDir = await mkdtemp(join(tmpdir(), 'draft-orchestrator-schema-'));
// As root the server runs as another user, who must be able to enter.
await chmod(dataDir, 0o755);
const server = await startEmbedded({ dataDir, log: silentLog, settings: { fsync: 'off' } });
try {
  await migrate({ url: server.url, roles, log: silentLog });
  const pool = createPool(server.url, { max: 1, applicationName: 'schema', log: silentLog });
  await writeFile(SCHEMA_FILE, await dumpSchema(pool, roles));
  await endPool(pool);
  await writeFile(API_FILE, await printApiSchema(server.url, roles.visitor, silentLog));
  process.stdout.write(`wrote ${SCHEMA_FILE} and ${API_FILE}\n`);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
