import type { RosterSlot } from '../draft/roster_slots.ts';
import { callDoor } from './draft_errors.ts';
import type { Queryable } from './queryable.ts';

/** A team of a draft as its choices need it: its id, its strategy, how often its queue changed, and the list. */
export type Seat = [teamId: string, strategy: string, queueVersion: number, queue: number[]];

/** A draft in progress, with what strategies need to choose for the team on the clock and for those after it. */
export interface DraftContext {
  draftId: string;
  version: number;
  /** For how many milliseconds the clock had run out when this was read; negative while it runs. */
  overdueMs: number;
  dueAt: Date;
  poolId: string;
  currentPick: number;
  rosterSlots: RosterSlot[];
  /** Roster limits, element i of each: the positions as bits of the pool, and how many players. */
  limitPositions: number[];
  limitPlayers: number[];
  /** The board by pick number, from 1: the player, or null for an open cell; and the place of its team in `seats`. */
  players: (number | null)[];
  owners: number[];
  seats: Seat[];
}

type Lists = 'limitPositions' | 'limitPlayers' | 'players' | 'owners';
type Row = Omit<DraftContext, Lists> & Record<Lists, string>;
/** Of a draft whose clock runs only the deadline was read. */
type RunningRow = Pick<DraftContext, 'draftId' | 'dueAt'> & { players: null };

/** A draft whose clock runs, and until when. */
export type RunningDraft = Pick<DraftContext, 'draftId' | 'dueAt'>;

const COLUMNS = `draft_id as "draftId", version, overdue_ms as "overdueMs", due_at as "dueAt", pool_id as "poolId",
  current_pick as "currentPick", roster_slots as "rosterSlots", limit_positions as "limitPositions",
  limit_players as "limitPlayers", players, owners, seats`;

/** Those of the drafts that are in progress. One read, no locks. */
export async function readContexts(db: Queryable, draftIds: readonly string[]): Promise<DraftContext[]> {
  const { rows } = await callDoor(() =>
    db.query<Row>(`select ${COLUMNS} from app_private.read_contexts($1, false)`, [draftIds]),
  );
  return rows.map(fromRow);
}

/** Those of the drafts that are in progress and due; of the others in progress until when they run. One read, no locks. */
export async function readContextsOfDue(
  db: Queryable,
  draftIds: readonly string[],
): Promise<{ due: DraftContext[]; running: RunningDraft[] }> {
  const { rows } = await callDoor(() =>
    db.query<Row | RunningRow>(`select ${COLUMNS} from app_private.read_contexts($1, true)`, [draftIds]),
  );
  return {
    due: rows.filter((row): row is Row => row.players !== null).map(fromRow),
    running: rows.filter(({ players }) => players === null),
  };
}

/**
 * The own draft, when it is due, and at most so many others that have been due for so many milliseconds, the longest due
 * first. One read, no locks.
 */
export async function readDue(
  db: Queryable,
  own: string | null,
  most: number,
  waitedMs: number,
): Promise<DraftContext[]> {
  const { rows } = await callDoor(() =>
    db.query<Row>(`select ${COLUMNS} from app_private.read_due($1, $2, $3 * interval '1 millisecond')`, [
      own,
      most,
      waitedMs,
    ]),
  );
  return rows.map(fromRow);
}

function fromRow(row: Row): DraftContext {
  return {
    ...row,
    players: row.players.split(',').map((player) => (player === '' ? null : Number(player))),
    owners: numbers(row.owners),
    limitPositions: numbers(row.limitPositions),
    limitPlayers: numbers(row.limitPlayers),
  };
}

function numbers(list: string): number[] {
  return list === '' ? [] : list.split(',').map(Number);
}
