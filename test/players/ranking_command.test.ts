import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { rankingCommand } from '../../src/players/ranking_command.ts';
import { newPool } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-ranking-'));
const file = join(folder, 'ranking.csv');
let database: TestDatabase;
let user: string;
let pool: string;
beforeAll(async () => {
  database = await createTestDatabase();
  user = await createUser(database.pool, 'Ann');
  pool = await newPool(database.pool, 30);
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(text: string, options: Partial<Parameters<typeof rankingCommand>[1]> = {}) {
  writeFileSync(file, text);
  const said: string[] = [];
  const complained: string[] = [];
  const given = { file, user, pool, name: 'Mine', columns: {}, skipUnmatched: false, ...options };
  const code = await rankingCommand(
    database.pool,
    given,
    (line) => said.push(line),
    (line) => complained.push(line),
  );
  const { rows } = await database.pool.query<{ name: string; ranks: number[] }>(
    `select r.name, array(select p.rank from unnest(r.player_ids) with ordinality as l (id, place)
                            join app_public.players p on p.id = l.id order by l.place) as ranks
       from app_public.rankings r where r.owner_id = $1`,
    [user],
  );
  return { code, said, complained, rows };
}

describe('import-ranking', () => {
  it('writes nothing where a row names nobody, and lists each with the nearest', async () => {
    const { code, said, complained, rows } = await run('name\nPlayer 4\nPlayr 12\nPlayer 4\n');
    expect([code, said, rows]).toEqual([1, [], []]);
    expect(complained).toContainEqual(
      expect.stringMatching(/line 3: Playr 12: nobody .*; the nearest: Player 12/),
    );
    expect(complained).toContain('  line 4: Player 4 is Player 4, who is listed before');
    expect(complained.at(-1)).toBe(
      '2 rows name no player of the pool, or one again, so nothing was imported. Mend them, or import without (--skip-unmatched).',
    );
  });

  it('writes the others where that is asked, and says how many', async () => {
    const { code, said, rows } = await run('name\nPlayer 4\nPlayr 12\nPlayer 2\n', { skipUnmatched: true });
    expect([code, rows, said.at(-1)]).toEqual([
      0,
      [{ name: 'Mine', ranks: [4, 2] }],
      'Imported 2 players as the ranking "Mine".',
    ]);
  });

  it.each([
    ['no such pool', { pool: '00000000-0000-4000-8000-000000000000' }, 'There is no such player pool'],
    ['no such person', { user: '00000000-0000-4000-8000-000000000000' }, 'There is no such person'],
    ['no such file', { file: join(folder, 'nowhere') }, 'there is no such file'],
    ['no such name', { name: '\u200b' }, 'The name of the ranking has an invisible character'],
  ])('says that there is %s', async (_what, options, says) => {
    const { code, said, complained } = await run('Player 3\n', options);
    expect([code, said]).toEqual([1, []]);
    expect(complained.at(-1)).toContain(says);
  });
});
