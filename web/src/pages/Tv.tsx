import { useMemo } from 'react';
import { Board } from '../room/Board.tsx';
import { Reactions } from '../room/Company.tsx';
import { WatchedDraw } from '../room/lobby/WatchedDraw.tsx';
import { pickLabel, RoomProvider, roomOf, useRoom } from '../room/room_state.ts';
import { Stage } from '../room/Stage.tsx';
import { useWakeLock } from '../room/use_alerts.ts';
import { useLiveDraft } from '../room/use_live_draft.ts';
import { whyNoDraft } from '../state/service.ts';
import { t } from '../texts.ts';
import { Message } from '../ui/Message.tsx';
import { OnlyHere } from '../ui/OnlyHere.tsx';
import { opensOnlyHere } from '../ui/opens_only_here.ts';
import { Position } from '../ui/Position.tsx';
import { Qr } from '../ui/Qr.tsx';

/** The big screen: board, clock, last pick, who is next. Nothing on it can be pressed, and nothing on it is private. */
export default function Tv({ draftId }: { readonly draftId: string }) {
  const { live, view } = useLiveDraft(draftId);
  // Everybody in front of the screen sees the same, whoever signed it in.
  const room = useMemo(() => roomOf(live, { ...view, me: null }), [live, view]);
  useWakeLock(true);
  if (view.phase === 'refused') {
    return (
      <Message title={t.room.missing}>
        <p className="muted">{whyNoDraft(view.error)}</p>
      </Message>
    );
  }
  if (!room) return <main className="centre muted">{t.room.loading}</main>;
  const link = `${location.origin}/d/${draftId}`;
  return (
    <RoomProvider value={room}>
      <main className="tv">
        <h1 className="visually-hidden">{room.league}</h1>
        <Stage />
        <Reactions />
        {room.state.state === 'SCHEDULED' && <WatchedDraw />}
        <div className="tv-floor">
          <div className="part part-board">
            <Board
              cells={room.state.cells}
              teams={room.state.teams}
              players={view.players}
              currentPick={room.state.currentPick}
            />
          </div>
          <aside className="tv-side">
            <LastPick />
            <section className="card">
              <span className="eyebrow">{t.tv.watch}</span>
              {opensOnlyHere(link) ? <OnlyHere link={link} /> : <Qr text={link} />}
            </section>
          </aside>
        </div>
      </main>
    </RoomProvider>
  );
}

const RECENT_SHOWN = 6;

/** The last pick in large, and some before it. */
function LastPick() {
  const { state, view, teams } = useRoom();
  const [last, ...before] = state.cells
    .filter(({ playerId }) => playerId !== null)
    .sort((one, other) => (other.at ?? '').localeCompare(one.at ?? '') || other.pickNumber - one.pickNumber);
  const player = last?.playerId ? view.players.get(last.playerId) : undefined;
  if (!last || !player) return null;
  return (
    <>
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
      {before.length > 0 && (
        <section className="card">
          <span className="eyebrow">{t.tv.before}</span>
          <ol className="recent">
            {before.slice(0, RECENT_SHOWN).map((cell) => (
              <li key={cell.pickNumber}>
                <span className="figures muted">{pickLabel(cell, state.teams.length)}</span>
                <span className="name truncate" dir="auto">
                  {view.players.get(cell.playerId ?? '')?.name}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
