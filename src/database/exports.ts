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
  readonly cells: readonly ExportedCell[];
}

type Row = Omit<ExportedBoard, 'cells'> &
  Omit<ExportedCell, 'pickNumber'> & { readonly pickNumber: number | null };

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
    `select d.id as "draftId", l.name as "leagueName", d.name as "draftName", d.state, d.version, p.pick_number as "pickNumber", p.round, p.slot,
            p.team_id as "teamId", t.name as "teamName", p.player_id as "playerId", pl.name as "playerName", pl.positions,
            pl.pro_team as "proTeam", p.source, p.reason, to_jsonb(p.picked_at) #>> '{}' as "pickedAt",
            p.skipped_at is not null and p.player_id is null as "isSkipped"
       from app_public.drafts d
       left join app_public.leagues l on l.id = d.league_id
       left join app_public.picks p on p.draft_id = d.id
       left join app_public.teams t on t.id = p.team_id
       left join app_public.players pl on pl.id = p.player_id
      where d.id = $1
      order by p.pick_number`,
    [draftId],
  );
  const [first] = rows;
  if (!first) return null;
  const cells = rows.flatMap(
    ({
      draftId: _draft,
      leagueName: _league,
      draftName: _name,
      state: _state,
      version: _version,
      ...cell
    }) =>
      cell.pickNumber === null
        ? []
        : [
            {
              ...cell,
              pickNumber: cell.pickNumber,
              pickedAt: cell.pickedAt === null ? null : instantText(cell.pickedAt),
            },
          ],
  );
  // The id as the row has it, however it was written by whoever asks.
  const { draftId: id, leagueName, draftName, state, version } = first;
  return { draftId: id, leagueName, draftName, state, version, cells };
}
