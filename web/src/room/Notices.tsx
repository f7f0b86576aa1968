import { WifiOff } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import type { LiveCell } from '../../../client/live_state.ts';
import { reasonOf, service } from '../state/service.ts';
import { wasSignedOut } from '../state/signed_out.ts';
import { say } from '../state/toasts.ts';
import { atTime, when } from '../texts/format.ts';
import { t } from '../texts.ts';
import { Away } from './Away.tsx';
import { pickLabel, type RoomState, useRoom } from './room_state.ts';

/** What one has to know now: no connection, a pause and why, the autopilot. */
export const Notices = memo(function Notices() {
  const room = useRoom();
  const { view, state, sheet, myTeam, live, madeUp, current, isMyTurn, isOver } = room;
  const lost = useLostTeam(room);
  const isSignedIn = view.me !== null;
  const isSignedOut = useMemo(() => wasSignedOut(isSignedIn), [isSignedIn]);
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
      {isSignedOut && (
        <p className="notice warn" role="status">
          {t.room.signedOut}
        </p>
      )}
      {lost !== null && (
        <p className="notice warn" role="status">
          {myTeam ? t.room.lostOneTeam(lost) : t.room.lostTeam(lost)}
        </p>
      )}
      {/* Bots pick as fast as they can: who comes back to a practice draft finds it in the log. */}
      {!sheet.isPreview && <Away />}
      {sheet.preview && state.state !== 'CANCELLED' && (
        <p className="notice" role="note">
          {t.practice.note(when(sheet.preview.expiresAt))}
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

/** The name of a team that was taken back from whoever looks, while they look; null: none, or they have it again. */
function useLostTeam({ view, state }: RoomState): string | null {
  const me = view.me?.id ?? null;
  const mine = me === null ? [] : state.teams.filter(({ managerId }) => managerId === me).map(({ id }) => id);
  const [before, setBefore] = useState({ me, mine });
  const [lost, setLost] = useState<string | null>(null);
  if (before.me !== me || before.mine.join() !== mine.join()) {
    setBefore({ me, mine });
    // Whoever is signed out, or in as somebody else, lost no team.
    const gone = before.me === me ? before.mine.find((id) => !mine.includes(id)) : undefined;
    setLost(gone ?? (lost !== null && mine.includes(lost) ? null : lost));
  }
  return state.teams.find(({ id }) => id === lost)?.name ?? null;
}
