import { Lightbulb, Search } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { t } from '../texts.ts';
import { PlayerRows, type PlayersProps } from './PlayerRows.tsx';
import { filterPlayers, type PlayerFilter, positionsIn, type SortKey, searchable } from './player_list.ts';
import { useRoom } from './room_state.ts';
import type { Queue } from './use_queue.ts';
import { useSuggestion } from './use_suggestion.ts';

const SORTS: readonly SortKey[] = ['rank', 'name', 'proTeam', 'byeWeek'];

/** The table of players: searched as somebody types, by position, sorted; the whole row picks. */
export const Players = memo(function Players({ queue, mayPick, onPick }: PlayersProps) {
  const room = useRoom();
  const { view, taken, myTeam, currentTeam, isOver } = room;
  const [filter, setFilter] = useState<PlayerFilter>({
    search: '',
    position: null,
    hidesDrafted: true,
    sort: 'rank',
  });
  // Null: the first one.
  const [active, setActive] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const all = useMemo(() => searchable(view.players.values()), [view.players]);
  const positions = useMemo(() => positionsIn(all), [all]);
  const shown = useMemo(() => filterPlayers(all, filter, (id) => taken.has(id)), [all, filter, taken]);
  const change = (part: Partial<PlayerFilter>) => {
    setFilter({ ...filter, ...part });
    setActive(null);
  };
  const suggestTeam = mayPick ? currentTeam : myTeam;
  const suggestion = useSuggestion(all, suggestTeam?.id ?? null);
  // Whoever was chosen and is drafted meanwhile leaves the choice to the first again.
  const indexIn = (players: readonly PoolPlayer[]) =>
    Math.max(0, active === null ? 0 : players.findIndex(({ id }) => id === active));
  const activePlayer = shown[indexIn(shown)];
  useShortcuts(input, activePlayer, queue, myTeam !== null && !isOver);

  function onKey(event: KeyboardEvent) {
    const index = indexIn(shown);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive(shown[Math.max(0, Math.min(shown.length - 1, index + step))]?.id ?? null);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const player = shown[index];
      if (player) onPick(player);
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
      <PlayerRows
        {...{ shown, queue, mayPick, onPick }}
        active={activePlayer?.id ?? null}
        chosen={active}
        filter={filter}
        onActive={setActive}
      />
    </div>
  );
});

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
