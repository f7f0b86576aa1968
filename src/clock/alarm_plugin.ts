import { randomUUID } from 'node:crypto';
import type { WithPgClient } from 'graphile-worker';
import type { Queryable } from '../database/queryable.ts';
import { Alarm, type AlarmWork } from './alarm.ts';

/** What the plugin is given: how the work is done on the runner's own connections, and where hints come from. */
export interface AlarmPluginOptions {
  work(withPgClient: WithPgClient): AlarmWork;
  /** Calls back for each hint until the signal aborts: a key and its instant, or no instant where only a change is known. */
  hints(hear: (key: string, at: number | null) => void, signal: AbortSignal): void;
}

/** The runner's own connections, one statement at a time. */
export function runnerQueryable(withPgClient: WithPgClient): Queryable {
  return { query: (text, values) => withPgClient((client) => client.query(text, values)) };
}

/**
 * The precise alarm as a plugin of graphile-worker: it starts with the first worker of a pool and ends with its shutdown,
 * also on the stock command line. Without it everything still happens, when the next poll finds the job.
 */
export function alarmPlugin({ work, hints }: AlarmPluginOptions): GraphileConfig.Plugin {
  const alarms = new Map<string, { alarm: Alarm; stopping: AbortController }>();
  return {
    name: 'PreciseAlarmPlugin',
    version: '1.0.0',
    worker: {
      hooks: {
        startWorker(_ctx, { worker, withPgClient }) {
          const { id } = worker.workerPool;
          if (alarms.has(id)) return;
          const alarm = new Alarm(randomUUID(), work(withPgClient));
          const stopping = new AbortController();
          alarms.set(id, { alarm, stopping });
          hints((key, at) => alarm.hint(key, at), stopping.signal);
          alarm.start();
        },
      },
      middleware: {
        // The ring under way ends before the pool does: afterwards there are no connections to end it on.
        async poolGracefulShutdown(next, { workerPool }) {
          const running = alarms.get(workerPool.id);
          alarms.delete(workerPool.id);
          running?.stopping.abort();
          await running?.alarm.stop();
          return next();
        },
      },
    },
  };
}
