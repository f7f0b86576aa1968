import { isPassing } from '../database/connection_errors.ts';
import { type Actor, visibleVersion } from '../database/door.ts';
import { type EventRow, readEvents } from '../database/draft_history.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import type { Log } from '../telemetry/log.ts';
import type { Bell, Hub } from './hub.ts';

/** Events read at once. */
const PAGE = 200;

/** Whose events, from which number on (exclusive; null: from now), and for whom. */
export interface Following {
  readonly draftId: string;
  readonly after: number | null;
  readonly actor: Actor;
}

/** How what somebody follows is read: where from, and who rings. */
export interface FollowingFrom {
  readonly db: Queryable;
  readonly hub: Hub;
  readonly log: Log;
}

/**
 * The events of a draft: first what came after a number, then live, each once and in order. Throws a DraftError
 * (DRAFT_NOT_FOUND) when there is no such draft for that person. Returning the iterator ends the following at once. It
 * outlives the database: what could not be read is read when it is back.
 */
export async function followDraft(
  { db, hub, log }: FollowingFrom,
  { draftId, after, actor }: Following,
): Promise<AsyncIterableIterator<EventRow>> {
  const version = await visibleVersion(db, draftId, actor);
  if (version === null) throw new DraftError('DRAFT_NOT_FOUND', { draftId });
  // The bell first, then the reading: what happens in between rings.
  const bell = hub.watch(draftId);
  const rows = readOn({ db, log }, draftId, after ?? version, bell);
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

async function* readOn(
  { db, log }: Pick<FollowingFrom, 'db' | 'log'>,
  draftId: string,
  start: number,
  bell: Bell,
): AsyncGenerator<EventRow> {
  let seen = start;
  while (bell.isOpen()) {
    let page: EventRow[];
    try {
      page = await readEvents(db, draftId, seen, PAGE);
    } catch (error) {
      if (!isPassing(error)) throw error;
      log.warn({ err: error, draftId }, 'Cannot read the events of a draft; looking again in a second');
      page = [];
    }
    for (const event of page) {
      seen = event.version;
      yield event;
    }
    if (page.length < PAGE) await bell.rung();
  }
}
