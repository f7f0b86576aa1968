import { ArrowDown, ArrowUp, GripVertical, SlidersHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, lazy, memo, Suspense, useCallback, useRef, useState } from 'react';
import type { PlayerLine } from '../../../client/draft_client.ts';
import { t } from '../texts.ts';
import { Button } from '../ui/Button.tsx';
import { Position } from '../ui/Position.tsx';
import { useSortable } from '../ui/use_sortable.ts';
import { AutopilotSwitch } from './AutopilotSwitch.tsx';
import { useRoom } from './room_state.ts';
import type { Queue } from './use_queue.ts';

const StrategyDialog = lazy(() => import('../strategies/StrategyDialog.tsx'));

interface QueuePaneProps {
  readonly queue: Queue;
  readonly onPick: (player: PlayerLine) => void;
}

/** The wish list of one's team: dragged, moved by buttons or keys. Who was drafted is struck out. */
export const QueuePane = memo(function QueuePane({ queue, onPick }: QueuePaneProps) {
  const { taken, myTeam, isOver } = useRoom();
  const { move } = queue;
  const drop = useCallback((id: string, index: number) => move(id, index), [move]);
  const gone = queue.players.filter(({ id }) => taken.has(id)).map(({ id }) => id);
  const [isChoosing, setChoosing] = useState(false);
  if (!myTeam) return null;
  return (
    <div className="pane-body">
      {isChoosing && (
        <Suspense fallback={null}>
          <StrategyDialog teamId={myTeam.id} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
      <div className="row between pane-tools">
        <h2>{t.room.queue}</h2>
        {!isOver && (
          <>
            <AutopilotSwitch team={myTeam} label={t.room.autopilot} />
            <button
              type="button"
              className="button small quiet icon"
              aria-label={t.room.strategy}
              title={t.room.strategy}
              onClick={() => setChoosing(true)}
            >
              <SlidersHorizontal size={16} />
            </button>
          </>
        )}
        {gone.length > 0 && (
          <button type="button" className="button small quiet" onClick={() => queue.remove(gone)}>
            {t.room.clearTaken(gone.length)}
          </button>
        )}
      </div>
      {queue.players.length === 0 ? (
        <div className="empty">
          <p>{isOver ? t.room.queueOver : t.room.queueEmpty}</p>
          {!isOver && <p className="small muted">{t.room.queueFor}</p>}
        </div>
      ) : (
        <ol className="queue" aria-label={t.room.queue}>
          {queue.players.map((player, index) => (
            <Entry
              key={player.id}
              {...{ player, index, queue, onPick, drop }}
              isTaken={taken.has(player.id)}
              isLast={index === queue.players.length - 1}
            />
          ))}
        </ol>
      )}
    </div>
  );
});

interface EntryProps extends QueuePaneProps {
  readonly player: PlayerLine;
  readonly index: number;
  readonly isTaken: boolean;
  readonly isLast: boolean;
  readonly drop: (id: string, index: number) => void;
}

function Entry({ player, index, isTaken, isLast, queue, onPick, drop }: EntryProps) {
  const element = useRef<HTMLLIElement>(null);
  const { isDragged, isOver } = useSortable(element, { list: 'queue', id: player.id, index, onDrop: drop });
  function onKey(event: KeyboardEvent) {
    if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    queue.move(player.id, index + (event.key === 'ArrowUp' ? -1 : 1));
  }
  return (
    <li
      ref={element}
      className={`entry ${isTaken ? 'taken' : ''} ${isDragged ? 'dragged' : ''} ${isOver ? 'over' : ''}`}
    >
      <GripVertical size={14} className="muted" aria-hidden="true" />
      <span className="rank figures">{index + 1}</span>
      <Position positions={player.positions.slice(0, 1)} />
      <button
        type="button"
        className="name truncate"
        dir="auto"
        onClick={() => onPick(player)}
        onKeyDown={onKey}
      >
        {player.name}
      </button>
      <Button
        className="button quiet icon small"
        aria-label={t.room.moveUp(player.name)}
        isOff={index === 0}
        onClick={() => queue.move(player.id, index - 1)}
      >
        <ArrowUp size={15} />
      </Button>
      <Button
        className="button quiet icon small"
        aria-label={t.room.moveDown(player.name)}
        isOff={isLast}
        onClick={() => queue.move(player.id, index + 1)}
      >
        <ArrowDown size={15} />
      </Button>
      <button
        type="button"
        className="button quiet icon small"
        aria-label={t.room.unqueue(player.name)}
        onClick={() => queue.remove([player.id])}
      >
        <X size={15} />
      </button>
    </li>
  );
}
