import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, SECRET } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { cutEverybody } from '../support/lock_out.ts';
import { addressOf, startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

/** A library that says again and again what libraries say. */
const TALKATIVE = `setInterval(() => {
  process.emitWarning('this is deprecated', 'DeprecationWarning', 'DEP0');
  console.error('an error of a %s', 'library');
}, 200).unref()`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('what a service writes to stderr', () => {
  it('is JSON, line by line, also when connections break, Node.js warns and libraries complain', async () => {
    const program = startProgram(
      ['--import', `data:text/javascript,${encodeURIComponent(TALKATIVE)}`, 'src/main.ts', 'server'],
      { DATABASE_URL: database.url, AUTH_SECRET: SECRET, PORT: '0' },
    );
    let before = 0;
    try {
      const url = await addressOf(program);
      before = program.said().length;
      const { draftId } = await newDraft(database.pool);
      const read = () => ask(url, 'query ($id: UUID!) { draft(id: $id) { state } }', { id: draftId });
      await Promise.all([read(), read(), read()]);
      await cutEverybody(database);
      await program.untilSaid(/a database connection broke.*|"applicationName":"draft-orchestrator reads"/);
      await until(async () => ((await read()).errors.length === 0 ? true : undefined));
      await program.untilSaid(/"warning":"DeprecationWarning","code":"DEP0".*"msg":"this is deprecated"/);
      await program.untilSaid(/"msg":"an error of a library"/);
    } finally {
      program.child.kill('SIGTERM');
    }
    expect(await program.ended()).toBe(0);
    const lines = program
      .said()
      .slice(before)
      .split('\n')
      .filter((line) => line !== '');
    for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow();
  });
});
