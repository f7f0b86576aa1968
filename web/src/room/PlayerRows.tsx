import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { Check, ListPlus } from 'lucide-react';
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { t } from '../texts.ts';
import { Position } from '../ui/Position.tsx';
import { StatusMark } from '../ui/StatusMark.tsx';
import { fittingOf } from './fitting.ts';
import type { PickTarget } from './pick_target.ts';
import type { PlayerFilter, SearchablePlayer } from './player_list.ts';
import { useRoom } from './room_state.ts';
import type { Queue } from './use_queue.ts';

const ROW_PX = 44;
const FIRST_ROWS = 10;

interface RowsProps {
  readonly gridId: string;
  readonly queue: Queue;
  /** What the next choice fills; null: whoever looks may draft nobody now. */
  readonly target: PickTarget | null;
  readonly onPick: (player: PoolPlayer) => void;
  readonly shown: readonly SearchablePlayer[];
  /** The row that Enter picks. */
  readonly active: string | null;
  /** The row that somebody chose; null: the first one, whoever that is. */
  readonly chosen: string | null;
  /** What is searched for: another search begins at its first row. */
  readonly filter: PlayerFilter;
  readonly onActive: (playerId: string) => void;
}

/** What the row of a player is called in the page. */
export function rowId(gridId: string, playerId: string): string {
  return `${gridId}-${playerId}`;
}

/** The rows of the table, only as many as are seen. One of them is active: arrows move it, Enter picks it, its buttons are reached with Tab. */
export function PlayerRows(props: RowsProps) {
  const { gridId, shown, queue, target, onPick, active, chosen, filter, onActive } = props;
  const { view, taken, teams, myTeam, isOver } = useRoom();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
    // The first rows do not wait until the browser has said how high their place is.
    initialRect: { width: 0, height: FIRST_ROWS * ROW_PX },
  });
  const isQueueable = myTeam !== null && !isOver;
  const change = useQueueChange(queue);
  const press = useCallback(
    (player: PoolPlayer, isTaken: boolean) => {
      onActive(player.id);
      if (!isTaken) onPick(player);
    },
    [onActive, onPick],
  );
  useShownChoice(rows, { shown, chosen, filter });
  const offer = useOffer(target);
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
      className={isQueueable || target !== null ? 'rows' : 'rows bare'}
      ref={scroller}
      id={gridId}
      role="grid"
      aria-label={t.room.tabs.players}
      aria-description={t.room.rowKeys}
      aria-keyshortcuts="ArrowDown ArrowUp Enter Q"
      aria-activedescendant={active === null ? undefined : rowId(gridId, active)}
      aria-rowcount={shown.length}
      tabIndex={0}
    >
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index: at, start }) => {
          const player = shown[at];
          if (!player) return null;
          const cell = taken.get(player.id);
          return (
            <Row
              key={player.id}
              {...{ player, at, start, change, press }}
              id={rowId(gridId, player.id)}
              offer={cell ? null : offer(player)}
              owner={cell ? (teams.get(cell.teamId)?.name ?? '') : null}
              isActive={player.id === active}
              isQueueable={isQueueable && !cell}
              isQueued={queue.has(player.id)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Brings what somebody chose, or the first row of another search, into sight. A pick of others moves nobody's table. */
function useShownChoice(
  rows: Virtualizer<HTMLDivElement, Element>,
  { shown, chosen, filter }: Pick<RowsProps, 'shown' | 'chosen' | 'filter'>,
): void {
  const latest = useRef(shown);
  latest.current = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search is a reason to scroll
  useEffect(() => {
    const index = chosen === null ? 0 : latest.current.findIndex(({ id }) => id === chosen);
    if (index > 0 || (index === 0 && (rows.scrollOffset ?? 0) > 0))
      rows.scrollToIndex(index, { align: 'auto' });
  }, [rows, chosen, filter]);
}

/** What the button of a row does, the same function for as long as the table is there. */
function useQueueChange(queue: Queue): (player: PoolPlayer, isQueued: boolean) => void {
  const latest = useRef(queue);
  latest.current = queue;
  return useCallback((player, isQueued) => {
    if (isQueued) latest.current.remove([player.id]);
    else latest.current.add(player);
  }, []);
}

/** What a row says of drafting its player: null where nobody may be drafted now, also while a pick is on its way. */
type Offer = 'draft' | 'sending' | 'no seat' | null;

function useOffer(target: PickTarget | null): (player: PoolPlayer) => Offer {
  const room = useRoom();
  const teamId = target?.team.id;
  const sent = room.view.sent?.playerId;
  return useMemo(() => {
    if (sent !== undefined) return ({ id }: PoolPlayer) => (id === sent ? 'sending' : null);
    if (teamId === undefined) return () => null;
    const { seatOf } = fittingOf(room, teamId);
    // Nobody fits then, and the commissioner takes somebody nevertheless.
    const isWaived = room.isCommissioner && room.state.pauseCause === 'NO_PLAYER_FITS';
    return ({ positions }: PoolPlayer) => (isWaived || seatOf(positions) !== null ? 'draft' : 'no seat');
  }, [room, teamId, sent]);
}

interface RowProps {
  readonly id: string;
  readonly player: SearchablePlayer;
  /** Place in the table, from 0, and where that is in pixels. */
  readonly at: number;
  readonly start: number;
  /** The team that drafted them; null: they are free. */
  readonly owner: string | null;
  readonly isActive: boolean;
  readonly isQueueable: boolean;
  readonly isQueued: boolean;
  readonly offer: Offer;
  readonly change: (player: PoolPlayer, isQueued: boolean) => void;
  readonly press: (player: PoolPlayer, isTaken: boolean) => void;
}

const Row = memo(function Row({ id, at, start, press, ...shownIn }: RowProps) {
  const { player, owner, isActive } = shownIn;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter picks the row that the arrows chose
    // biome-ignore lint/a11y/useFocusableInteractive: the table has the focus, which a row that goes away would lose, and names its active row
    <div
      id={id}
      role="row"
      aria-rowindex={at + 1}
      aria-selected={isActive}
      className={`player ${owner === null ? '' : 'taken'} ${isActive ? 'active' : ''}`}
      style={{ top: start }}
      onClick={() => press(player, owner !== null)}
    >
      <RowCells {...shownIn} />
    </div>
  );
});

/** What a row shows, wherever in the table it is: a pick above moves it, and changes nothing in it. */
const RowCells = memo(function RowCells(props: Omit<RowProps, 'id' | 'at' | 'start' | 'press'>) {
  const { player, owner, isActive, isQueueable, isQueued, offer, change } = props;
  return (
    <>
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
        {owner === null && <StatusMark player={player} />}{' '}
        {owner === null ? <ProTeam player={player} /> : t.room.drafted(owner)}
      </span>
      <span role="cell" className="acts">
        {isQueueable && (
          <button
            type="button"
            className="button quiet icon small"
            tabIndex={isActive ? 0 : -1}
            aria-label={isQueued ? t.room.unqueue(player.name) : t.room.queueIt(player.name)}
            onClick={(event) => {
              event.stopPropagation();
              change(player, isQueued);
            }}
          >
            {isQueued ? <Check size={18} /> : <ListPlus size={18} />}
          </button>
        )}
        {offer === 'draft' && <span className="button small primary">{t.room.draft}</span>}
        {offer === 'sending' && <span className="small muted">{t.room.sending}</span>}
        {offer === 'no seat' && (
          <span className="small muted" title={t.room.fitsNot}>
            {t.room.noSeat}
          </span>
        )}
      </span>
    </>
  );
});

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
