import { expect, it } from 'vitest';
import { startProgram } from '../support/processes.ts';
import { createEmptyDatabase } from '../support/test_database.ts';

it('the precise alarm serves a graphile-worker without drafts', async () => {
  const database = await createEmptyDatabase();
  const program = startProgram(['examples/reminders.ts'], { DATABASE_URL: database.url });
  expect(await program.ended(), program.said()).toBe(0);
  const [, count, late] = /^(\d+) reminders, at most ([\d.]+) ms late/m.exec(program.said()) ?? [];
  expect(Number(count)).toBe(20);
  // Between the alarm and the poll behind it, ten seconds apart: no timed test.
  expect(Number(late)).toBeLessThan(1_000);
  await database.drop();
});
