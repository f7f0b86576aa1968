import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, ListPlus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { t } from '../texts.ts';
import { Position } from '../ui/Position.tsx';
import { StatusMark } from '../ui/StatusMark.tsx';
import type { SearchablePlayer } from './player_list.ts';
import { useRoom } from './room_state.ts';
import type { Queue } from './use_queue.ts';

const ROW_PX = 44;

export interface PlayersProps {
  readonly queue: Queue;
  /** Whether whoever looks may draft now: for their team, or for the team on the clock. */
  readonly mayPick: boolean;
  readonly onPick: (player: PoolPlayer) => void;
}

interface RowsProps extends PlayersProps {
  readonly shown: readonly SearchablePlayer[];
  readonly active: string | null;
  readonly index: number;
  readonly onActive: (index: number) => void;
}

/** The rows of the table, only as many as are seen. */
export function PlayerRows({ shown, queue, mayPick, onPick, active, index, onActive }: RowsProps) {
  const { view, taken, teams, myTeam, isOver } = useRoom();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  useEffect(() => {
    if (index < shown.length) rows.scrollToIndex(index, { align: 'auto' });
  }, [index, rows, shown.length]);
  if (shown.length === 0) {
    const text = !view.hasAllPlayers
      ? t.room.playersLoading
      : view.players.size === 0
        ? t.room.emptyPool
        : t.room.noPlayers;
    return <p className="empty">{text}</p>;
  }
  return (
    <div
      className="rows"
      ref={scroller}
      role="table"
      aria-label={t.room.tabs.players}
      aria-rowcount={shown.length}
      tabIndex={0}
    >
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index: at, start }) => {
          const player = shown[at];
          if (!player) return null;
          const cell = taken.get(player.id);
          const isQueued = queue.has(player.id);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: Enter picks the row that the arrows chose
            <div
              key={player.id}
              role="row"
              aria-rowindex={at + 1}
              className={`player ${cell ? 'taken' : ''} ${player.id === active ? 'active' : ''}`}
              style={{ transform: `translateY(${start}px)` }}
              tabIndex={-1}
              onClick={() => {
                onActive(at);
                if (!cell) onPick(player);
              }}
            >
              <span role="cell" className="rank figures">
                {player.rank}
              </span>
              <span role="cell">
                <Position positions={player.positions} />
              </span>
              <span role="cell" className="name truncate" dir="auto">
                {player.name}
              </span>
              <span role="cell" className="pro muted">
                {!cell && <StatusMark player={player} />}{' '}
                {cell ? t.room.drafted(teams.get(cell.teamId)?.name ?? '') : <ProTeam player={player} />}
              </span>
              <span role="cell" className="acts">
                {myTeam && !cell && !isOver && (
                  <button
                    type="button"
                    className="button quiet icon small"
                    aria-label={isQueued ? t.room.unqueue(player.name) : t.room.queueIt(player.name)}
                    onClick={(event) => {
                      event.stopPropagation();
                      if (isQueued) queue.remove([player.id]);
                      else queue.add(player);
                    }}
                  >
                    {isQueued ? <Check size={18} /> : <ListPlus size={18} />}
                  </button>
                )}
                {mayPick && !cell && <span className="button small primary">{t.room.draft}</span>}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The team that a player plays for, and the week in which it does not, where there is room for both. */
function ProTeam({ player: { proTeam, byeWeek } }: { readonly player: PoolPlayer }) {
  return (
    <>
      {proTeam}
      {byeWeek !== null && (
        <span className="bye">
          {proTeam !== null && ' · '}
          {t.room.bye(byeWeek)}
        </span>
      )}
    </>
  );
}
