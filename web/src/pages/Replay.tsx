import { useQuery } from '@tanstack/react-query';
import { Link2, Pause, Play } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { foldEvent } from '../../../client/fold.ts';
import { emptied, type LiveState, stateOf } from '../../../client/live_state.ts';
import { Board } from '../room/Board.tsx';
import { managerName, nameOf, pickLabel } from '../room/room_state.ts';
import { service, whyNoDraft } from '../state/service.ts';
import { eventLine } from '../texts/events.ts';
import { atTime } from '../texts/format.ts';
import { t } from '../texts.ts';
import { copy } from '../ui/copy.ts';
import { Message } from '../ui/Message.tsx';
import { Topbar } from '../ui/Topbar.tsx';

const STEP_MS = 400;

async function readReplay(draftId: string) {
  const [{ draft, me }, events, players] = await Promise.all([
    service.room(draftId),
    service.history(draftId, 0),
    service.allPlayers(draftId),
  ]);
  return { draft, me, events, players: new Map(players.map((player) => [player.id, player])) };
}

/** A draft played again, event by event: each moment has a link. */
export default function Replay({ draftId }: { readonly draftId: string }) {
  const { data, error } = useQuery({
    queryKey: ['replay', draftId],
    queryFn: () => readReplay(draftId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [at, setAt] = useState(() => Number(new URLSearchParams(location.search).get('at')) || 1);
  const [isPlaying, setPlaying] = useState(false);
  const states = useMemo(() => (data ? statesOf(stateOf(data.draft), data.events) : []), [data]);
  const last = states.length;
  useEffect(() => {
    if (!isPlaying || last === 0) return;
    const timer = setInterval(() => setAt((now) => Math.min(last, now + 1)), STEP_MS);
    return () => clearInterval(timer);
  }, [isPlaying, last]);
  const isAtEnd = at >= last;
  useEffect(() => {
    if (isAtEnd) setPlaying(false);
  }, [isAtEnd]);
  /** Whoever plays it at its end wants to see it again. */
  function play() {
    if (!isPlaying && isAtEnd) setAt(1);
    setPlaying(!isPlaying);
  }
  if (error) {
    return (
      <Message title={t.room.missing}>
        <p className="muted">{whyNoDraft(error)}</p>
      </Message>
    );
  }
  const shown = Math.max(1, Math.min(at, last));
  const state = states[shown - 1];
  const event = data?.events[shown - 1];
  const names = {
    team: (id: string) => state?.teams.find((team) => team.id === id)?.name ?? '',
    manager: (id: string) => (data ? managerName(data.draft, id) : null),
    player: (id: string) => data?.players.get(id)?.name ?? '…',
    pick: (pickNumber: number) => pickLabel({ pickNumber }, state?.teams.length ?? 1),
  };
  return (
    <div className="page">
      <Topbar name={data?.me?.name ?? null} />
      {data && (
        <main className="content wide">
          <div className="row between wrap">
            <div className="stack tight">
              <h1 dir="auto">{nameOf(data.draft)}</h1>
              <p className="muted">{t.replay.title}</p>
            </div>
            <div className="row no-print">
              <Link href={`/d/${draftId}`} className="button">
                {t.room.board}
              </Link>
              <Link href={`/d/${draftId}/results`} className="button">
                {t.room.results}
              </Link>
            </div>
          </div>
          {!state || !event ? (
            <p className="empty card">{t.replay.none}</p>
          ) : (
            <div className="card">
              <div className="replay-tools no-print">
                <button type="button" className="button primary" onClick={play}>
                  {isPlaying ? <Pause size={16} /> : <Play size={16} />}
                  {isPlaying ? t.replay.stop : t.replay.play}
                </button>
                <input
                  type="range"
                  min={1}
                  max={last}
                  value={shown}
                  aria-label={t.replay.slider}
                  aria-valuetext={eventLine(event, names)}
                  onChange={(change) => setAt(Number(change.target.value))}
                />
                <span className="small muted figures">{t.replay.at(shown, last)}</span>
                <button
                  type="button"
                  className="button small"
                  onClick={() => void copy(`${location.origin}/d/${draftId}/replay?at=${shown}`)}
                >
                  <Link2 size={15} />
                  {t.replay.link}
                </button>
              </div>
              <p className="pick-line" aria-live="polite">
                <time className="muted" dateTime={event.at}>
                  {atTime(event.at)}
                </time>
                <b className="name">{eventLine(event, names)}</b>
              </p>
              <div className="replay-board print-board">
                <Board
                  cells={state.cells}
                  teams={state.teams}
                  players={data.players}
                  currentPick={state.currentPick}
                />
              </div>
            </div>
          )}
        </main>
      )}
    </div>
  );
}

/** The state after each event, from the first on. States share all cells that did not change. */
function statesOf(now: LiveState, events: Parameters<typeof foldEvent>[1][]): LiveState[] {
  const states: LiveState[] = [];
  let state = emptied(now);
  for (const event of events) {
    const next = foldEvent(state, event);
    if (!next) break;
    state = next;
    states.push(state);
  }
  return states;
}
