import { writeFile } from 'node:fs/promises';
import { lazyServices } from '../../../src/api/lazy_services.ts';
import { commandLine, parseOptions } from '../../../src/command_line/command_line.ts';
import { readConfig } from '../../../src/config/config.ts';
import { newPool } from '../../support/drafts.ts';
import { withFreshDatabase } from '../../support/fresh_database.ts';
import { silentLog } from '../../support/silent_log.ts';
import { rightsDocument } from './document.ts';
import { stateRights } from './states.ts';

const FILE = new URL('../../../docs/rights.md', import.meta.url);

const program = commandLine(
  'npm run rights --',
  'Writes docs/rights.md from a freshly migrated database, which is then thrown away.',
);
if (parseOptions(program, process.argv.slice(2)) !== null) await write();

async function write(): Promise<void> {
  const { roles, access } = readConfig({});
  await withFreshDatabase(roles, async (pool, url) => {
    const services = lazyServices({
      ...{ directUrl: url, readUrl: url, apiRole: roles.api, visitorRole: roles.visitor },
      ...{ authSecret: undefined },
      ...{ access, log: silentLog },
    });
    const states = await stateRights(pool, services, await newPool(pool, 20));
    await writeFile(FILE, await rightsDocument(pool, services, roles, states));
    await services.close();
  });
  process.stdout.write('wrote docs/rights.md\n');
}
