import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Program } from '../../src/processes/program.ts';
import { board, newDraft, newPool, type PickRow, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let database: TestDatabase;
let poolId: string;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool);
});
afterAll(() => database.drop());

/** A folder of a company: its strategy, and a preset that lists it. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strategies-'));
  await cp(join(ROOT, 'examples/strategies/stack.mjs'), join(folder, 'stack.mjs'));
  await writeFile(
    join(folder, 'graphile.config.mjs'),
    `import preset from '${join(ROOT, 'graphile.config.ts')}';
export default { extends: [preset], draft: { strategies: ['./stack.mjs'] } };\n`,
  );
});
afterEach(() => rm(folder, { recursive: true }));

/** A pick of the example strategy, by the program, which runs in the folder. On a busy machine the first may come too late for its thread. */
async function firstStack(program: string): Promise<PickRow> {
  const draft: TestDraft = await newDraft(database.pool, {
    teams: 1,
    rounds: 60,
    secondsPerPick: 0.5,
    poolId,
  });
  await database.pool.query(
    `update app_public.draft_settings set strategy = 'stack', strategy_options = '{"reach": 100}' where draft_id = $1`,
    [draft.draftId],
  );
  // All made-up players play for one pro team, and the first quarterback is the fifth of them.
  await database.pool.query(
    `update app_public.picks set player_id = $2, source = 'MANUAL', picked_at = clock_timestamp() where draft_id = $1 and pick_number = 60`,
    [draft.draftId, draft.players[4]],
  );
  const running = new Program({
    args: [join(ROOT, program), ...(program.endsWith('main.ts') ? ['worker'] : [])],
    env: { DATABASE_URL: database.url, GRAPHILE_ENV: 'production', LOG_LEVEL: 'info' },
    cwd: folder,
  });
  try {
    return await until(async () => {
      const cells = await board(database.pool, draft.draftId);
      return cells.find(({ strategy }) => strategy === 'stack');
    });
  } finally {
    running.child.kill('SIGTERM');
    expect(await running.ended()).toBe(program.endsWith('main.ts') ? 0 : 'SIGTERM');
  }
}

describe('the example strategy, listed in a preset of another folder', () => {
  it.each([
    ['the stock graphile-worker command line', 'node_modules/graphile-worker/dist/cli.js'],
    ['our own', 'src/main.ts'],
  ])('chooses on %s', async (_, program) => {
    expect((await firstStack(program)).reason).toMatch(
      /^Plays with the team's quarterback for KC: Player \d+ \(rank \d+\)\.$/,
    );
  });
});
