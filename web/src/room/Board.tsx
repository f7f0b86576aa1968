import { ArrowLeft, ArrowRight } from 'lucide-react';
import { type CSSProperties, memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import type { SentPick } from '../../../client/live_draft.ts';
import type { LiveCell, LiveTeam } from '../../../client/live_state.ts';
import { t } from '../texts.ts';
import { Cell } from './Cell.tsx';
import { pickLabel } from './room_state.ts';

interface BoardProps {
  readonly cells: readonly LiveCell[];
  readonly teams: readonly LiveTeam[];
  readonly players: ReadonlyMap<string, PoolPlayer>;
  readonly currentPick: number | null;
  readonly sent?: SentPick | null;
  readonly myTeamId?: string | null;
  readonly size?: 'small' | 'medium' | 'large';
  /** Whether the board keeps the pick on the clock in sight. */
  readonly isFollowing?: boolean;
  /** A cell was pressed. Whoever uses keys finds the same in the log, and the commissioner in a list. */
  readonly onCell?: (pickNumber: number) => void;
}

/** What stays in sight over the cells, as board.css has it. */
const HEADER_PX = 34;
const FIRST_COLUMN_PX = 40;

/** The board: rounds down, teams across, each pick a cell. Header and first column stay in sight in the one scroller. */
export const Board = memo(function Board({
  cells,
  teams,
  players,
  currentPick,
  sent = null,
  myTeamId = null,
  size = 'medium',
  isFollowing = true,
  onCell,
}: BoardProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rounds = useMemo(() => byRound(cells, teams.length), [cells, teams.length]);
  useEffect(() => {
    if (isFollowing && currentPick !== null) return keepInSight(scroller.current);
  }, [currentPick, isFollowing]);
  const isWide = useIsWide(scroller);
  const lastChange = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it notes when they changed
  useEffect(() => {
    lastChange.current = performance.now();
  }, [cells]);
  return (
    <section className="board-scroller" ref={scroller} tabIndex={0} aria-label={t.room.board}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: one listener for all cells; keys have ways of their own */}
      <table
        className={onCell ? 'board pressable' : 'board'}
        data-size={size}
        data-wide={isWide}
        onClick={({ target }) => {
          const cell = target instanceof Element ? target.closest<HTMLElement>('td.cell') : null;
          if (cell) onCell?.(Number(cell.dataset['pick']));
        }}
        style={{ '--teams': teams.length, '--rounds': rounds.length } as CSSProperties}
      >
        <thead>
          <tr>
            <td className="corner" />
            {teams.map((team) => (
              <th key={team.id} scope="col" className={team.id === myTeamId ? 'mine' : ''} title={team.name}>
                <span className="truncate" dir="auto">
                  {team.name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rounds.map((round, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a round is its place
            <tr key={index}>
              <th scope="row" className="round">
                <span className="visually-hidden">{t.room.round(index + 1)}</span>
                <span aria-hidden="true">{index + 1}</span>
                {isBackwards(round) ? (
                  <ArrowLeft size={12} aria-hidden="true" />
                ) : (
                  <ArrowRight size={12} aria-hidden="true" />
                )}
              </th>
              {round.map((cell) => {
                const sentPlayer =
                  sent?.pickNumber === cell.pickNumber ? players.get(sent.playerId) : undefined;
                const owner =
                  teams[cell.slot - 1]?.id === cell.teamId
                    ? null
                    : teams.find(({ id }) => id === cell.teamId);
                return (
                  <Cell
                    key={cell.pickNumber}
                    cell={cell}
                    label={pickLabel(cell, teams.length)}
                    player={
                      sentPlayer ?? (cell.playerId === null ? null : (players.get(cell.playerId) ?? null))
                    }
                    isSent={sentPlayer !== undefined}
                    isCurrent={cell.pickNumber === currentPick}
                    isMine={cell.teamId === myTeamId}
                    owner={owner?.name ?? null}
                    lastChange={lastChange}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});

/** The cells of each round by slot. */
function byRound(cells: readonly LiveCell[], teams: number): LiveCell[][] {
  const rounds: LiveCell[][] = [];
  for (let start = 0; start < cells.length; start += teams) {
    rounds.push(cells.slice(start, start + teams).sort((one, other) => one.slot - other.slot));
  }
  return rounds;
}

function isBackwards(round: readonly LiveCell[]): boolean {
  return (round[0]?.pickNumber ?? 0) > (round.at(-1)?.pickNumber ?? 0);
}

/**
 * Scrolls the board, and nothing around it, so that the cell on the clock is in sight; not at all where it is. The browser tells where the
 * cell is with its next frame: asked at once, it would have to lay the page out in between. Answers how to stop.
 */
function keepInSight(scroller: HTMLElement | null): (() => void) | undefined {
  const cell = scroller?.querySelector<HTMLElement>('td.current');
  if (!scroller || !cell) return;
  const scroll = ([entry]: IntersectionObserverEntry[]) => {
    observer.disconnect();
    if (!entry?.rootBounds || entry.intersectionRatio === 1) return;
    const { rootBounds: seen, boundingClientRect: at } = entry;
    scroller.scrollBy({
      top: at.top + at.height / 2 - (seen.top + seen.height / 2),
      left: at.left + at.width / 2 - (seen.left + seen.width / 2),
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
    });
  };
  const observer = new IntersectionObserver(scroll, {
    root: scroller,
    // The header and the first column lie over what is below them.
    rootMargin: `-${HEADER_PX}px 0px 0px -${FIRST_COLUMN_PX}px`,
    threshold: 1,
  });
  observer.observe(cell);
  return () => observer.disconnect();
}

/** Whether the board is wider than what it scrolls in: only then its first column has to stay in sight, which costs a layer for each round. */
function useIsWide(scroller: RefObject<HTMLElement | null>): boolean {
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const outer = scroller.current;
    const inner = outer?.firstElementChild;
    if (!outer || !inner) return;
    const sizes = new Map<Element, number>();
    const observer = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) sizes.set(target, contentRect.width);
      setWide((sizes.get(inner) ?? 0) > (sizes.get(outer) ?? 0) + 1);
    });
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [scroller]);
  return isWide;
}
