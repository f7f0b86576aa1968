import { Lightbulb, Search } from 'lucide-react';
import {
  type KeyboardEvent,
  memo,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Link } from 'wouter';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { t } from '../texts.ts';
import { PlayerRows, rowId } from './PlayerRows.tsx';
import { targetOf } from './pick_target.ts';
import { filterPlayers, type PlayerFilter, positionsIn, type SortKey, searchable } from './player_list.ts';
import { useRoom } from './room_state.ts';
import type { Queue } from './use_queue.ts';
import { useRanking } from './use_ranking.ts';
import { useSuggestion } from './use_suggestion.ts';

const SORTS: readonly SortKey[] = ['rank', 'name', 'proTeam', 'byeWeek'];
const SORTS_OF_ONE: readonly SortKey[] = ['rank', 'ranking', 'name', 'proTeam', 'byeWeek'];
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

interface PlayersProps {
  readonly queue: Queue;
  /** Whether a commissioner picks for the team on the clock. */
  readonly isPicking: boolean;
  readonly onPick: (player: PoolPlayer) => void;
}

/** The table of players: searched as somebody types, by position, sorted; the whole row picks. */
export const Players = memo(function Players({ queue, isPicking, onPick }: PlayersProps) {
  const room = useRoom();
  const { view, taken, seats, myTeam, isOver } = room;
  const [filter, setFilter] = useState<PlayerFilter>({
    search: '',
    position: null,
    hidesDrafted: true,
    sort: 'rank',
  });
  // Null: the first one.
  const [active, setActive] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const gridId = useId();
  const all = useMemo(() => searchable(view.players.values()), [view.players]);
  const positions = useMemo(() => positionsIn(all, seats), [all, seats]);
  const ranking = useRanking(filter.sort === 'ranking');
  const shown = useMemo(
    () => filterPlayers(all, filter, (id) => taken.has(id), ranking ?? []),
    [all, filter, taken, ranking],
  );
  const asked = useOwnPick(() => filter.search !== '' && change({ search: '' }));
  const ask = useCallback(
    (player: PoolPlayer) => {
      asked.current = player.id;
      onPick(player);
    },
    [asked, onPick],
  );
  const change = (part: Partial<PlayerFilter>) => {
    asked.current = null;
    setFilter({ ...filter, ...part });
    setActive(null);
  };
  const target = targetOf(room, isPicking);
  const suggestion = useSuggestion(all, (target?.team ?? myTeam)?.id ?? null);
  // Whoever was chosen and is drafted meanwhile leaves the choice to the first again.
  const indexIn = (players: readonly PoolPlayer[]) =>
    Math.max(0, active === null ? 0 : players.findIndex(({ id }) => id === active));
  const activePlayer = shown[indexIn(shown)];
  useShortcuts(input, activePlayer, queue, myTeam !== null && !isOver);

  function onKey(event: KeyboardEvent<HTMLElement>) {
    const { target: on, key } = event;
    const grid = on instanceof Element ? on.closest<HTMLElement>('.rows') : null;
    // Other controls, such as the order and the positions, have keys of their own.
    if (grid === null && on !== input.current) return;
    const index = indexIn(shown);
    const step = STEPS[key];
    if (step !== undefined) {
      event.preventDefault();
      // From a button in a row: the row that is chosen now is another.
      grid?.focus();
      setActive(shown[Math.max(0, Math.min(shown.length - 1, index + step))]?.id ?? null);
    } else if (key === 'Enter' && (on === grid || on === input.current)) {
      event.preventDefault();
      const player = shown[index];
      if (player) ask(player);
    } else if (key === 'Escape' && filter.search !== '') {
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
            aria-controls={shown.length > 0 ? gridId : undefined}
            aria-activedescendant={activePlayer && rowId(gridId, activePlayer.id)}
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
          {(view.me === null ? SORTS : SORTS_OF_ONE).map((key) => (
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
      {filter.sort === 'ranking' && ranking === null && (
        <p className="notice">
          <span>
            {t.room.noRanking} <Link href="/rankings">{t.room.makeRanking}</Link>
          </span>
        </p>
      )}
      {suggestion && (
        <button
          type="button"
          className="suggestion"
          title={suggestion.why}
          onClick={() => ask(suggestion.player)}
        >
          <Lightbulb size={16} aria-hidden="true" />
          <span>
            <b>{suggestion.player.name}</b> <span className="muted">{suggestion.why}</span>
          </span>
        </button>
      )}
      <PlayerRows
        {...{ gridId, shown, queue, filter, target }}
        active={activePlayer?.id ?? null}
        chosen={active}
        onPick={ask}
        onActive={setActive}
      />
    </div>
  );
});

/**
 * Calls back when whoever looks has drafted the player whom they were asked about: then what was searched for is found. A search for
 * somebody whom others took stays.
 * @return where to note who that is; null where somebody searches on
 */
function useOwnPick(onDone: () => void): RefObject<string | null> {
  const { taken, myTeam, isCommissioner } = useRoom();
  const asked = useRef<string | null>(null);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    const cell = taken.get(asked.current ?? '');
    if (!cell) return;
    asked.current = null;
    if (cell.teamId === myTeam?.id || (isCommissioner && cell.source === 'COMMISSIONER')) done.current();
  }, [taken, myTeam, isCommissioner]);
  return asked;
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
