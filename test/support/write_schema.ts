import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printApiSchema } from '../../src/api/print_schema.ts';
import { readConfig } from '../../src/config.ts';
import { createPool, endPool } from '../../src/database/connect.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { dumpSchema } from '../../src/database/schema_dump.ts';
import { silentLog } from './silent_log.ts';
import { clientFrom } from './write_client.ts';

// npm run schema: writes schema.sql and schema.graphql from a freshly migrated database of the embedded server, which is
// then thrown away, and the client's types from schema.graphql.
const ROOT = join(import.meta.dirname, '..', '..');
const SCHEMA_FILE = join(ROOT, 'schema.sql');
const API_FILE = join(ROOT, 'schema.graphql');
const OPERATIONS_FILE = join(ROOT, 'client/operations.graphql');
const CLIENT_FILE = join(ROOT, 'client/operations.generated.ts');

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
  const api = await printApiSchema(server.url, roles.visitor, silentLog);
  await writeFile(API_FILE, api);
  await writeFile(CLIENT_FILE, await clientFrom(api, await readFile(OPERATIONS_FILE, 'utf8')));
  process.stdout.write(`wrote ${SCHEMA_FILE}, ${API_FILE} and ${CLIENT_FILE}\n`);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
