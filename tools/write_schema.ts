import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, parseOptions } from '../src/command_line/command_line.ts';
import { readConfig } from '../src/config/config.ts';
import { withFreshDatabase } from '../test/support/fresh_database.ts';
import { silentLog } from '../test/support/silent_log.ts';
import { writeFunctionTypes } from './function_types.ts';
import { printApiSchema } from './print_schema.ts';
import { dumpSchema } from './schema_dump.ts';
import { clientFrom } from './write_client.ts';

const ROOT = join(import.meta.dirname, '..');
const SCHEMA_FILE = join(ROOT, 'schema.sql');
const FUNCTIONS_FILE = join(ROOT, 'src/database/generated/functions.ts');
const API_FILE = join(ROOT, 'schema.graphql');
const OPERATIONS_FILE = join(ROOT, 'client/operations.graphql');
const CLIENT_FILE = join(ROOT, 'client/operations.generated.ts');

const program = commandLine(
  'npm run schema --',
  'Writes schema.sql, the types of its functions, schema.graphql and the types of the client from a freshly migrated database, which is then thrown away.',
);
if (parseOptions(program, process.argv.slice(2)) !== null) await write();

async function write(): Promise<void> {
  const { roles } = readConfig({});
  await withFreshDatabase(roles, async (pool, url) => {
    await writeFile(SCHEMA_FILE, await dumpSchema(pool, roles));
    await writeFile(FUNCTIONS_FILE, await writeFunctionTypes(pool));
    const api = await printApiSchema(url, roles.visitor, silentLog);
    await writeFile(API_FILE, api);
    await writeFile(CLIENT_FILE, await clientFrom(api, await readFile(OPERATIONS_FILE, 'utf8')));
  });
  process.stdout.write(`wrote ${SCHEMA_FILE}, ${FUNCTIONS_FILE}, ${API_FILE} and ${CLIENT_FILE}\n`);
}
