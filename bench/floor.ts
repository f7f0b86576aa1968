import type { ConnectionPool } from '../src/database/connect.ts';
import { createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { createLog } from '../src/telemetry/log.ts';
import { measureCpu } from './machine.ts';
import type { Figures } from './report.ts';
import type { Scene } from './scene.ts';
import { percentiles, round } from './statistics.ts';

const WARM_UP_MS = 500;
/** The share of the open cells that the warm-up fills at most, however fast the machine is. */
const WARM_UP_SHARE = 0.25;
const SECONDS_PER_PICK = 3_600;
const MICROSECONDS_PER_SECOND = 1_000_000;
/** No key refers to players, so whatever number was not taken before can be. */
const FIRST_PLAYER = 1_000_000;

/** The four writes of a pick, and nothing that decides about them: cell, event, job, draft. */
const FLOOR_PICK = `
  create or replace function app_private.bench_floor(
    draft uuid, pick integer, next_version integer, job bigint, seconds double precision
  )
  returns void
  language plpgsql
  as $$
  declare
    at constant timestamptz := clock_timestamp();
    due constant timestamptz := at + make_interval(secs => seconds);
  begin
    update app_public.picks cell
    set player_id = ${FIRST_PLAYER} + pick, source = 'MANUAL', picked_at = at
    where cell.draft_id = draft and cell.pick_number = pick;
    insert into app_public.draft_events (draft_id, version, at, kind, data)
    values (draft, next_version, at, 'PICKED', jsonb_build_object('pickNumber', pick, 'deadline', due));
    perform from graphile_worker.reschedule_jobs(array[job], due, attempts => 0);
    update app_public.drafts d
    set current_pick = pick + 1, next_deadline = due, version = next_version
    where d.id = draft;
  end;
  $$`;

interface FloorDraft {
  readonly id: string;
  readonly jobId: string;
  readonly cells: number;
  pick: number;
  version: number;
}

/** What a machine can do at most: picks that nothing decides about. CPU is that of the database, in microseconds a pick. */
export interface Floor extends Figures {
  readonly picks_per_second: number;
  readonly database_us_per_pick: number | null;
}

/**
 * The floor of a run, on its own drafts once it is over: the four writes of a pick without judging, one statement a pick, over
 * so many connections. It leaves boards that no draft could have, so it comes last. It ends early when the boards are full: a fast
 * machine fills those of a small run in less time than was asked for. Throws where there are fewer open boards than connections.
 */
export async function measureFloor({ db, url, options }: Scene): Promise<Floor> {
  const { connections, floorSeconds } = options;
  await db.query(FLOOR_PICK);
  const clients = createConnectionPool(url, {
    max: connections,
    applicationName: 'bench floor',
    prepares: true,
    log: createLog('warn'),
  });
  const free = await readDrafts(db);
  const open = free.reduce((sum, { cells, pick }) => sum + Math.max(0, cells - pick), 0);
  const pickFor = (limits: Limits) => pickAlong(clients, free, connections, limits);
  try {
    await pickFor({ ms: WARM_UP_MS, picks: open * WARM_UP_SHARE });
    const cpu = await measureCpu(db);
    const { took, seconds } = await pickFor({ ms: floorSeconds * 1_000, picks: open });
    const used = await cpu(0);
    return {
      picks_per_second: round(took.length / seconds),
      seconds_measured: round(seconds),
      database_us_per_pick: used && round((used.database * MICROSECONDS_PER_SECOND) / took.length),
      pick_ms: percentiles(took),
    };
  } finally {
    await endConnectionPool(clients);
    await db.query('drop function app_private.bench_floor');
  }
}

async function readDrafts(db: ConnectionPool): Promise<FloorDraft[]> {
  const { rows } = await db.query<FloorDraft>(
    `select d.id, d.job_id as "jobId", d.current_pick as pick, d.version,
            (select max(c.pick_number) from app_public.picks c where c.draft_id = d.id) as cells
       from app_public.drafts d where d.state = 'IN_PROGRESS' and d.job_id is not null order by d.id`,
  );
  return rows;
}

/** When picking ends: after so many milliseconds or so many picks, whichever comes first. */
interface Limits {
  readonly ms: number;
  readonly picks: number;
}

/**
 * Picks over so many connections, each in a draft of its own at a time, until a limit is reached or there is no open board left for
 * one of them. Answers how long each pick took, in milliseconds, and all of it, in seconds.
 */
async function pickAlong(
  clients: ConnectionPool,
  free: FloorDraft[],
  connections: number,
  { ms, picks }: Limits,
): Promise<{ took: number[]; seconds: number }> {
  const took: number[] = [];
  // The last cell stays open: a draft that is over is another case.
  const open = free.splice(0).filter(({ pick, cells }) => pick < cells);
  if (open.length < connections)
    throw new Error('There are fewer open boards than connections: run the bench with more --drafts');
  const beganAt = performance.now();
  let areBoardsLeft = true;
  const goesOn = () => areBoardsLeft && took.length < picks && performance.now() < beganAt + ms;
  const one = async () => {
    let draft = open.shift();
    while (draft && goesOn()) {
      const startedAt = performance.now();
      draft.version += 1;
      await clients.query('select app_private.bench_floor($1, $2, $3, $4, $5)', [
        ...[draft.id, draft.pick, draft.version, draft.jobId, SECONDS_PER_PICK],
      ]);
      draft.pick += 1;
      took.push(performance.now() - startedAt);
      if (draft.pick >= draft.cells) draft = open.shift();
    }
    if (draft) open.push(draft);
    // With fewer connections at work the figure would be another.
    else areBoardsLeft = false;
  };
  await Promise.all(Array.from({ length: connections }, one));
  free.push(...open);
  return { took, seconds: (performance.now() - beganAt) / 1_000 };
}
