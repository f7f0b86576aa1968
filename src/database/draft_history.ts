import type { PickSource } from '../draft/event_kinds.ts';
import type { DraftEvent } from '../draft/events.ts';
import type { Queryable } from './queryable.ts';

/** An event as its row has it. */
export type EventRow = DraftEvent & { draftId: string };

const EVENT_COLUMNS = `draft_id as "draftId", version, to_jsonb(at) #>> '{}' as at, kind, data`;

/**
 * The events of a draft with a number higher than `after`, in order, at most so many. Times are texts: a Date would cut the
 * microseconds off.
 */
export async function readEvents(
  db: Queryable,
  draftId: string,
  after: number,
  most: number,
): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>(
    `select ${EVENT_COLUMNS} from app_private.read_events($1, $2, $3)`,
    [draftId, after, most],
  );
  return rows;
}

/** How far somebody has read a draft's events. */
export interface Seen {
  readonly draftId: string;
  readonly version: number;
}

/** What is new in many drafts, each after the number seen: each draft's events in order, at most so many of each. */
export async function readNews(db: Queryable, seen: readonly Seen[], most: number): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>(
    `select ${EVENT_COLUMNS} from app_private.read_news($1, $2, $3)`,
    [seen.map(({ draftId }) => draftId), seen.map(({ version }) => version), most],
  );
  return rows;
}

/** A cell of the board. */
export interface BoardCell {
  pickNumber: number;
  round: number;
  slot: number;
  teamId: string;
  playerId: number | null;
  source: PickSource | null;
  strategy: string | null;
}

/** The board of a draft, by pick number. */
export async function readBoard(db: Queryable, draftId: string): Promise<BoardCell[]> {
  const { rows } = await db.query<BoardCell>(
    `select pick_number as "pickNumber", round, slot, team_id as "teamId", player_id as "playerId", source, strategy
       from app_public.picks where draft_id = $1 order by pick_number`,
    [draftId],
  );
  return rows;
}

/** Where a draft is, and the database's time when it was asked. */
export interface DraftNow {
  state: string;
  version: number;
  currentPick: number | null;
  at: Date;
}

/** Where a draft is. Throws when there is no such draft. */
export async function readDraftNow(db: Queryable, draftId: string): Promise<DraftNow> {
  const { rows } = await db.query<DraftNow>(
    `select state, version, current_pick as "currentPick", clock_timestamp() as at from app_public.drafts where id = $1`,
    [draftId],
  );
  if (!rows[0]) throw new Error(`There is no draft ${draftId}`);
  return rows[0];
}

/** The teams of a league in the order of their names' numbers of creation. */
export async function readTeamIds(db: Queryable, leagueId: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(
    'select id, name from app_public.teams where league_id = $1',
    [leagueId],
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** How many alarms of a draft are left. */
export async function countAlarms(db: Queryable, draftId: string): Promise<number> {
  const { rows } = await db.query<{ alarms: number }>(
    'select count(*)::integer as alarms from graphile_worker.jobs where key = app_private.alarm_key($1)',
    [draftId],
  );
  return rows[0]?.alarms ?? 0;
}
