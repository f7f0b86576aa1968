import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { createPlayerPool, findPool, type NewPlayer } from '../database/players.ts';
import type { Queryable } from '../database/queryable.ts';

/** The NFL's players of the 2025 season, in an order of our own. */
const FILE = new URL('../../data/nfl_2025.csv', import.meta.url);

const rowShape = z.object({
  rank: z.coerce.number(),
  name: z.string(),
  positions: z.string().transform((text) => text.split('|')),
  team: z.string(),
  bye: z.coerce.number(),
});

/** What the bundled pool is called. */
export const BUNDLED_POOL_NAME = 'NFL 2025';

/** The bundled pool, the best player first. */
export function readBundledPool(): NewPlayer[] {
  const rows = z.array(rowShape).parse(parse(readFileSync(FILE), { columns: true }));
  return rows.map(({ rank, name, positions, team, bye }) => ({
    rank,
    name,
    positions,
    proTeam: team,
    byeWeek: bye,
  }));
}

/** The id of the bundled pool in a database, which is made where it is not there yet; another list of its name is not taken for it. */
export async function bundledPoolIn(db: Queryable): Promise<string> {
  const players = readBundledPool();
  const names = players.map(({ name }) => name);
  return (await findPool(db, BUNDLED_POOL_NAME, names)) ?? createPlayerPool(db, BUNDLED_POOL_NAME, players);
}
