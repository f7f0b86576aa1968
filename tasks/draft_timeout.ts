import type { Task } from 'graphile-worker';
import { z } from 'zod';
import { Announcer } from '../src/events/announcer.ts';
import { Deliberations } from '../src/orchestrator/deliberations.ts';
import { DraftMemory } from '../src/orchestrator/draft_memory.ts';
import { standAside, timeOut } from '../src/orchestrator/time_out.ts';
import { plugIns } from '../src/plug_ins/plug_ins.ts';
import { signals } from '../src/telemetry/signals.ts';
import { within } from '../src/telemetry/spans.ts';
import { announcePicks } from '../src/worker/announce_picks.ts';

const payloadShape = z.strictObject({ draftId: z.uuid() });
const memory = new DraftMemory();
const deliberations = new Deliberations(plugIns);

declare global {
  namespace GraphileWorker {
    interface Tasks {
      draft_timeout: z.infer<typeof payloadShape>;
    }
  }
}

/** The deadline of a draft: what is due is read from the draft's row, never from the payload. */
const task: Task<'draft_timeout'> = async (payload, helpers) => {
  const { draftId } = payloadShape.parse(payload);
  const announcer = new Announcer(
    helpers,
    (error) => helpers.logger.warn('Could not announce picks', { error }),
    signals,
  );
  const observer = announcePicks(announcer, signals);
  const wasNeeded = await within({ name: 'job draft_timeout', kind: 'consumer', begins: true }, () =>
    timeOut(helpers, draftId, { ...{ memory, observer, deliberations }, signal: helpers.abortSignal }),
  );
  if (!wasNeeded) await standAside(helpers.abortSignal);
  await announcer.settled();
};

export default task;
