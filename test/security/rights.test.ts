import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyServices } from '../../src/api/lazy_services.ts';
import { readConfig } from '../../src/config.ts';
import { metrics } from '../../src/telemetry/metrics.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { rightsDocument } from './rights/document.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('the rights', () => {
  it('are those of docs/rights.md; otherwise run "npm run rights" and read the difference', async () => {
    const { roles, access } = readConfig({});
    const services = lazyServices({
      ...{
        directUrl: database.url,
        readUrl: database.url,
        apiRole: roles.api,
        visitorRole: roles.visitor,
        authSecret: undefined,
      },
      ...{ access, metrics, log: silentLog },
    });
    const found = await rightsDocument(database.pool, services, roles);
    await services.close();
    expect(found).toBe(readFileSync(new URL('../../docs/rights.md', import.meta.url), 'utf8'));
    expect(found).not.toContain('NOT DECIDED');
  });
});
