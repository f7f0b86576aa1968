import type { MakeGauge } from './backlog.ts';

/** A pool of connections, as node-postgres counts it. */
export interface CountedPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

const pools = new Map<CountedPool, string>();
const PREFIX = /^draft-orchestrator /;

/** Counts a pool of this process in its metrics, under a name. Answers what ends that. */
export function countPool(pool: CountedPool, name: string): () => void {
  pools.set(pool, name.replace(PREFIX, ''));
  return () => void pools.delete(pool);
}

/** Gauges of the pools of this process. Call what it answers before they are read. */
export function poolGauges(gauge: MakeGauge): () => void {
  const size = gauge('pool_connections', 'Connections that each pool of this process has open.', 'pool');
  const idle = gauge('pool_idle_connections', 'Of those: connections that nobody uses right now.', 'pool');
  const waiting = gauge('pool_waiting', 'Statements that wait for a connection of the pool.', 'pool');
  return () => {
    for (const each of [size, idle, waiting]) each.reset();
    for (const [pool, name] of pools) {
      size.inc({ pool: name }, pool.totalCount);
      idle.inc({ pool: name }, pool.idleCount);
      waiting.inc({ pool: name }, pool.waitingCount);
    }
  };
}
