import { cpus } from 'node:os';
import { measureCpu, secondsOf } from '../../../bench/machine.ts';
import { round } from '../../../bench/statistics.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';

/** Shares of all cores, from 0 to 1, that were used in some time. */
export interface CpuUse {
  readonly server: number;
  readonly worker: number;
  readonly database: number;
  readonly attackers: number;
  /** This process: everybody who plays. */
  readonly people: number;
  /** What else ran on the machine. */
  readonly others: number;
}

/** Process ids, by who they are. */
export interface Pids {
  readonly server: readonly number[];
  readonly worker: readonly number[];
}

/** Starts measuring; the answer says what was used since, and is told what attackers used. Null where that cannot be read. */
export async function watchCpu(
  db: ConnectionPool,
  pids: Pids,
): Promise<(attackerSeconds: number) => Promise<CpuUse | null>> {
  const begun = performance.now();
  const before = secondsOfAll(pids);
  const ownBefore = process.cpuUsage();
  const machine = await measureCpu(db);
  return async (attackerSeconds) => {
    const after = secondsOfAll(pids);
    const used = {
      server: after.server - before.server,
      worker: after.worker - before.worker,
      attackers: attackerSeconds,
    };
    const own = process.cpuUsage(ownBefore);
    const shares = await machine(used.server + used.worker + used.attackers);
    if (!shares) return null;
    const possible = ((performance.now() - begun) / 1_000) * cpus().length;
    const share = (seconds: number) => round(seconds / possible);
    return {
      server: share(used.server),
      worker: share(used.worker),
      database: share(shares.database),
      attackers: share(used.attackers),
      people: share((own.user + own.system) / 1e6),
      others: round(shares.others),
    };
  };
}

function secondsOfAll({ server, worker }: Pids) {
  const sum = (pids: readonly number[]) => pids.reduce((seconds, pid) => seconds + secondsOf(pid), 0);
  return { server: sum(server), worker: sum(worker) };
}
