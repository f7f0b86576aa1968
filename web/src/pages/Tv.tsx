import { useMemo } from 'react';
import { t } from '../texts.ts';
import { Message } from '../ui/Message.tsx';
import { Position } from '../ui/Position.tsx';
import { Qr } from '../ui/Qr.tsx';
import { Board } from '../room/Board.tsx';
import { RoomProvider, roomOf, useRoom } from '../room/room_state.ts';
import { Stage } from '../room/Stage.tsx';
import { useWakeLock } from '../room/use_alerts.ts';
import { useLiveDraft } from '../room/use_live_draft.ts';

/** The big screen: board, clock, last pick, who is next. Nothing on it can be pressed, and nothing on it is private. */
export default function Tv({ draftId }: { readonly draftId: string }) {
  const { live, view } = useLiveDraft(draftId);
  // Everybody in front of the screen sees the same, whoever signed it in.
  const room = useMemo(() => roomOf(live, { ...view, me: null }), [live, view]);
  useWakeLock(true);
  if (view.phase === 'refused') {
    return (
      <Message title={t.room.missing}>
        <p className="muted">{t.room.missingHow}</p>
      </Message>
    );
  }
  if (!room) return <main className="centre muted">{t.room.loading}</main>;
  return (
    <RoomProvider value={room}>
      <main className="tv">
        <Stage />
        <div className="tv-floor">
          <div className="part">
            <Board cells={room.state.cells} teams={room.state.teams} players={view.players} currentPick={room.state.currentPick} />
          </div>
          <aside className="tv-side">
            <LastPick />
            <section className="card">
              <span className="eyebrow">{t.tv.watch}</span>
              <Qr text={`${location.origin}/d/${draftId}`} />
            </section>
          </aside>
        </div>
      </main>
    </RoomProvider>
  );
}

function LastPick() {
  const { state, view, teams } = useRoom();
  const last = state.cells.filter(({ playerId }) => playerId !== null).reduce<(typeof state.cells)[number] | null>(
    (latest, cell) => (latest === null || (cell.at ?? '') >= (latest.at ?? '') ? cell : latest),
    null,
  );
  const player = last?.playerId ? view.players.get(last.playerId) : undefined;
  if (!last || !player) return null;
  return (
    <section className="card" aria-live="polite">
      <span className="eyebrow">{t.tv.lastPick}</span>
      <span className="last" dir="auto">
        {player.name}
      </span>
      <span className="row">
        <Position positions={player.positions} />
        <span className="muted truncate">{teams.get(last.teamId)?.name}</span>
      </span>
    </section>
  );
}
