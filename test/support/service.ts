import { afterAll, beforeAll, expect } from 'vitest';
import { type Api, startApi } from './api.ts';
import { createTestDatabase, type TestDatabase } from './test_database.ts';

/** A migrated database, and an API process on it. */
export interface TestService {
  readonly database: TestDatabase;
  readonly api: Api;
}

/**
 * Starts an API process on a database of its own before the tests of a file, and afterwards stops it, which must end with 0, and drops
 * the database. To be called at the top of the file; both can be used from its hooks and tests, not before.
 * @param env settings of the API process
 */
export function testService(env: Record<string, string> = {}): TestService {
  let started: TestService | undefined;
  const now = (): TestService => {
    if (!started) throw new Error('The service of a test file is there once its hooks run');
    return started;
  };
  beforeAll(async () => {
    const database = await createTestDatabase();
    started = { database, api: await startApi(database.url, env) };
  });
  afterAll(async () => {
    if (!started) return;
    const { database, api } = started;
    api.program.child.kill('SIGTERM');
    expect(await api.program.ended()).toBe(0);
    await database.drop();
  });
  return {
    database: {
      get url() {
        return now().database.url;
      },
      get pool() {
        return now().database.pool;
      },
      drop: () => now().database.drop(),
    },
    api: {
      get url() {
        return now().api.url;
      },
      get program() {
        return now().api.program;
      },
    },
  };
}
