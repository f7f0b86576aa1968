import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import type { Log } from '../telemetry/log.ts';

/**
 * Has a runner look for jobs whenever it begins to listen for them. graphile-worker looks when it starts and begins to listen a moment later, and
 * again after it lost that connection: a job of the moment between would wait for the next poll, which a relay makes every two minutes.
 */
export function lookWhenListening(log: Log): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:listen:success', ({ client, workerPool }) => {
    const look = async () => {
      // Answered after the LISTEN, which is sent once all who hear of this event did.
      await client.query('select');
      workerPool.nudge(Number.POSITIVE_INFINITY);
    };
    queueMicrotask(() => {
      // The runner itself notices a connection that failed, and begins anew with another one.
      look().catch((error: unknown) => log.debug({ err: error }, 'Could not look for jobs while listening'));
    });
  });
  return events;
}
