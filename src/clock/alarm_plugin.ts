import { randomUUID } from 'node:crypto';
import type { WithPgClient } from 'graphile-worker';
import type { Queryable } from '../database/queryable.ts';
import { Alarm, type AlarmWork } from './alarm.ts';

/**
 * The runner's own connections, one statement at a time. Each statement is prepared once for each connection, which saves a
 * tenth of a millisecond every time; those of the clock are few and always the same.
 */
export function runnerQueryable(withPgClient: WithPgClient): Queryable {
  const names = new Map<string, string>();
  return {
    query(text, values = []) {
      const name = names.get(text) ?? `clock_${names.size}`;
      names.set(text, name);
      return withPgClient((client) => client.query({ name, text, values }));
    },
  };
}

/** Who keeps the time: an id that is new at each start, and what graphile-worker calls the pool of its workers. */
export interface Keeper {
  readonly id: string;
  readonly pool: string;
}

/**
 * The precise alarm as a plugin of graphile-worker: it starts with the first worker of a pool and ends with its shutdown,
 * also on the stock command line. Without it everything still happens, when the next poll finds the job.
 *
 * @param workOn how the work is done, on the runner's own connections; asked once for each pool of workers
 */
export function alarmPlugin(
  workOn: (withPgClient: WithPgClient, keeper: Keeper) => AlarmWork,
): GraphileConfig.Plugin {
  const alarms = new Map<string, { work: AlarmWork; ended: Promise<void>; stopping: AbortController }>();
  return {
    name: 'PreciseAlarmPlugin',
    version: '1.0.0',
    worker: {
      hooks: {
        startWorker(_ctx, { worker, withPgClient }) {
          const { id } = worker.workerPool;
          if (alarms.has(id)) return;
          const stopping = new AbortController();
          const keeper = { id: randomUUID(), pool: id };
          const work = workOn(withPgClient, keeper);
          const ended = new Alarm(keeper.id, work).run(stopping.signal);
          alarms.set(id, { work, ended, stopping });
        },
      },
      middleware: {
        // The ring under way ends before the pool does: afterwards there are no connections to end it on.
        async poolGracefulShutdown(next, { workerPool }) {
          const running = alarms.get(workerPool.id);
          alarms.delete(workerPool.id);
          running?.stopping.abort();
          await running?.ended;
          const answer = await next();
          await running?.work.left?.();
          return answer;
        },
      },
    },
  };
}
