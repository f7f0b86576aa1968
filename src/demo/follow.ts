import { setTimeout as sleep } from 'node:timers/promises';
import { readEvents } from '../database/draft_history.ts';
import type { Queryable } from '../database/queryable.ts';
import type { DraftEvent } from '../draft/events.ts';

const PAUSE_MS = 25;
const PAGE = 1_000;

/** The events of a draft as they happen, from the first on; ends with the event that ends the draft. */
export async function* followDraft(
  db: Queryable,
  draftId: string,
  signal: AbortSignal,
): AsyncGenerator<DraftEvent> {
  let seen = 0;
  while (!signal.aborted) {
    for (const event of await readEvents(db, draftId, seen, PAGE)) {
      seen = event.version;
      yield event;
      if (event.kind === 'COMPLETED' || event.kind === 'CANCELLED') return;
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}
