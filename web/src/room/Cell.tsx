import { Clock3, Lock, Plane, ShieldCheck, Zap } from 'lucide-react';
import { memo, type RefObject, useRef } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import type { LiveCell } from '../../../client/live_state.ts';
import { t } from '../texts.ts';
import { mainPosition, Position } from '../ui/Position.tsx';
import { shortName } from './short_name.ts';

/** Picks that come faster than this come in a rush. */
const RUSH_MS = 1_000;
const MARKS = {
  ...{ AUTO: Clock3, AUTOPILOT: Plane, COMMISSIONER: ShieldCheck, KEEPER: Lock, FORCED: Zap },
} as const;

interface CellProps {
  readonly cell: LiveCell;
  readonly label: string;
  readonly player: PoolPlayer | null;
  readonly isSent: boolean;
  readonly isCurrent: boolean;
  readonly isMine: boolean;
  /** Who has the pick, where that is not the team of its column. */
  readonly owner: string | null;
  /** When the board changed before this time, by `performance.now()`. */
  readonly lastChange: RefObject<number>;
}

/** One pick of the board: whose and which it is, and whom it took. */
export const Cell = memo(function Cell({
  cell,
  label,
  player,
  isSent,
  isCurrent,
  isMine,
  owner,
  lastChange,
}: CellProps) {
  const Mark = cell.source && cell.source !== 'MANUAL' ? MARKS[cell.source] : null;
  const isFilled = cell.playerId !== null || isSent;
  // Only what comes while somebody looks moves; and in a rush nothing does.
  const arrival = useRef<boolean | null>(cell.playerId === null ? null : false);
  if (arrival.current === null && cell.playerId !== null)
    arrival.current = performance.now() - lastChange.current > RUSH_MS;
  const classes = [
    'cell',
    isFilled ? 'tint' : 'open',
    isCurrent ? 'current' : '',
    isMine ? 'mine' : '',
    isSent ? 'sent' : '',
    cell.isForfeited ? 'forfeited' : '',
    owner === null ? '' : 'traded',
    arrival.current ? 'arrived' : '',
  ];
  return (
    <td
      className={classes.join(' ')}
      data-position={isFilled ? mainPosition(player?.positions) : undefined}
      data-pick={cell.pickNumber}
      data-player={cell.playerId ?? undefined}
      aria-current={isCurrent ? 'true' : undefined}
    >
      <div className="inner">
        <span className="top">
          <span className="figures">{label}</span>
          {owner !== null && <Owner name={owner} />}
          {Mark && cell.source && (
            <span
              className="mark"
              role="img"
              aria-label={t.room.marks[cell.source]}
              title={cell.reason ?? t.room.marks[cell.source]}
            >
              <Mark size={11} />
            </span>
          )}
          {player && <Position positions={player.positions.slice(0, 1)} />}
        </span>
        {isFilled && (
          <span className="name" dir="auto" title={player?.name}>
            {player ? shortName(player) : '…'}
          </span>
        )}
        {isCurrent && !isFilled && <span className="name">{t.room.onClock}</span>}
        {cell.isSkipped && !isFilled && <span className="name skipped">{t.room.skipped}</span>}
        {cell.isForfeited && <span className="name skipped">{t.room.forfeited}</span>}
        {isFilled && (
          <>
            <br />
            <span className="team">
              {owner !== null && (
                <>
                  <Owner name={owner} />
                  {' · '}
                </>
              )}
              {isSent
                ? t.room.sending
                : [player?.proTeam, player?.byeWeek && t.room.bye(player.byeWeek)]
                    .filter(Boolean)
                    .join(' · ')}
            </span>
          </>
        )}
      </div>
    </td>
  );
});

/**
 * Who has a traded pick. In a filled cell twice, and one of them is seen: below the player, where there is room for a name, or beside the
 * number, where cells have no such line (board.css, tv.css).
 */
function Owner({ name }: { readonly name: string }) {
  return (
    <span className="owner truncate" dir="auto" title={t.room.traded(name)}>
      {name}
    </span>
  );
}
