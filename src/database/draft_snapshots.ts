import type { ConnectionPool } from './connect.ts';
import { asTold, type EventRow } from './events.ts';
import type { Queryable } from './queryable.ts';

/** A draft's row. Times are texts, so that they are exact; null where no clock runs. */
export interface DraftState {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly currentPick: number | null;
  readonly deadline: string | null;
  readonly clockEndsAt: string | null;
  readonly actsAt: string | null;
  readonly overtimeSince: string | null;
  readonly remainingSeconds: number | null;
}

/** A team of a draft, by slot. Bank, in seconds, and misses are null where the draft has no rules of time. */
export interface SeatState {
  readonly draftId: string;
  readonly slot: number;
  readonly teamId: string;
  readonly autopilot: boolean;
  readonly bankSeconds: number | null;
  readonly misses: number | null;
}

/** A cell of a board. */
export interface CellState {
  readonly draftId: string;
  readonly pickNumber: number;
  readonly round: number;
  readonly slot: number;
  readonly teamId: string;
  readonly playerId: number | null;
  readonly source: string | null;
  /** Passed over and still open. */
  readonly isSkipped: boolean;
  readonly isForfeited: boolean;
}

/** Some drafts as their rows have them, each list in the order of drafts, slots and picks. */
export interface DraftStates {
  readonly drafts: readonly DraftState[];
  readonly seats: readonly SeatState[];
  readonly cells: readonly CellState[];
}

/** A draft that is to be read, and how many events it had when it was listed. */
export interface ListedDraft {
  readonly id: string;
  readonly events: number;
}

/** How many drafts there are. */
export async function countDrafts(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ drafts: number }>(
    'select count(*)::integer as drafts from app_public.drafts',
  );
  return rows[0]?.drafts ?? 0;
}

/** The next drafts after one, by their ids; from the first where none is named. */
export async function listDrafts(db: Queryable, after: string | null, most: number): Promise<ListedDraft[]> {
  const { rows } = await db.query<ListedDraft>(
    `select id, version as events from app_public.drafts
      where $1::uuid is null or id > $1 order by id limit $2`,
    [after, most],
  );
  return rows;
}

/**
 * Lets `use` read as of one instant, whatever others change meanwhile. It locks nothing, and reads for as long as it likes, with pauses
 * of less than 10 s between two statements.
 */
export async function withSnapshot<T>(pool: ConnectionPool, use: (db: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    await client.query('begin isolation level repeatable read, read only');
    return await use(client);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    // After a failure nobody knows what state the connection is in.
    if (failure === undefined) await client.query('commit');
    client.release(failure !== undefined);
  }
}

/** Some drafts as their rows are; those that are gone are left out. To be read in a snapshot. */
export async function readDraftStates(db: Queryable, draftIds: readonly string[]): Promise<DraftStates> {
  const drafts = await db.query<DraftState>(
    `select id, state, version, current_pick as "currentPick", to_jsonb(next_deadline) #>> '{}' as "actsAt",
            to_jsonb(coalesce(deadline, next_deadline)) #>> '{}' as deadline,
            to_jsonb(coalesce(clock_ends_at, next_deadline)) #>> '{}' as "clockEndsAt",
            to_jsonb(overtime_since) #>> '{}' as "overtimeSince",
            extract(epoch from remaining)::float8 as "remainingSeconds"
       from app_public.drafts where id = any ($1) order by id`,
    [draftIds],
  );
  const seats = await db.query<SeatState>(
    `select draft_id as "draftId", slot, team_id as "teamId", autopilot,
            case when has_time_rules then bank_seconds end as "bankSeconds", case when has_time_rules then misses end as misses
       from app_public.draft_slots where draft_id = any ($1) order by draft_id, slot`,
    [draftIds],
  );
  const cells = await db.query<CellState>(
    `select draft_id as "draftId", pick_number as "pickNumber", round, slot, team_id as "teamId", player_id as "playerId", source,
            skipped_at is not null and player_id is null as "isSkipped",
            is_forfeited as "isForfeited"
       from app_public.picks where draft_id = any ($1) order by draft_id, pick_number`,
    [draftIds],
  );
  return { drafts: drafts.rows, seats: seats.rows, cells: cells.rows };
}

/** The next events of some drafts, by draft and number, after an event of one of them; at most so many. */
export async function readEventsOf(
  db: Queryable,
  draftIds: readonly string[],
  after: Pick<EventRow, 'draftId' | 'version'> | null,
  most: number,
): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>(
    `select draft_id as "draftId", version, to_jsonb(at) #>> '{}' as at, kind, data
       from app_public.draft_events
      where draft_id = any ($1) and ($2::uuid is null or (draft_id, version) > ($2, $3))
      order by draft_id, version limit $4`,
    [draftIds, after?.draftId ?? null, after?.version ?? null, most],
  );
  return rows.map(asTold);
}
