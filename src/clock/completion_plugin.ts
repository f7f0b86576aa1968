import { setTimeout as sleep } from 'node:timers/promises';
import type { WithPgClient } from 'graphile-worker';
import { countJobsLockedBy } from '../database/alarms.ts';

const LOOK_EVERY_MS = 20;
const LONGEST_WAIT_MS = 2_000;
/**
 * A completion takes milliseconds. One that was lost never arrives, and the runner has to start again soon: when none arrived for so
 * long, the wait ends. A completion that is late still succeeds on our own pool, which outlives the runner; otherwise other
 * processes take over the job.
 */
const IN_VAIN_AFTER_MS = 500;

/**
 * graphile-worker ends a shutdown while the completions of its last jobs are still on their way, and its own pool with them:
 * those jobs would stay locked for hours. This waits until none is left.
 */
export function completionPlugin(): GraphileConfig.Plugin {
  const clients = new Map<string, WithPgClient>();
  return {
    name: 'LeaveNoJobLockedPlugin',
    version: '1.0.0',
    worker: {
      hooks: {
        startWorker(_ctx, { worker, withPgClient }) {
          clients.set(worker.workerPool.id, withPgClient);
        },
      },
      middleware: {
        async poolGracefulShutdown(next, { workerPool }) {
          const ended = await next();
          const withPgClient = clients.get(workerPool.id);
          clients.delete(workerPool.id);
          if (withPgClient) await untilCompleted(withPgClient, workerPool.id).catch(() => undefined);
          return ended;
        },
      },
    },
  };
}

async function untilCompleted(withPgClient: WithPgClient, poolId: string): Promise<void> {
  let left = Number.POSITIVE_INFINITY;
  let changedAt = 0;
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += LOOK_EVERY_MS) {
    const locked = await withPgClient((client) => countJobsLockedBy(client, poolId));
    if (locked < left) changedAt = waited;
    left = locked;
    if (left === 0 || waited - changedAt >= IN_VAIN_AFTER_MS) return;
    await sleep(LOOK_EVERY_MS);
  }
}
