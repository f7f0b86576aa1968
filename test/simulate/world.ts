import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config/config.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { createPlayerPool, readPool } from '../../src/database/players.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { replaceClock, type StoppedClock } from '../support/replaced_clock.ts';
import { silentLog } from '../support/silent_log.ts';
import { withDatabase } from '../support/test_server.ts';
import { nameOf, POOL_KINDS, type PoolKind, playersOf } from './pools.ts';
import type { World, WorldPool } from './system.ts';

export const FIRST_INSTANT = '2026-07-06T00:00:00Z';

/** A world in a database whose clock stands still. */
export async function worldIn(db: ConnectionPool, clock: StoppedClock): Promise<World> {
  const pools = new Map<PoolKind, WorldPool>();
  for (const kind of POOL_KINDS) pools.set(kind, await newPool(db, kind));
  return { db, clock, pools };
}

async function newPool(db: ConnectionPool, kind: PoolKind): Promise<WorldPool> {
  const listed = playersOf(kind);
  const poolId = await createPlayerPool(
    db,
    `Simulated: ${kind}`,
    listed.map(({ id, positions, byeWeek }) => ({
      ...{ rank: id, name: nameOf(id), positions, proTeam: null, byeWeek },
    })),
  );
  await db.query(
    `insert into app_public.player_statuses (player_id, pool_id, since, adp)
     select p.id, p.pool_id, clock_timestamp(), known.adp
       from app_public.players p
       join unnest($2::integer[], $3::double precision[]) as known (rank, adp) on known.rank = p.rank
      where p.pool_id = $1`,
    [poolId, listed.map(({ id }) => id), listed.map(({ adp }) => adp)],
  );
  const { players } = await readPool(db, poolId);
  return { poolId, playerIds: players.map(({ id }) => id) };
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
