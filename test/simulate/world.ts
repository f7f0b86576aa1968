import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config/config.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { readPool } from '../../src/database/players.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { newPool } from '../support/drafts.ts';
import { replaceClock, type StoppedClock } from '../support/replaced_clock.ts';
import { silentLog } from '../support/silent_log.ts';
import { withDatabase } from '../support/test_server.ts';
import type { Player } from './model.ts';
import type { World } from './system.ts';

const POOL_SIZE = 120;
export const FIRST_INSTANT = '2026-07-06T00:00:00Z';
const ID_OF_FIRST_PURE = 1;

/** A world in a database whose clock stands still. */
export async function worldIn(db: ConnectionPool, clock: StoppedClock): Promise<World> {
  const poolId = await newPool(db, POOL_SIZE);
  const { players } = await readPool(db, poolId);
  return { db, clock, poolId, players: players.map(({ id, positions }) => ({ id, positions })) };
}

/** Runs something in a world of its own: an embedded server, which is thrown away. */
export async function withWorld<T>(run: (world: World) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'draft-orchestrator-simulate-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, log: silentLog, settings: { fsync: 'off' } });
  const db = createConnectionPool(server.url, { max: 4, applicationName: 'simulate', log: silentLog });
  try {
    await migrate({ url: server.url, roles: readConfig(process.env).roles, log: silentLog });
    const superuserUrl = withDatabase(server.superuserUrl, new URL(server.url).pathname.slice(1));
    return await run(await worldIn(db, await replaceClock(superuserUrl, db, FIRST_INSTANT)));
  } finally {
    await endConnectionPool(db);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The players of a world without a database: as many of each position as the made-up ones have. */
export function purePlayers(): Player[] {
  const positions = ['RB', 'WR', 'RB', 'WR', 'QB', 'TE', 'WR', 'RB', 'K', 'DEF'];
  return Array.from({ length: POOL_SIZE }, (_, index) => ({
    id: ID_OF_FIRST_PURE + index,
    positions: [positions[index % positions.length] ?? 'RB'],
  }));
}
