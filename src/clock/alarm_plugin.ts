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
  const alarmOf = new Map<string, Alarm>();
  return {
    name: 'PreciseAlarmPlugin',
    version: '1.0.0',
    worker: {
      hooks: {
        startWorker({ events }, { worker, withPgClient }) {
          const { id } = worker.workerPool;
          if (alarmOf.has(id)) return;
          const alarm = new Alarm(randomUUID(), work(withPgClient));
          alarmOf.set(id, alarm);
          const stopping = new AbortController();
          events.once('pool:gracefulShutdown', () => {
            stopping.abort();
            alarmOf.delete(id);
            void alarm.stop();
          });
          hints((key, at) => alarm.hint(key, at), stopping.signal);
          alarm.start();
        },
      },
    },
  };
}
