import type { Task } from 'graphile-worker';
import { z } from 'zod';
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
  await timeOut(helpers, draftId, { pools, observer: logTimeOuts(helpers.logger), signal: helpers.abortSignal });
};

export default task;
