import type { Task } from 'graphile-worker';
import { z } from 'zod';
import { Announcer } from '../src/events/announcer.ts';
import { PoolCache } from '../src/orchestrator/pool_cache.ts';
import { timeOut } from '../src/orchestrator/time_out.ts';
import { logTimeOuts } from '../src/orchestrator/time_out_log.ts';

const payloadShape = z.strictObject({ draftId: z.uuid() });
const pools = new PoolCache();

declare global {
  namespace GraphileWorker {
    interface Tasks {
      draft_timeout: z.infer<typeof payloadShape>;
    }
  }
}

/** The alarm of a draft rang: what is due is read from the row, never from the payload. */
const task: Task<'draft_timeout'> = async (payload, helpers) => {
  const { draftId } = payloadShape.parse(payload);
  const log = logTimeOuts(helpers.logger);
  const announcer = new Announcer(helpers, (error) =>
    helpers.logger.warn('Could not announce picks', { error }),
  );
  await timeOut(helpers, draftId, {
    pools,
    signal: helpers.abortSignal,
    observer: {
      picked(pick) {
        log.picked(pick);
        announcer.announce(pick);
      },
      failed(failing, error, noted) {
        log.failed(failing, error, noted);
        if (noted?.paused) announcer.announce({ draftId: failing, version: noted.version });
      },
    },
  });
  await announcer.settled();
};

export default task;
