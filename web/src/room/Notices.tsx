import { WifiOff } from 'lucide-react';
import { memo } from 'react';
import type { LiveCell } from '../../../client/live_state.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { atTime, when } from '../texts/format.ts';
import { t } from '../texts.ts';
import { Away } from './Away.tsx';
import { pickLabel, useRoom } from './room_state.ts';

/** What one has to know now: no connection, a pause and why, the autopilot. */
export const Notices = memo(function Notices() {
  const { view, state, sheet, myTeam, live, madeUp, current, isMyTurn, isOver } = useRoom();
  const label = (cell: LiveCell) => pickLabel(cell, state.teams.length);
  async function back() {
    try {
      if (myTeam) await service.setAutopilot(live.draftId, myTeam.id, false);
    } catch (error) {
      say(reasonOf(error));
    }
  }
  return (
    <>
      {view.cutSince !== null && (
        <p className="notice bad" role="alert">
          <WifiOff size={16} aria-hidden="true" />
          {t.room.offline(atTime(new Date(Date.now() - (performance.now() - view.cutSince)).toISOString()))}
        </p>
      )}
      {/* Bots pick as fast as they can: who comes back to a practice draft finds it in the log. */}
      {!sheet.isPreview && <Away />}
      {sheet.preview && (
        <p className="notice" role="note">
          {t.practice.note(when(sheet.preview.expiresAt), sheet.preview.seed)}
        </p>
      )}
      {madeUp && (
        <p className="notice warn" role="status">
          {isMyTurn && current
            ? t.room.makeUpLater(label(madeUp), label(current))
            : t.room.makeUp(label(madeUp))}
        </p>
      )}
      {state.quietUntil !== null && state.state === 'IN_PROGRESS' && (
        <p className="notice" role="status">
          {t.room.quiet(when(state.quietUntil))}
        </p>
      )}
      {state.state === 'PAUSED' && (
        <p className="notice warn" role="status">
          {t.room.pausedWhy[state.pauseCause ?? ''] ?? t.room.paused}
        </p>
      )}
      {myTeam?.autopilot && !isOver && (
        <div className="notice warn" role="status">
          <span className="grow">{t.room.autopilotOn}</span>
          <button type="button" className="button small" onClick={() => void back()}>
            {t.room.iAmBack}
          </button>
        </div>
      )}
    </>
  );
});
