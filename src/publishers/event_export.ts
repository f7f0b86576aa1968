import type { Actor } from '../database/actor.ts';
import { type ExportedRow, type ExportPlace, noteExports, readExports } from '../database/event_export.ts';
import type { StreamEvent } from '../database/outbox.ts';
import type { Queryable } from '../database/queryable.ts';
import { type CloudEvent, envelope, plainEnvelope, type Stream } from './envelope.ts';

/** Drafts and leagues whose news get a place together. */
const NOTED = 10_000;
/** Events in memory at once: a page that is written, and one that is read meanwhile. */
const PAGE = 1_000;
const BEGINNING: ExportPlace = { place: '0', version: 0 };
const CURSOR = /^(\d{1,15})-(\d{1,9})$/;

/** What a cursor looks like, in words. */
export const CURSOR_RULE = 'the cursor of an exported event, such as 1204-17';

/** Reads a cursor, which stands on every line of an export; null: it is none. */
export function readCursor(text: string): ExportPlace | null {
  const [, place, version] = CURSOR.exec(text) ?? [];
  return place === undefined ? null : { place, version: Number(version) };
}

/** Who reads the events of all leagues, and from where on. */
export interface ExportOptions {
  readonly actor: Actor;
  /** Null: from the first one. */
  readonly after: ExportPlace | null;
  /** Where the service is, for the addresses in events; undefined: it does not know. */
  readonly publicUrl: string | undefined;
}

/**
 * All events there are now, as lines of JSON, a page of them at a time: in order for each draft and league, and each of them with its `cursor`,
 * behind which another export goes on. What is in memory does not grow with their number.
 * @throws DraftError NOT_OPERATOR, CURSOR_UNKNOWN
 */
export async function* exportEvents(
  db: Queryable,
  { actor, after, publicUrl }: ExportOptions,
): AsyncGenerator<string, void, undefined> {
  while ((await noteExports(db, NOTED, actor)) === NOTED);
  let page = await readExports(db, after ?? BEGINNING, PAGE, actor);
  for (;;) {
    const last = page.at(-1);
    if (!last) return;
    const next = readExports(db, last, PAGE, actor);
    // It is awaited when this page was written; until then nobody else hears of its failure.
    next.catch(() => undefined);
    yield linesOf(page, publicUrl);
    page = await next;
  }
}

function linesOf(page: readonly ExportedRow[], publicUrl: string | undefined): string {
  let lines = '';
  for (const { place, streamId: id, isDraft, leagueId, kind, ...event } of page) {
    if (kind === null) continue;
    const stream = { kind: isDraft ? ('draft' as const) : ('league' as const), id, leagueId };
    const told = { ...wrapped(stream, { ...event, kind }, publicUrl), cursor: `${place}-${event.version}` };
    lines += `${JSON.stringify(told)}\n`;
  }
  return lines;
}

/** One event that is not what its kind says must not keep all behind it from everybody. */
function wrapped(stream: Stream, event: StreamEvent, publicUrl: string | undefined): CloudEvent {
  try {
    return envelope(stream, event, publicUrl);
  } catch {
    return plainEnvelope(stream, event, publicUrl);
  }
}
