import { useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { reasonOf } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { t } from '../texts.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Position } from '../ui/Position.tsx';
import { Switch } from '../ui/Switch.tsx';
import { swallowSecondClick } from '../ui/second_click.ts';
import { type Fitting, fittingOf } from './fitting.ts';
import { keptTarget, type PickTarget, targetOf } from './pick_target.ts';
import { pickLabel, type RoomState, useRoom } from './room_state.ts';
import type { Queue } from './use_queue.ts';

interface ConfirmPickProps {
  readonly player: PoolPlayer;
  readonly queue: Queue;
  /** Whether a commissioner picks for the team on the clock. */
  readonly isPicking: boolean;
  readonly onClose: () => void;
}

/** The one question before a pick: who, with which pick, where they fit, or why they cannot be had. It follows the draft while it is open. */
export function ConfirmPick({ player, queue, isPicking, onClose }: ConfirmPickProps) {
  const room = useRoom();
  const { live, view, state, taken, teams, myTeam, isCommissioner, isOver } = room;
  const [waives, setWaives] = useState(false);
  const target = useTarget(room, isPicking);
  const cell = taken.get(player.id);
  const team = target?.team ?? myTeam;
  const isForOther = target !== null && target.team.id !== myTeam?.id;
  const fitting = team && fittingOf(room, team.id);
  const seat = fitting?.seatOf(player.positions) ?? null;
  const mayWaive = isCommissioner && state.pauseCause === 'NO_PLAYER_FITS';
  // The service answers one pick before the next is sent.
  const isSending = view.sent !== null;
  const canPick = target !== null && !cell && !isSending && (seat !== null || (mayWaive && waives));
  const label = target && pickLabel(target.cell, state.teams.length);

  async function pick() {
    swallowSecondClick();
    onClose();
    try {
      await live.pick(player.id, { waiveRoster: waives, pickNumber: target?.cell.pickNumber });
    } catch (error) {
      say(reasonOf(error));
    }
  }
  return (
    <Dialog title={titleOf(player.name, target, isForOther)} onClose={onClose}>
      <div className="row">
        <Position positions={player.positions} />
        <span className="muted">
          {[player.proTeam, player.byeWeek && t.room.bye(player.byeWeek), `${t.room.rank} ${player.rank}`]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {label !== null && <p>{target?.isMadeUp ? t.room.makesUp(label) : t.room.fillsPick(label)}</p>}
      {cell ? (
        <p className="notice bad" role="alert">
          {t.room.takenMeanwhile(teams.get(cell.teamId)?.name ?? '')}
        </p>
      ) : (
        fitting && (
          <p className={seat ? 'notice good' : 'notice warn'}>
            {seat
              ? t.room.fits(seat.name.replace('_', ' '))
              : whyNot(fitting, player, isForOther && team.name)}
          </p>
        )
      )}
      {mayWaive && !seat && !cell && <Switch label={t.room.waive} isOn={waives} onChange={setWaives} />}
      {isSending && !cell && (
        <p className="small muted" role="status">
          {t.room.sendingBefore}
        </p>
      )}
      {target === null && !cell && !isOver && <p className="small muted">{t.room.notYourTurn}</p>}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {t.cancel}
        </button>
        {myTeam && !isForOther && !cell && !isOver && !queue.has(player.id) && (
          <button
            type="button"
            className={target ? 'button' : 'button primary'}
            onClick={() => {
              queue.add(player);
              onClose();
            }}
          >
            {t.room.addToQueue}
          </button>
        )}
        {target && (
          <Button className="button primary" isOff={!canPick} onClick={() => void pick()} ref={focusFirst}>
            {t.room.draft}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** What the next choice fills: as when the question was asked, for as long as it can. */
function useTarget(room: RoomState, isPicking: boolean): PickTarget | null {
  const now = targetOf(room, isPicking);
  const [first] = useState(now);
  return keptTarget(room, first) ?? now;
}

function titleOf(name: string, target: PickTarget | null, isForOther: boolean): string {
  if (target === null) return name;
  return isForOther ? t.room.confirmFor(name, target.team.name) : t.room.confirm(name);
}

/** Why somebody cannot be had, and what the team needs instead. `other`: the name of the team where it is not one's own. */
function whyNot({ fullOf, needs }: Fitting, { positions }: PoolPlayer, other: string | false): string {
  const full = fullOf(positions);
  if (full !== null) return t.room.positionFull(full);
  if (needs.length === 0) return t.room.rosterFull;
  return `${t.room.fitsNot} ${other === false ? t.room.youNeed(needs) : t.room.theyNeed(other, needs)}`;
}

/** Enter picks at once: the button has the focus when the dialog opens, and when it comes into an open one. */
function focusFirst(button: HTMLButtonElement | null): void {
  if (!button || button.autofocus) return;
  // Read by the browser when it opens the dialog, which is after this.
  button.autofocus = true;
  button.focus();
}
