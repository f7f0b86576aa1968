import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import { asTold } from './events.ts';
import type { StreamEvent } from './outbox.ts';
import type { Queryable } from './queryable.ts';

/** Where an event stands in the export of all events: what comes behind it, comes behind it for ever. */
export interface ExportPlace {
  /** A whole number, which may be larger than JavaScript counts. */
  readonly place: string;
  readonly version: number;
}

/** An event of the export; `kind` null: its draft or league is gone. */
export interface ExportedRow extends ExportPlace, Omit<StreamEvent, 'kind' | 'traceparent'> {
  readonly streamId: string;
  readonly isDraft: boolean;
  readonly leagueId: string;
  readonly kind: string | null;
}

/** Gives new events a place in the export, of at most so many drafts and leagues; answers of how many. Refuses who is no operator. */
export function noteExports(db: Queryable, most: number, actor: Actor): Promise<number> {
  return call(db, 'note_exports', [most, actor]);
}

const READ = rowsOf('read_exports', { times: 'text' }).as<ExportedRow>();

/** The events behind a place, at most so many; none: that was all. Refuses who is no operator, and a place that there is not. */
export async function readExports(
  db: Queryable,
  after: ExportPlace,
  most: number,
  actor: Actor,
): Promise<readonly ExportedRow[]> {
  const rows = await READ.all(db, [after.place, after.version, most, actor]);
  return rows.map((row) => (row.kind === null ? row : asTold(row)));
}
