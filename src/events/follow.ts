import { type Actor, visibleVersion } from '../database/door.ts';
import { type EventRow, readEvents } from '../database/draft_history.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import type { Bell, Hub } from './hub.ts';

/** Events read at once. */
const PAGE = 200;

/** Whose events, from which number on (exclusive; null: from now), and for whom. */
export interface Following {
  readonly draftId: string;
  readonly after: number | null;
  readonly actor: Actor;
}

/**
 * The events of a draft: first what came after a number, then live, each once and in order. Throws a DraftError
 * (DRAFT_NOT_FOUND) when there is no such draft for that person. Returning the iterator ends the following at once.
 */
export async function followDraft(
  db: Queryable,
  hub: Hub,
  { draftId, after, actor }: Following,
): Promise<AsyncIterableIterator<EventRow>> {
  const version = await visibleVersion(db, draftId, actor);
  if (version === null) throw new DraftError('DRAFT_NOT_FOUND', { draftId });
  // The bell first, then the reading: what happens in between rings.
  const bell = hub.watch(draftId);
  const rows = readOn(db, draftId, after ?? version, bell);
  const iterator: AsyncIterableIterator<EventRow> = {
    next: () => rows.next(),
    // A generator that waits does not hear of its return: the bell wakes it up.
    return: () => {
      bell.close();
      return rows.return(undefined);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}

async function* readOn(db: Queryable, draftId: string, start: number, bell: Bell): AsyncGenerator<EventRow> {
  let seen = start;
  while (bell.isOpen()) {
    const page = await readEvents(db, draftId, seen, PAGE);
    for (const event of page) {
      seen = event.version;
      yield event;
    }
    if (page.length < PAGE) await bell.rung();
  }
}
