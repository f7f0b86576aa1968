import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { ConnectionPool } from '../src/database/connect.ts';

const CLOCK_TICKS_PER_SECOND = 100;
const BYTES_PER_GIB = 1024 ** 3;
const MICROSECONDS_PER_SECOND = 1_000_000;

/** What the figures were measured on. */
export async function describeMachine(db: ConnectionPool): Promise<Record<string, unknown>> {
  const { rows } = await db.query<{ version: string }>(`select current_setting('server_version') as version`);
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model,
    memory_gib: Math.round(totalmem() / BYTES_PER_GIB),
    node: process.version,
    postgres: rows[0]?.version,
  };
}

/** CPU seconds used so far: by the server's sessions, by this process, and by the whole machine. */
interface CpuUsed {
  readonly database: number;
  readonly bench: number;
  readonly machine: number;
  readonly at: number;
}

/** CPU seconds of the database between two moments, and the share of the machine that went to anybody else. */
export interface CpuShares {
  readonly database: number;
  readonly others: number;
}

/** Starts measuring. The answer says what was used since; null where that cannot be read, as on another machine. */
export async function measureCpu(
  db: ConnectionPool,
): Promise<(workerSeconds: number) => Promise<CpuShares | null>> {
  const before = await cpuUsed(db);
  return async (workerSeconds) => {
    const after = await cpuUsed(db);
    if (!before || !after) return null;
    const database = after.database - before.database;
    const ours = database + after.bench - before.bench + workerSeconds;
    const possible = ((after.at - before.at) / 1_000) * cpus().length;
    return { database, others: Math.max(0, (after.machine - before.machine - ours) / possible) };
  };
}

async function cpuUsed(db: ConnectionPool): Promise<CpuUsed | null> {
  try {
    const { rows } = await db.query<{ pid: number }>('select pid from pg_stat_activity');
    const { user, system } = process.cpuUsage();
    return {
      database: rows.reduce((sum, { pid }) => sum + secondsOf(pid), 0) + secondsOfEnded(rows[0]?.pid),
      bench: (user + system) / MICROSECONDS_PER_SECOND,
      machine: machineSeconds(),
      at: performance.now(),
    };
  } catch {
    return null;
  }
}

/** CPU seconds that a process of this machine used so far. */
export function secondsOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

/** CPU seconds of the sessions that have ended, of the server that a session belongs to: its parent waited for them. */
function secondsOfEnded(session: number | undefined): number {
  if (session === undefined) return 0;
  const fields = statOf(Number(statOf(session)[1]));
  return (Number(fields[13]) + Number(fields[14])) / CLOCK_TICKS_PER_SECOND;
}

/** What the kernel tells of a process, from its state on: proc(5). */
function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
}

/** Memory of a process of this machine that is in RAM right now, garbage included, in KiB. */
export function residentKib(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Everything but idling: user, nice, system, then after idle and waiting: interrupts and what the host took. */
function machineSeconds(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / CLOCK_TICKS_PER_SECOND;
}
