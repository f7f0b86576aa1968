import type { JobHelpers, Task } from 'graphile-worker';
import { z } from 'zod';
import { Announcer } from '../src/events/announcer.ts';
import { openOnSchedule } from '../src/orchestrator/open_draft.ts';
import { signals } from '../src/telemetry/signals.ts';
import { within } from '../src/telemetry/spans.ts';

const payloadShape = z.strictObject({ draftId: z.uuid() });

declare global {
  namespace GraphileWorker {
    interface Tasks {
      draft_start: z.infer<typeof payloadShape>;
    }
  }
}

/** Opens a draft at its scheduled start. */
const task: Task<'draft_start'> = async (payload, helpers) => {
  const { draftId } = payloadShape.parse(payload);
  await within({ name: 'job draft_start', kind: 'consumer', begins: true }, () => open(helpers, draftId));
};

async function open(helpers: JobHelpers, draftId: string): Promise<void> {
  const version = await openOnSchedule(helpers, draftId);
  if (version === null) return;
  const announcer = new Announcer(
    helpers,
    (error) => helpers.logger.warn('Could not announce a start', { error }),
    signals,
  );
  announcer.announce({ draftId, version });
  await announcer.settled();
}

export default task;
