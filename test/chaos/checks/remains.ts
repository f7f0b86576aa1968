import type { ConnectionPool } from '../../../src/database/connect.ts';
import type { DraftEvent } from '../../../src/draft/events.ts';

/** A draft's row. Times are texts, so that they are exact. */
export interface DraftRow {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly currentPick: number | null;
  readonly deadline: string | null;
  readonly clockEndsAt: string | null;
  readonly actsAt: string | null;
  readonly overtimeSince: string | null;
}

/** A team of a draft, as the rules of time have left it; a plain draft has none of that. */
export interface SeatRow {
  readonly draftId: string;
  readonly teamId: string;
  readonly autopilot: boolean;
  readonly bankSeconds: number | null;
  readonly misses: number | null;
}

/** A cell of a board. */
export interface CellRow {
  readonly draftId: string;
  readonly pickNumber: number;
  readonly teamId: string;
  readonly playerId: number | null;
  readonly source: string | null;
  readonly pickedBy: string | null;
  readonly isSkipped: boolean;
}

/** What is left of all drafts, once all workers have stopped. */
export interface Remains {
  readonly drafts: readonly DraftRow[];
  readonly cells: ReadonlyMap<string, readonly CellRow[]>;
  readonly seats: ReadonlyMap<string, readonly SeatRow[]>;
  readonly events: ReadonlyMap<string, readonly DraftEvent[]>;
}

/** Reads every draft with its board and its history. */
export async function readRemains(db: ConnectionPool): Promise<Remains> {
  const drafts = await db.query<DraftRow>(
    `select id, state, version, current_pick as "currentPick", to_jsonb(next_deadline) #>> '{}' as "actsAt",
            to_jsonb(coalesce(deadline, next_deadline)) #>> '{}' as deadline,
            to_jsonb(coalesce(clock_ends_at, next_deadline)) #>> '{}' as "clockEndsAt",
            to_jsonb(overtime_since) #>> '{}' as "overtimeSince"
       from app_public.drafts where state <> 'SCHEDULED' order by id`,
  );
  const cells = await db.query<CellRow>(
    `select draft_id as "draftId", pick_number as "pickNumber", team_id as "teamId", player_id as "playerId", source,
            picked_by as "pickedBy", skipped_at is not null as "isSkipped"
       from app_public.picks order by draft_id, pick_number`,
  );
  const seats = await db.query<SeatRow>(
    `select draft_id as "draftId", team_id as "teamId", autopilot,
            case when has_time_rules then bank_seconds end as "bankSeconds", case when has_time_rules then misses end as misses
       from app_public.draft_slots order by draft_id, slot`,
  );
  const events = await db.query<DraftEvent & { draftId: string }>(
    `select draft_id as "draftId", version, to_jsonb(at) #>> '{}' as at, kind, data
       from app_public.draft_events order by draft_id, version`,
  );
  return {
    drafts: drafts.rows,
    cells: Map.groupBy(cells.rows, ({ draftId }) => draftId),
    seats: Map.groupBy(seats.rows, ({ draftId }) => draftId),
    events: Map.groupBy(events.rows, ({ draftId }) => draftId),
  };
}
