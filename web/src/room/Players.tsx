import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, Lightbulb, ListPlus, Search } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { t } from '../texts.ts';
import { Position } from '../ui/Position.tsx';
import { StatusMark } from '../ui/StatusMark.tsx';
import {
  filterPlayers,
  type PlayerFilter,
  positionsIn,
  type SearchablePlayer,
  type SortKey,
  searchable,
} from './player_list.ts';
import { useRoom } from './room_state.ts';
import type { Queue } from './use_queue.ts';
import { useSuggestion } from './use_suggestion.ts';

const ROW_PX = 44;
const SORTS: readonly SortKey[] = ['rank', 'name', 'proTeam', 'byeWeek'];

interface PlayersProps {
  readonly queue: Queue;
  /** Whether whoever looks may draft now: for their team, or for the team on the clock. */
  readonly mayPick: boolean;
  readonly onPick: (player: PoolPlayer) => void;
}

/** The table of players: searched as somebody types, by position, sorted; the whole row picks. */
export function Players({ queue, mayPick, onPick }: PlayersProps) {
  const room = useRoom();
  const { view, taken, myTeam, currentTeam, isOver } = room;
  const [filter, setFilter] = useState<PlayerFilter>({
    search: '',
    position: null,
    hidesDrafted: true,
    sort: 'rank',
  });
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const all = useMemo(() => searchable(view.players.values()), [view.players]);
  const positions = useMemo(() => positionsIn(all), [all]);
  const shownFilter = useDeferredValue(filter);
  const shown = useMemo(
    () => filterPlayers(all, shownFilter, (id) => taken.has(id)),
    [all, shownFilter, taken],
  );
  const change = (part: Partial<PlayerFilter>) => {
    setFilter({ ...filter, ...part });
    setActive(0);
  };
  const suggestTeam = mayPick ? currentTeam : myTeam;
  const suggestion = useSuggestion(all, suggestTeam?.id ?? null);
  const activePlayer = shown[Math.min(active, shown.length - 1)];
  useShortcuts(input, activePlayer, queue, myTeam !== null && !isOver);

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(shown.length - 1, active + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Who types fast and presses Enter means what was typed, and not what is still shown.
      const typed =
        shownFilter === filter ? activePlayer : filterPlayers(all, filter, (id) => taken.has(id))[active];
      if (typed) onPick(typed);
    } else if (event.key === 'Escape' && filter.search !== '') {
      change({ search: '' });
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the search and of the table work in all of it
    <div className="players" onKeyDown={onKey}>
      <div className="tools">
        <div className="search">
          <Search size={16} aria-hidden="true" />
          <input
            ref={input}
            type="search"
            className="input"
            placeholder={t.room.searchHint}
            aria-label={t.room.search}
            value={filter.search}
            onChange={(event) => change({ search: event.target.value })}
          />
        </div>
        <select
          className="chip"
          aria-label={t.room.sort}
          value={filter.sort}
          onChange={(event) => change({ sort: event.target.value as SortKey })}
        >
          {SORTS.map((key) => (
            <option key={key} value={key}>
              {t.room.sorts[key]}
            </option>
          ))}
        </select>
        <div className="chips">
          <button
            type="button"
            className="chip"
            aria-pressed={filter.position === null}
            onClick={() => change({ position: null })}
          >
            {t.room.all}
          </button>
          {positions.map((position) => (
            <button
              key={position}
              type="button"
              className="chip"
              aria-pressed={filter.position === position}
              onClick={() => change({ position: filter.position === position ? null : position })}
            >
              {position}
            </button>
          ))}
          <button
            type="button"
            className="chip"
            aria-pressed={filter.hidesDrafted}
            onClick={() => change({ hidesDrafted: !filter.hidesDrafted })}
          >
            {t.room.hideDrafted}
          </button>
        </div>
      </div>
      {suggestion && (
        <button type="button" className="suggestion" onClick={() => onPick(suggestion.player)}>
          <Lightbulb size={16} aria-hidden="true" />
          <span className="truncate">
            <b>{suggestion.player.name}</b> <span className="muted">{suggestion.why}</span>
          </span>
        </button>
      )}
      <Rows
        {...{ shown, queue, mayPick, onPick }}
        active={activePlayer?.id ?? null}
        onActive={setActive}
        index={active}
      />
    </div>
  );
}

interface RowsProps extends PlayersProps {
  readonly shown: readonly SearchablePlayer[];
  readonly active: string | null;
  readonly index: number;
  readonly onActive: (index: number) => void;
}

function Rows({ shown, queue, mayPick, onPick, active, index, onActive }: RowsProps) {
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
                {cell
                  ? t.room.drafted(teams.get(cell.teamId)?.name ?? '')
                  : [player.proTeam, player.byeWeek && t.room.bye(player.byeWeek)]
                      .filter(Boolean)
                      .join(' · ')}
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

/** Keys of the whole page: `/` searches, `q` puts the chosen player on the queue. */
function useShortcuts(
  input: React.RefObject<HTMLInputElement | null>,
  active: PoolPlayer | undefined,
  queue: Queue,
  mayQueue: boolean,
) {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, select, textarea, dialog');
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/') {
        event.preventDefault();
        input.current?.focus();
        input.current?.select();
      }
      if (event.key === 'q' && active && mayQueue) queue.add(active);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [input, active, queue, mayQueue]);
}
