import { getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { startProgram } from '../support/processes.ts';
import { createTestDatabase } from '../support/test_database.ts';

it('a process that only delivers gives way to others on its machine; one that keeps the time does not', async () => {
  const database = await createTestDatabase();
  const start = (...only: string[]) =>
    startProgram(['src/main.ts', 'worker', ...only], { DATABASE_URL: database.url, LOG_LEVEL: 'info' });
  const [relay, clock, both] = [start('--only', 'relay'), start('--only', 'clock'), start()];
  try {
    await Promise.all([relay, clock, both].map((one) => one.untilReady()));
    const ours = getPriority();
    expect([clock, both].map(({ pid }) => getPriority(pid))).toEqual([ours, ours]);
    expect(getPriority(relay.pid)).toBe(Math.max(ours, 5));
  } finally {
    await Promise.all([relay, clock, both].map((one) => one.kill()));
    await database.drop();
  }
});
