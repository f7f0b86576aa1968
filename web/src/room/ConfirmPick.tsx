import { useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { seatFor } from '../../../client/roster.ts';
import { reasonOf } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { t } from '../texts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Position } from '../ui/Position.tsx';
import { Switch } from '../ui/Switch.tsx';
import { playersOf, useRoom } from './room_state.ts';
import type { Queue } from './use_queue.ts';

interface ConfirmPickProps {
  readonly player: PoolPlayer;
  readonly queue: Queue;
  readonly mayPick: boolean;
  readonly onClose: () => void;
}

/** The one question before a pick: who, where they fit, or why they cannot be had. It follows the draft while it is open. */
export function ConfirmPick({ player, queue, mayPick, onClose }: ConfirmPickProps) {
  const room = useRoom();
  const { live, state, taken, teams, currentTeam, isMyTurn, madeUp, myTeam, isCommissioner, seats, isOver } =
    room;
  const [waives, setWaives] = useState(false);
  const cell = taken.get(player.id);
  // Whose turn it is picks with that; else a pick that was passed over is made up.
  const isMakingUp = !isMyTurn && madeUp !== null;
  const isForOther = mayPick && !isMyTurn && !isMakingUp;
  const team = isForOther ? currentTeam : myTeam;
  const roster = team ? playersOf(room, team.id).map((each) => each.player?.positions ?? []) : [];
  const seat = seatFor(seats, roster, player.positions);
  const mayWaive = isCommissioner && state.pauseCause === 'NO_PLAYER_FITS';
  const canPick = mayPick && !cell && (seat !== null || (mayWaive && waives));

  async function pick() {
    onClose();
    try {
      await live.pick(player.id, {
        waiveRoster: waives,
        ...(isMakingUp ? { pickNumber: madeUp.pickNumber } : {}),
      });
    } catch (error) {
      say(reasonOf(error));
    }
  }
  const title =
    isForOther && currentTeam
      ? t.room.confirmFor(player.name, currentTeam.name)
      : mayPick
        ? t.room.confirm(player.name)
        : player.name;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="row">
        <Position positions={player.positions} />
        <span className="muted">
          {[player.proTeam, player.byeWeek && t.room.bye(player.byeWeek), `${t.room.rank} ${player.rank}`]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {cell ? (
        <p className="notice bad" role="alert">
          {t.room.takenMeanwhile(teams.get(cell.teamId)?.name ?? '')}
        </p>
      ) : (
        team && (
          <p className={seat ? 'notice good' : 'notice warn'}>
            {seat ? t.room.fits(seat.name) : t.room.fitsNot}
          </p>
        )
      )}
      {mayWaive && !seat && !cell && <Switch label={t.room.waive} isOn={waives} onChange={setWaives} />}
      {!mayPick && !cell && !isOver && <p className="small muted">{t.room.notYourTurn}</p>}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {t.cancel}
        </button>
        {myTeam && !cell && !isOver && !queue.has(player.id) && (
          <button
            type="button"
            className={mayPick ? 'button' : 'button primary'}
            onClick={() => {
              queue.add(player);
              onClose();
            }}
          >
            {t.room.addToQueue}
          </button>
        )}
        {mayPick && (
          <button
            type="button"
            className="button primary"
            disabled={!canPick}
            onClick={() => void pick()}
            ref={focusFirst}
          >
            {t.room.draft}
          </button>
        )}
      </div>
    </Dialog>
  );
}

/** Enter picks at once: the button has the focus when the dialog opens, and when it comes into an open one. */
function focusFirst(button: HTMLButtonElement | null): void {
  if (!button || button.autofocus) return;
  // Read by the browser when it opens the dialog, which is after this.
  button.autofocus = true;
  button.focus();
}
