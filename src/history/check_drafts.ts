import type { LiveState } from '../../client/live_state.ts';
import type { ConnectionPool } from '../database/connect.ts';
import {
  type ListedDraft,
  listDrafts,
  readDraftStates,
  readEventsOf,
  withSnapshot,
} from '../database/draft_snapshots.ts';
import type { EventRow } from '../database/events.ts';
import type { Queryable } from '../database/queryable.ts';
import { messageOf } from '../telemetry/error_text.ts';
import { type DraftRows, differencesOf } from './differences.ts';
import { applyEvent } from './fold_events.ts';

/** Drafts that are listed at once. */
const LISTED = 500;
/** Drafts of one snapshot have about so many events together, and one with more stands alone. */
const EVENTS_OF_A_SNAPSHOT = 4_000;
const MOST_OF_A_SNAPSHOT = 40;
/** Events in memory at once. */
const EVENTS_AT_ONCE = 2_000;

/** A draft that was checked: how its rows differ from its events, a sentence each. */
export interface Checked {
  readonly draftId: string;
  readonly events: number;
  readonly differences: readonly string[];
}

/**
 * Rebuilds every draft from its events, and compares it with its rows: one after the other, by their ids. Each draft is read as of one
 * instant, so drafts may go on meanwhile. What is in memory does not grow with their number.
 */
export async function* checkDrafts(db: ConnectionPool): AsyncGenerator<Checked, void> {
  let after: string | null = null;
  for (;;) {
    const listed: ListedDraft[] = await listDrafts(db, after, LISTED);
    const last = listed.at(-1);
    if (!last) return;
    after = last.id;
    yield* ahead(batches(listed), (ids) => checkSome(db, ids));
  }
}

/** Drafts that are read in one snapshot. */
function* batches(listed: readonly ListedDraft[]): Generator<string[], void> {
  let batch: string[] = [];
  let events = 0;
  for (const draft of listed) {
    if (
      batch.length > 0 &&
      (events + draft.events > EVENTS_OF_A_SNAPSHOT || batch.length === MOST_OF_A_SNAPSHOT)
    ) {
      yield batch;
      batch = [];
      events = 0;
    }
    batch.push(draft.id);
    events += draft.events;
  }
  if (batch.length > 0) yield batch;
}

/** Works on the next one while whoever asks is busy with this one, so that the database and this process work at once. */
async function* ahead<In, Out>(
  list: Iterable<In>,
  work: (entry: In) => Promise<readonly Out[]>,
): AsyncGenerator<Out, void> {
  let coming: Promise<readonly Out[]> | null = null;
  for (const entry of list) {
    const next = work(entry);
    // It is awaited later; until then nobody else hears of its failure.
    next.catch(() => undefined);
    if (coming) yield* await coming;
    coming = next;
  }
  if (coming) yield* await coming;
}

function checkSome(pool: ConnectionPool, ids: readonly string[]): Promise<Checked[]> {
  return withSnapshot(pool, async (db) => {
    const rows = await readDraftStates(db, ids);
    const folded = await foldAll(db, ids);
    const seats = Map.groupBy(rows.seats, ({ draftId }) => draftId);
    const cells = Map.groupBy(rows.cells, ({ draftId }) => draftId);
    return rows.drafts.map((draft) => {
      const { id } = draft;
      return checkOne(folded.get(id), { draft, seats: seats.get(id) ?? [], cells: cells.get(id) ?? [] });
    });
  });
}

/** What became of the events of a draft; `impossible`: why one cannot have happened. */
interface Folded {
  readonly state: LiveState | null;
  readonly impossible: string | null;
}

async function foldAll(db: Queryable, ids: readonly string[]): Promise<Map<string, Folded>> {
  const folded = new Map<string, Folded>();
  let last: EventRow | null = null;
  for (;;) {
    const page: EventRow[] = await readEventsOf(db, ids, last, EVENTS_AT_ONCE);
    for (const event of page) folded.set(event.draftId, foldOn(folded.get(event.draftId), event));
    last = page.at(-1) ?? null;
    if (page.length < EVENTS_AT_ONCE) return folded;
  }
}

function foldOn(before: Folded | undefined, event: EventRow): Folded {
  const state = before?.state ?? null;
  if (before?.impossible != null) return before;
  try {
    return { state: applyEvent(state, event), impossible: null };
  } catch (error) {
    return { state, impossible: messageOf(error) };
  }
}

function checkOne(folded: Folded | undefined, rows: DraftRows): Checked {
  const draftId = rows.draft.id;
  const state = folded?.state ?? null;
  const events = state?.version ?? 0;
  const impossible = folded?.impossible ?? null;
  if (!state || impossible !== null)
    return { draftId, events, differences: [impossible ?? 'it has no events'] };
  return { draftId, events, differences: differencesOf(state, rows) };
}
