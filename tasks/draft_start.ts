import type { Task } from 'graphile-worker';
import { z } from 'zod';
import { openOnSchedule } from '../src/orchestrator/open_draft.ts';

const payloadShape = z.strictObject({ draftId: z.uuid() });

declare global {
  namespace GraphileWorker {
    interface Tasks {
      draft_start: z.infer<typeof payloadShape>;
    }
  }
}

/** The time of a scheduled draft came: it opens. */
const task: Task<'draft_start'> = async (payload, helpers) => {
  const { draftId } = payloadShape.parse(payload);
  await openOnSchedule(helpers, draftId);
};

export default task;
