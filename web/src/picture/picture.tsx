// Runs on the server: the room of a draft as its page shows it until the room's script has taken over (src/http/room/picture.ts).
import { renderToStaticMarkup } from 'react-dom/server';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { type LiveCell, newTeam, openCell } from '../../../client/live_state.ts';
import type { DraftState } from '../../../client/operations.generated.ts';
import { Board } from '../room/Board.tsx';
import { placeInRound } from '../room/room_state.ts';
import { WhoIsOn } from '../room/WhoIsOn.tsx';
import { t } from '../texts.ts';

/** A cell as app_private.read_draft_page answers it, with the name and the rest of its player; those are null while it is open. */
type PictureCell = Omit<LiveCell, 'at'> & {
  readonly [Column in 'name' | 'proTeam' | 'byeWeek' | 'positions']: PoolPlayer[Column] | null;
};

interface PictureDraft {
  readonly league: string;
  readonly isPreview: boolean;
  readonly state: DraftState;
  readonly currentPick: number | null;
  /** In draft order. */
  readonly teams: readonly { readonly id: string; readonly name: string; readonly slot: number }[];
  readonly cells: readonly PictureCell[];
}

/** The room of a draft as HTML without any script. */
export function pictureOf(draft: unknown): string {
  return renderToStaticMarkup(<PictureOfRoom draft={draft as PictureDraft} />);
}

function PictureOfRoom({ draft }: { readonly draft: PictureDraft }) {
  const { league, isPreview, state, currentPick } = draft;
  const cells = draft.cells.map((cell) => ({ ...openCell(cell), ...cell }));
  const teams = draft.teams.map(({ id, slot, name }) => ({ ...newTeam(id, slot), name }));
  const current = currentPick === null ? null : (cells[currentPick - 1] ?? null);
  const isPaused = state === 'PAUSED';
  return (
    <div className="room" data-tab="board">
      <header className="roombar">
        <span className="brand">
          <img src="/icon.svg" alt="" width="28" height="28" loading="lazy" />
        </span>
        <h1 className="truncate" dir="auto">
          {isPreview ? t.practice.title : league}
        </h1>
        <span className={isPaused ? 'badge warn' : 'badge'}>{t.states[state]}</span>
      </header>
      <section className={isPaused ? 'stage paused' : 'stage'}>
        {current && (
          <WhoIsOn
            eyebrow={isPaused ? t.room.paused : t.room.onClock}
            team={teams.find(({ id }) => id === current.teamId)?.name ?? ''}
            place={t.room.place(current.round, placeInRound(current, teams.length), current.pickNumber)}
          />
        )}
      </section>
      <div className="notices" />
      <main className="floor">
        <div className="part part-board">
          <Board {...{ cells, teams, currentPick, players: playersOf(draft.cells) }} />
        </div>
      </main>
    </div>
  );
}

/** The players on the board by their ids, as far as a cell shows them. */
function playersOf(cells: readonly PictureCell[]): Map<string, PoolPlayer> {
  return new Map(
    cells.flatMap(({ playerId, name, positions, proTeam, byeWeek }) =>
      playerId === null || name === null || positions === null
        ? []
        : [
            [
              playerId,
              { id: playerId, name, positions, proTeam, byeWeek, rank: 0, adp: null, status: null },
            ] as const,
          ],
    ),
  );
}
