import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlayerPool, readPool } from '../../src/database/players.ts';
import { ImportError } from '../../src/players/import_error.ts';
import { type ImportOptions, importPlayers } from '../../src/players/import_players.ts';
import { readCsv } from '../../src/players/read_csv.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const MEGABYTE = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-import-'));
const file = join(folder, 'players');
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function importText(text: string, options: Partial<ImportOptions> = {}) {
  writeFileSync(file, text);
  return importPlayers(database.pool, { file, name: 'A pool', ...options });
}

async function poolCount(): Promise<number> {
  return (await database.pool.query('select from app_public.player_pools')).rows.length;
}

/** Why it was refused; fails where it was not, where the reason is none for a person, or where a pool is left. */
async function refused(start: () => Promise<unknown>): Promise<ImportError> {
  const before = await poolCount();
  const reason: unknown = await start().then(
    () => expect.fail('it was imported'),
    (error: unknown) => error,
  );
  expect(await poolCount()).toBe(before);
  expect(reason).toBeInstanceOf(ImportError);
  return reason as ImportError;
}

async function names(poolId: string): Promise<string[]> {
  return (await readPool(database.pool, poolId)).players.map((player) => player.name);
}

describe('a row that is no player', () => {
  it.each([
    ['a name of 101 characters', `${'x'.repeat(101)},QB,`, 'the name has more than 100 characters'],
    ['a C1 control character in the name', 'A\u0085b,QB,', 'the name has a control character (U+0085)'],
    ['a zero byte in a position', 'Ann,Q\u0000B,', 'a position has a control character (U+0000)'],
    ['a zero byte in the team', 'Ann,QB,A\u0000B', 'the team has a control character (U+0000)'],
    ['a bye that is a word', 'Ann,QB,,soon', 'the bye is not a week'],
  ])('because of %s is refused with line and reason', async (_what, row, reason) => {
    const { rejected } = await refused(() => importText(`name,pos,team,bye\n${row}\n`));
    expect(rejected).toEqual([{ line: 2, reason }]);
  });

  it('because a character was lost before is refused', async () => {
    const { rejected } = await refused(() => importText('name,pos\nJos\ufffd,QB\n'));
    expect(rejected).toEqual([
      { line: 2, reason: 'the name has a character that could not be read (U+FFFD)' },
    ]);
  });

  it('is listed in the order of the file, whatever is wrong with it', async () => {
    const { rejected } = await refused(() => importText('name,pos\nAnn,QB\nAnn,QB\n,QB\n'));
    expect(rejected.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('because it is a twin leaves the first one where it stands', async () => {
    const { poolId } = await importText('name,pos\nAnn,QB\nBob,QB\nAnn,QB\n', { skipRejected: true });
    expect(await names(poolId)).toEqual(['Ann', 'Bob']);
  });
});

describe('a file', () => {
  it('of more than 50 MB is refused unread', async () => {
    writeFileSync(file, 'name,pos\n');
    truncateSync(file, 50 * MEGABYTE + 1);
    const { message } = await refused(() => importPlayers(database.pool, { file, name: 'A pool' }));
    expect(message).toContain('50 MB');
  });

  it('of 50,000 players becomes a pool, one of 50,001 does not', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => `Player ${index},QB`).join('\n');
    expect((await importText(`name,pos\n${rows}\n`)).players).toBe(50_000);
    const { message } = await refused(() => importText(`name,pos\n${rows}\nOne more,QB\n`));
    expect(message).toContain('50001');
  });

  it('of more than 31 positions is refused with their number', async () => {
    const letters = [...'ABCDEFGHIJKLMNOPRSTUVWXYZ', ...'ABCDEFG'].map(
      (letter, index) => `${letter}${letter}X${index < 25 ? '' : 'X'}`,
    );
    const { message } = await refused(() =>
      importText(`name,pos\n${letters.map((p) => `${p},${p}`).join('\n')}\n`),
    );
    expect(message).toContain('32');
    expect(message).toContain('31');
  });

  it('of more than 31 positions would be refused by the database as well, as a whole', async () => {
    const positions = Array.from({ length: 32 }, (_, index) => `P${index}`);
    const before = await poolCount();
    const creating = createPlayerPool(database.pool, 'A pool', [
      { rank: 1, name: 'Ann', positions, proTeam: null, byeWeek: null },
    ]);
    await expect(creating).rejects.toMatchObject({
      code: 'POOL_INVALID',
      numbers: { positions: 32, most: 31 },
    });
    expect(await poolCount()).toBe(before);
  });

  it('that calls a defence D/ST or DST means DEF', async () => {
    const { poolId } = await importText('name,pos\nBears,D/ST1\nBills,DST\nRams,DEF\n');
    const { players } = await readPool(database.pool, poolId);
    expect(players.map((player) => player.positions)).toEqual([['DEF'], ['DEF'], ['DEF']]);
  });

  it('that is a folder is refused', async () => {
    expect(
      (await refused(() => importPlayers(database.pool, { file: folder, name: 'A pool' }))).message,
    ).toBe(`Cannot read ${folder}: it is a folder. Name a file in it.`);
    const nowhere = `${folder}/nowhere.csv`;
    expect(
      (await refused(() => importPlayers(database.pool, { file: nowhere, name: 'A pool' }))).message,
    ).toBe(`Cannot read ${nowhere}: there is no such file. Correct its path.`);
  });

  it('is done when its pool is stored, not when its rows are read', async () => {
    const steps: string[] = [];
    const before = await poolCount();
    await importText('name,pos\nAnn,QB\nBob,QB\n', {
      onProgress: (done, total) => steps.push(`${done}/${total}`),
    });
    expect(steps).toEqual(['1/3', '2/3', '3/3']);
    expect(await poolCount()).toBe(before + 1);
  });
});

describe("Sleeper's player JSON", () => {
  const sleeper = (text: string, options: Partial<ImportOptions> = {}) =>
    importText(text, { format: 'sleeper', ...options });

  it('names the player who is none, and refuses half a character', async () => {
    const entries = '{"ARI":{"full_name":"","position":"DEF"},"7":{"full_name":"\\ud800x","position":"QB"}}';
    const { rejected } = await refused(() => sleeper(entries));
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'player 7: the name has half a character',
      'player ARI: there is no name',
    ]);
  });

  it('may be held under "players", as a list and by id', async () => {
    const entry = '{"full_name":"Ann","position":"QB"}';
    for (const text of [`{"players":[${entry}]}`, `{"season":2026,"players":{"7":${entry}}}`])
      expect(await sleeper(text)).toMatchObject({ players: 1, rejected: [] });
  });

  it.each(['pos', 'Pos', 'Positions', 'POSITION', 'eligible_positions', 'Fantasy Positions'])(
    'has positions under the names that a list has, such as %s',
    async (header) => {
      const entry = { full_name: 'Ann', [header]: 'QB' };
      const coach = { full_name: 'Coach', [header]: null };
      const byId = await sleeper(JSON.stringify({ '1': entry, '2': coach }));
      expect([byId.players, byId.leftOut]).toEqual([1, 1]);
      expect(await sleeper(JSON.stringify([entry]))).toMatchObject({ players: 1 });
    },
  );

  it('has positions under the name that one says', async () => {
    const text = JSON.stringify({ '1': { full_name: 'Ann', plays: 'QB', position: 'captain' } });
    expect(await sleeper(text, { columns: { positions: 'Plays' } })).toMatchObject({
      players: 1,
      leftOut: 0,
    });
  });

  it('without positions says which column it lacks, and not that nobody is in it', async () => {
    const text = JSON.stringify({ '1': { full_name: 'Ann', job: 'QB' } });
    expect((await refused(() => sleeper(text))).message).toMatch(/no column for the positions.*"job"/);
  });

  it('with an entry that is none names the entry', async () => {
    const ann = { full_name: 'Ann', position: 'QB' };
    for (const [json, named] of [
      [{ '1': ann, '7': 'Bob' }, /: the entry "7" is no object but "Bob"\.$/],
      [[ann, ann, ['Bob']], /: entry 3 is no object but \["Bob"\]\.$/],
      [{ players: [null, ann] }, /: entry 1 is no object but null\.$/],
      [{ players: { x: ann, y: 7 } }, /: the entry "y" is no object but 7\.$/],
    ] as const)
      expect((await refused(() => sleeper(JSON.stringify(json)))).message).toMatch(named);
  });

  it('takes true and false for no name and no position', async () => {
    const text = JSON.stringify([
      { name: true, pos: 'QB' },
      { name: 'Ann', pos: false },
    ]);
    expect((await refused(() => sleeper(text))).rejected.map(({ reason }) => reason)).toEqual([
      'there is no name',
      'there is no position',
    ]);
  });

  it('counts whom it leaves out', async () => {
    const entries = {
      '1': { full_name: 'Ann', position: 'QB', active: true },
      '2': { full_name: 'Retired', position: 'QB', active: false },
      '3': { full_name: 'Coach', fantasy_positions: null, position: null, active: true },
    };
    expect(await sleeper(JSON.stringify(entries))).toMatchObject({ players: 1, leftOut: 2, rejected: [] });
  });

  it.each(['', '[]', 'null', '{"1":7}', 'name,pos\nAnn,QB\n'])(
    'that is none is refused: %j',
    async (text) => {
      expect((await refused(() => sleeper(text))).message).toMatch(/Sleeper's|no player in the file/);
    },
  );
});

describe('a text with a line that is no line of one player', () => {
  const long = 'y'.repeat(30_000);
  it.each([
    [
      'is too long',
      `name,pos\nAnn,QB\nBen,${long}\n`,
      /^Line 3 has more than 20000 characters, too many for one player\. Take it out, or part it/,
    ],
    [
      'has a quotation mark that is not closed',
      `name,pos\n"Ann,QB\n${'Ben,QB\n'.repeat(5_000)}`,
      /quotation mark/,
    ],
    [
      'has a quotation mark that is not closed, in a short text',
      'name,pos\n"Ann,QB\nBen,QB\n',
      /^A quotation mark is opened in line 2 and not closed, .*\. Close it, or take it out\.$/,
    ],
  ])('says what to do: it %s', (_what, text, told) => {
    const limits = { rows: 10_000, columns: 200, rowLength: 20_000 };
    expect(() => readCsv(text, { mapping: {}, limits })).toThrow(told);
  });
});
