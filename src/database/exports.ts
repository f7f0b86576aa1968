import { instantText } from '../draft/instant_text.ts';
import type { Queryable } from './queryable.ts';

/** A cell of a board with the names that people read; `pickedAt` is an ISO text. */
export interface ExportedCell {
  readonly pickNumber: number;
  readonly round: number;
  readonly slot: number;
  readonly teamId: string;
  readonly teamName: string | null;
  readonly playerId: number | null;
  readonly playerName: string | null;
  readonly positions: readonly string[] | null;
  readonly proTeam: string | null;
  readonly source: string | null;
  readonly reason: string | null;
  readonly pickedAt: string | null;
  /** Passed over and still open. */
  readonly isSkipped: boolean;
}

/** A board as it was at one instant. */
export interface ExportedBoard {
  readonly draftId: string;
  readonly leagueName: string | null;
  /** The draft's own name; null: it has none. */
  readonly draftName: string | null;
  readonly state: string;
  readonly version: number;
  /** Its cells in order, a piece at a time: each is read from its text when it is asked for. */
  readonly pieces: Iterable<readonly ExportedCell[]>;
}

/** Cells in one piece: reading and writing one takes a few milliseconds, those of the largest board at once a tenth of a second. */
const PIECE = 500;

/** A piece of a board, as a text of JSON; null: the draft has no cells. */
type Row = Omit<ExportedBoard, 'pieces'> & { readonly cells: string | null };

/** What people call a draft: its own name, or its league's. Null where the role sees no such draft, or none has a name. */
export async function readDraftTitle(db: Queryable, draftId: string): Promise<string | null> {
  const { rows } = await db.query<{ title: string | null }>(
    `select coalesce(d.name, l.name) as title
       from app_public.drafts d
       left join app_public.leagues l on l.id = d.league_id
      where d.id = $1`,
    [draftId],
  );
  return rows[0]?.title ?? null;
}

/**
 * The board of a draft, as far as the role of the connection may see it: one statement, so all of it is of one instant. Null where the role
 * sees no such draft. No cells before the draft opens.
 */
export async function readBoardExport(db: Queryable, draftId: string): Promise<ExportedBoard | null> {
  const { rows } = await db.query<Row>(
    `select d.id as "draftId", l.name as "leagueName", d.name as "draftName", d.state, d.version, piece.cells
       from app_public.drafts d
       left join app_public.leagues l on l.id = d.league_id
       left join lateral (
         select min(p.pick_number) as first,
                json_agg(json_build_object(
                  'pickNumber', p.pick_number, 'round', p.round, 'slot', p.slot, 'teamId', p.team_id, 'teamName', t.name,
                  'playerId', p.player_id, 'playerName', pl.name, 'positions', pl.positions, 'proTeam', pl.pro_team, 'source', p.source,
                  'reason', p.reason, 'pickedAt', p.picked_at, 'isSkipped', p.skipped_at is not null and p.player_id is null
                ) order by p.pick_number)::text as cells
           from app_public.picks p
           left join app_public.teams t on t.id = p.team_id
           left join app_public.players pl on pl.id = p.player_id
          where p.draft_id = d.id
          group by (p.pick_number - 1) / $2
       ) piece on true
      where d.id = $1
      order by piece.first`,
    [draftId, PIECE],
  );
  const [first] = rows;
  if (!first) return null;
  // The id as the row has it, however it was written by whoever asks.
  const { draftId: id, leagueName, draftName, state, version } = first;
  return { draftId: id, leagueName, draftName, state, version, pieces: piecesIn(rows) };
}

function* piecesIn(rows: readonly Row[]): Generator<readonly ExportedCell[], void> {
  for (const { cells } of rows) if (cells !== null) yield JSON.parse(cells).map(withInstant);
}

/** The same, with the time as it is written everywhere. */
function withInstant(cell: ExportedCell): ExportedCell {
  return { ...cell, pickedAt: cell.pickedAt === null ? null : instantText(cell.pickedAt) };
}
