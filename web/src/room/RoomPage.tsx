import { ListOrdered, NotebookText, Table2, UserRound, Users } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { setPreferences, usePreferences } from '../state/preferences.ts';
import { reasonOf } from '../state/service.ts';
import { t } from '../texts.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Message } from '../ui/Message.tsx';
import { Board } from './Board.tsx';
import { CommissionerBar } from './bar/CommissionerBar.tsx';
import { Reactions } from './Company.tsx';
import { ConfirmPick } from './ConfirmPick.tsx';
import { KeyList, useKeys } from './Keys.tsx';
import { LogPane } from './LogPane.tsx';
import { Lobby } from './lobby/Lobby.tsx';
import { Notices } from './Notices.tsx';
import { Players } from './Players.tsx';
import { QueuePane } from './QueuePane.tsx';
import { RoomBar } from './RoomBar.tsx';
import { RosterPane } from './RosterPane.tsx';
import { RoomProvider, type RoomState, roomOf } from './room_state.ts';
import { Stage } from './Stage.tsx';
import { useAlerts } from './use_alerts.ts';
import { useLiveDraft } from './use_live_draft.ts';
import { useQueue } from './use_queue.ts';

// What is opened now and then is loaded then.
const CellDialog = lazy(() => import('./deeds/CellDialog.tsx'));

interface ShownCell {
  readonly pickNumber: number;
  readonly isChosenHere: boolean;
}

/** The room of a draft: for its managers, its commissioner, and whoever watches. */
export function RoomPage({ draftId }: { readonly draftId: string }) {
  const { live, view } = useLiveDraft(draftId);
  const room = useMemo(() => roomOf(live, view), [live, view]);
  const onTick = useAlerts(room);
  if (view.phase === 'refused' && view.error?.code !== 'TOKEN_INVALID') {
    return (
      <Message title={t.room.missing}>
        <p className="muted">
          {view.error?.code === 'DRAFT_NOT_FOUND' ? t.room.missingHow : reasonOf(view.error)}
        </p>
      </Message>
    );
  }
  if (!room)
    return (
      <main className="centre muted">{view.cutSince === null ? t.room.loading : t.errors.unreachable}</main>
    );
  return (
    <RoomProvider value={room}>
      <Room room={room} onTick={onTick} />
    </RoomProvider>
  );
}

const TABS = [
  ['board', Table2],
  ['players', Users],
  ['queue', ListOrdered],
  ['roster', UserRound],
  ['log', NotebookText],
] as const;
type Tab = (typeof TABS)[number][0];
const SIZES = ['small', 'medium', 'large'] as const;

function Room({ room, onTick }: { readonly room: RoomState; readonly onTick: (text: string) => void }) {
  const { live, view, state, myTeam, isMyTurn, madeUp, isCommissioner, currentTeam } = room;
  const { board } = usePreferences();
  // Clock and board first; the parts below follow as soon as there is time, at first as well.
  const later = useDeferredValue<RoomState | null>(room, null);
  const [tab, setTab] = useState<Tab>('board');
  const [chosen, setChosen] = useState<PoolPlayer | null>(null);
  const [pickingFor, setPickingFor] = useState<string | null>(null);
  const [hasKeys, setKeys] = useState(false);
  const [shown, setShown] = useState<ShownCell | null>(null);
  const showCell = useCallback((pickNumber: number) => setShown({ pickNumber, isChosenHere: false }), []);
  const queue = useQueue(live.draftId, myTeam?.id ?? null);
  const isPicking = pickingFor !== null && pickingFor === currentTeam?.id;
  const isStuck = state.state === 'PAUSED' && state.pauseCause === 'NO_PLAYER_FITS';
  const mayPick =
    (isMyTurn || madeUp !== null || (isCommissioner && isPicking)) &&
    (state.state === 'IN_PROGRESS' || isStuck);
  const nextSize = SIZES[(SIZES.indexOf(board) + 1) % SIZES.length] ?? 'medium';
  useKeys({ '?': () => setKeys(true), b: () => setPreferences({ board: nextSize }) });
  // Entries of the queue have no bye week; the pool knows the rest of them.
  const choose = (player: { readonly id: string }) => setChosen(view.players.get(player.id) ?? null);
  return (
    <div className="room" data-tab={tab}>
      <RoomBar onKeys={() => setKeys(true)} />
      <Stage onTick={onTick} />
      <div className="notices">
        <Notices />
        {state.state === 'SCHEDULED' && <Lobby />}
        {isCommissioner && (
          <CommissionerBar
            isPicking={isPicking}
            onPicking={(on) => setPickingFor(on ? (currentTeam?.id ?? null) : null)}
            onMend={(pickNumber) => setShown({ pickNumber, isChosenHere: true })}
          />
        )}
      </div>
      <main className="floor">
        <ErrorBoundary compact>
          <div className="part part-board">
            <Board
              {...{
                cells: state.cells,
                teams: state.teams,
                players: view.players,
                currentPick: state.currentPick,
              }}
              {...{ sent: view.sent, myTeamId: myTeam?.id ?? null, size: board }}
              onCell={showCell}
            />
          </div>
          <Part name="players" label={t.room.tabs.players} room={later}>
            <Players {...{ queue, mayPick }} onPick={choose} />
          </Part>
          {myTeam && (
            <Part name="queue" label={t.room.queue} room={later}>
              <QueuePane queue={queue} onPick={choose} />
            </Part>
          )}
          <Part name="roster" label={t.room.roster} room={later}>
            <RosterPane />
          </Part>
          <Part name="log" label={t.room.log} room={later}>
            <h2 className="part-title">{t.room.log}</h2>
            <LogPane />
          </Part>
        </ErrorBoundary>
      </main>
      <Tabs tab={tab} onTab={setTab} hasQueue={myTeam !== null} />
      <Reactions />
      {chosen && <ConfirmPick player={chosen} {...{ queue, mayPick }} onClose={() => setChosen(null)} />}
      {shown && (
        <Suspense fallback={null}>
          <CellDialog {...shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
      {hasKeys && <KeyList onClose={() => setKeys(false)} />}
    </div>
  );
}

interface PartProps {
  readonly name: Tab;
  readonly label: string;
  /** The room as this part shows it; null: not yet. */
  readonly room: RoomState | null;
  readonly children: ReactNode;
}

/** A part of the floor below the board. */
function Part({ name, label, room, children }: PartProps) {
  return (
    <section className={`part part-${name}`} aria-label={label}>
      {room && <RoomProvider value={room}>{children}</RoomProvider>}
    </section>
  );
}

function Tabs({
  tab,
  onTab,
  hasQueue,
}: {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly hasQueue: boolean;
}) {
  return (
    <nav className="tabs" aria-label={t.room.menu}>
      {TABS.filter(([name]) => hasQueue || name !== 'queue').map(([name, Icon]) => (
        <button
          key={name}
          type="button"
          aria-current={tab === name ? 'page' : undefined}
          onClick={() => onTab(name)}
        >
          <Icon size={20} aria-hidden="true" />
          {t.room.tabs[name]}
        </button>
      ))}
    </nav>
  );
}
