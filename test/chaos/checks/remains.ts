import type { ConnectionPool } from '../../../src/database/connect.ts';
import type { DraftEvent } from '../../../src/draft/events.ts';

/** A draft's row. Times are texts, so that they are exact. */
export interface DraftRow {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly currentPick: number | null;
  readonly deadline: string | null;
}

/** A cell of a board. */
export interface CellRow {
  readonly draftId: string;
  readonly pickNumber: number;
  readonly teamId: string;
  readonly playerId: number | null;
  readonly source: string | null;
  readonly pickedBy: string | null;
}

/** What is left of all drafts, once all workers have stopped. */
export interface Remains {
  readonly drafts: readonly DraftRow[];
  readonly cells: ReadonlyMap<string, readonly CellRow[]>;
  readonly events: ReadonlyMap<string, readonly DraftEvent[]>;
}

/** Reads every draft with its board and its history. */
export async function readRemains(db: ConnectionPool): Promise<Remains> {
  const drafts = await db.query<DraftRow>(
    `select id, state, version, current_pick as "currentPick", to_jsonb(next_deadline) #>> '{}' as deadline
       from app_public.drafts where state <> 'SCHEDULED' order by id`,
  );
  const cells = await db.query<CellRow>(
    `select draft_id as "draftId", pick_number as "pickNumber", team_id as "teamId", player_id as "playerId", source,
            picked_by as "pickedBy"
       from app_public.picks order by draft_id, pick_number`,
  );
  const events = await db.query<DraftEvent & { draftId: string }>(
    `select draft_id as "draftId", version, to_jsonb(at) #>> '{}' as at, kind, data
       from app_public.draft_events order by draft_id, version`,
  );
  return {
    drafts: drafts.rows,
    cells: Map.groupBy(cells.rows, ({ draftId }) => draftId),
    events: Map.groupBy(events.rows, ({ draftId }) => draftId),
  };
}
