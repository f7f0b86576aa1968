import type { ConnectionPool } from '../../src/database/connect.ts';
import type { Series } from './series.ts';

const BYTES_PER_MB = 1024 * 1024;

/** A figure at one moment, by what it is called. */
export interface Sample {
  readonly name: string;
  readonly unit: string;
  readonly floor: number;
  readonly value: number;
}

/** A metric of a process, its name in the report, and the growth below which it counts as flat. */
const PROCESS_FIGURES = [
  { metric: 'process_resident_memory_bytes', what: 'memory', unit: 'MB', floor: 6, per: BYTES_PER_MB },
  { metric: 'nodejs_heap_size_used_bytes', what: 'heap', unit: 'MB', floor: 4, per: BYTES_PER_MB },
  { metric: 'nodejs_active_resources_total', what: 'timers and sockets', unit: '', floor: 10, per: 1 },
] as const;

/** Tables that every pick or every second writes, in detail; of other tables only the size is read. */
const BUSY_TABLES = [
  'app_public.drafts',
  'app_public.picks',
  'app_public.draft_events',
  'app_private.worker_processes',
  'app_private.pulse',
  'graphile_worker._private_jobs',
];

/** Samples everything that could grow: the processes, by their metrics, and the database. */
export async function takeSamples(
  db: ConnectionPool,
  processes: ReadonlyMap<string, string>,
): Promise<Sample[]> {
  const told = await Promise.all([...processes].map(([name, url]) => sampleProcess(name, url)));
  return [...told.flat(), ...(await sampleTables(db)), ...(await sampleServer(db))];
}

async function sampleProcess(name: string, url: string): Promise<Sample[]> {
  const text = await (await fetch(url)).text();
  return PROCESS_FIGURES.map(({ metric, what, unit, floor, per }) => {
    const found = new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`${name} tells no ${metric}`);
    return { name: `${name}: ${what}`, unit, floor, value: Number(found) / per };
  });
}

interface TableFacts {
  readonly name: string;
  readonly isBusy: boolean;
  readonly live: number;
  readonly dead: number;
  readonly bytes: number;
}

async function sampleTables(db: ConnectionPool): Promise<Sample[]> {
  const { rows } = await db.query<TableFacts>(
    `select relname as name, schemaname || '.' || relname = any ($1) as "isBusy", n_live_tup::float8 as live,
            n_dead_tup::float8 as dead, pg_total_relation_size(relid)::float8 as bytes
       from pg_stat_user_tables where schemaname in ('app_public', 'app_private', 'graphile_worker')
      order by "isBusy" desc, name`,
    [BUSY_TABLES],
  );
  return rows.flatMap(({ name, isBusy, live, dead, bytes }) => {
    const size = { name: `${name}: size`, unit: 'MB', floor: 4, value: bytes / BYTES_PER_MB };
    if (!isBusy) return [size];
    return [
      { name: `${name}: rows`, unit: '', floor: 500, value: live },
      { name: `${name}: dead rows`, unit: '', floor: 5_000, value: dead },
      size,
    ];
  });
}

async function sampleServer(db: ConnectionPool): Promise<Sample[]> {
  const { rows } = await db.query<{ sessions: number; listening: number; locks: number }>(
    `select count(*)::float8 as sessions,
            (count(*) filter (where application_name = 'draft-orchestrator events'))::float8 as listening,
            (select count(*)::float8 from pg_locks where locktype = 'advisory') as locks
       from pg_stat_activity where datname = current_database()`,
  );
  const { sessions = 0, listening = 0, locks = 0 } = rows[0] ?? {};
  return [
    { name: 'sessions', unit: '', floor: 5, value: sessions },
    { name: 'sessions that listen', unit: '', floor: 1, value: listening },
    { name: 'advisory locks', unit: '', floor: 2, value: locks },
  ];
}

/** The samples of all rounds, figure by figure. */
export function seriesOf(rounds: readonly (readonly Sample[])[]): Series[] {
  return (rounds[0] ?? []).map(({ name, unit, floor }) => ({
    name,
    unit,
    floor,
    values: rounds.map((round) => round.find((sample) => sample.name === name)?.value ?? 0),
  }));
}
