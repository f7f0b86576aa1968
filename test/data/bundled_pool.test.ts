import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { createPlayerPool } from '../../src/database/players.ts';
import { BUNDLED_POOL_NAME, bundledPoolIn, readBundledPool } from '../../src/players/bundled_pool.ts';
import { createTestDatabase } from '../support/test_database.ts';

const players = readBundledPool();
const folder = process.env['REAL_DATA_DIR'];
const LEAST_AGREEMENT = 0.95;

interface RealPlayer {
  Player: string;
  Bye: string;
  POS: string;
}

/** Names without what sources write differently: case, punctuation, and suffixes such as Jr. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\b(jr|sr|ii|iii|iv)\b\.?/g, '')
    .replace(/[^a-z]/g, '');
}

function realPlayers(): Map<string, RealPlayer[]> {
  const text = readFileSync(join(folder ?? '', 'pools/nfl_fantasypros_adp_2025.csv'), 'utf8');
  const rows: RealPlayer[] = parse(text, { columns: true, bom: true, relax_column_count: true });
  return Map.groupBy(rows, (row) => plain(row.Player ?? ''));
}

describe('the bundled pool', () => {
  it('ranks at least 300 players from 1, without a gap and without a twin', () => {
    expect(players.length).toBeGreaterThanOrEqual(300);
    expect(players.map((player) => player.rank)).toEqual(players.map((_, index) => index + 1));
    expect(new Set(players.map(({ name, proTeam }) => `${name}/${proTeam}`)).size).toBe(players.length);
  });

  it('is made once in a database, also beside newer lists of its name, which are not taken for it', async () => {
    const database = await createTestDatabase();
    try {
      const made = await bundledPoolIn(database.pool);
      const other = await createPlayerPool(database.pool, BUNDLED_POOL_NAME, players.slice(0, 5));
      expect(await bundledPoolIn(database.pool)).toBe(made);
      expect(other).not.toBe(made);
    } finally {
      await database.drop();
    }
  });

  it('has enough of every position for a league of twelve', () => {
    const least = { QB: 30, RB: 80, WR: 100, TE: 40, K: 28, DEF: 32 };
    for (const [position, count] of Object.entries(least)) {
      const found = players.filter((player) => player.positions.includes(position));
      expect(found.length, position).toBeGreaterThanOrEqual(count);
    }
    const known = new Set(Object.keys(least));
    expect(players.flatMap(({ positions }) => positions).filter((position) => !known.has(position))).toEqual(
      [],
    );
  });

  it('knows all 32 teams, each with one bye', () => {
    const byes = Map.groupBy(players, (player) => player.proTeam);
    expect(byes.size).toBe(32);
    for (const [team, members] of byes) {
      const weeks = new Set(members.map((player) => player.byeWeek));
      expect(weeks.size, String(team)).toBe(1);
      const [week = 0] = weeks;
      expect(Number(week)).toBeGreaterThanOrEqual(5);
      expect(Number(week)).toBeLessThanOrEqual(14);
    }
  });

  it.skipIf(folder === undefined)(
    'agrees with a real pool on names, positions and byes (skipped where REAL_DATA_DIR is not set)',
    () => {
      const real = realPlayers();
      const unknown = players.filter((player) => !real.has(plain(player.name))).map((player) => player.name);
      expect(1 - unknown.length / players.length, unknown.join(', ')).toBeGreaterThanOrEqual(LEAST_AGREEMENT);
      const different = players.filter((player) => {
        const positions = player.positions.map((position) => (position === 'DEF' ? 'DST' : position));
        const twins = real.get(plain(player.name)) ?? [];
        return !twins.some(
          (twin) => Number(twin.Bye) === player.byeWeek && positions.includes(twin.POS.replace(/\d+$/, '')),
        );
      });
      const names = different.map((player) => player.name).join(', ');
      expect(1 - different.length / players.length, names).toBeGreaterThanOrEqual(LEAST_AGREEMENT);
    },
  );
});
