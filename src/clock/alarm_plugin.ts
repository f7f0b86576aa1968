import { randomUUID } from 'node:crypto';
import type { WithPgClient } from 'graphile-worker';
import { Alarm, type AlarmWork } from './alarm.ts';
import { AlarmHealth } from './alarm_health.ts';
import { Handover, type Ringing } from './handover.ts';

/** Which alarm this is: an id that is new at each start, and graphile-worker's id of its pool of workers. */
export interface Keeper {
  readonly id: string;
  readonly pool: string;
}

/**
 * The precise alarm as a plugin of graphile-worker: it starts with the first worker of a pool and ends with its shutdown,
 * also on the stock command line. Without it everything still happens, but only when the next poll finds the job.
 *
 * @param workOn makes the work of the alarm, on the runner's own connections; called once for each pool of workers
 * @param health is told of each success and failure
 * @param handover lets an alarm ring on while another runner starts in its place
 */
export function alarmPlugin(
  workOn: (withPgClient: WithPgClient, keeper: Keeper) => AlarmWork,
  health = new AlarmHealth(),
  handover = new Handover(),
): GraphileConfig.Plugin {
  const alarms = new Map<string, Ringing>();

  function start(withPgClient: WithPgClient, keeper: Keeper): Ringing {
    const work = workOn(withPgClient, keeper);
    let hasTicked = false;
    const tick: AlarmWork['tick'] = async (...asked) => {
      const ticked = await work.tick(...asked);
      if (!hasTicked) void handover.end();
      hasTicked = true;
      return ticked;
    };
    const stopping = new AbortController();
    const ended = new Alarm(keeper.id, { ...work, tick }, health).run(stopping.signal);
    return {
      isWell: () => hasTicked && health.failure() === null,
      async end() {
        stopping.abort();
        await ended;
        await work.left?.();
      },
    };
  }

  return {
    name: 'PreciseAlarmPlugin',
    version: '1.0.0',
    worker: {
      hooks: {
        startWorker(_ctx, { worker, withPgClient }) {
          const { id } = worker.workerPool;
          if (alarms.has(id)) return;
          alarms.set(id, start(withPgClient, { id: randomUUID(), pool: id }));
        },
      },
      middleware: {
        /**
         * It rings on while the workers end and their last completions are waited for, which takes seconds where one was lost, and where
         * another runner follows, until that one's alarm rings. Else the ring under way ends before the pool does: afterwards there are
         * no connections to end it on.
         */
        async poolGracefulShutdown(next, { workerPool }) {
          const running = alarms.get(workerPool.id);
          alarms.delete(workerPool.id);
          try {
            return await next();
          } finally {
            if (running) await handover.leave(running);
          }
        },
      },
    },
  };
}
