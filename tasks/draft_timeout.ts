import type { Task } from 'graphile-worker';
import { z } from 'zod';
import { announcePicks } from '../src/events/announce_picks.ts';
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
  const announcer = new Announcer(helpers, (error) =>
    helpers.logger.warn('Could not announce picks', { error }),
  );
  const observer = announcePicks(announcer, logTimeOuts(helpers.logger));
  await timeOut(helpers, draftId, { pools, observer, signal: helpers.abortSignal });
  await announcer.settled();
};

export default task;
