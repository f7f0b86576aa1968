import { ListOrdered, NotebookText, Table2, UserRound, Users } from 'lucide-react';
import { lazy, memo, type ReactNode, Suspense, useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { dropPicture, hasPicture } from '../state/picture.ts';
import { setPreferences } from '../state/preferences.ts';
import { whyNoDraft } from '../state/service.ts';
import { usePreferences } from '../state/use_preferences.ts';
import { t } from '../texts.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Message } from '../ui/Message.tsx';
import { Board } from './Board.tsx';
import { CommissionerBar } from './bar/CommissionerBar.tsx';
import { Reactions } from './Company.tsx';
import { Lobby } from './lobby/Lobby.tsx';
import { Notices } from './Notices.tsx';
import { fetchParts, partsToDraw } from './parts.ts';
import { RoomBar } from './RoomBar.tsx';
import { RoomProvider, type RoomState, roomOf } from './room_state.ts';
import { Stage } from './Stage.tsx';
import { useAlerts } from './use_alerts.ts';
import { useCalm } from './use_calm.ts';
import { useKeys } from './use_keys.ts';
import { useLiveDraft } from './use_live_draft.ts';
import { useQueue } from './use_queue.ts';

// What is opened now and then is loaded then.
const CellDialog = lazy(() => import('./deeds/CellDialog.tsx'));
const KeyList = lazy(() => import('./KeyList.tsx'));

interface ShownCell {
  readonly pickNumber: number;
  readonly isChosenHere: boolean;
}

/** The room of a draft: for its managers, its commissioner, and whoever watches. */
export function RoomPage({ draftId }: { readonly draftId: string }) {
  const { live, view } = useLiveDraft(draftId);
  const room = useMemo(() => roomOf(live, view), [live, view]);
  const onTick = useAlerts(room);
  const [hasParts, setHasParts] = useState(false);
  useLayoutEffect(() => void fetchParts().then(() => setHasParts(true)), []);
  // The picture of the board goes in the frame in which something else is shown: the whole room, where nothing failed.
  const isWaiting = view.cutSince === null && (room ? hasPicture() && !hasParts : view.phase === 'loading');
  useLayoutEffect(() => {
    if (!isWaiting) dropPicture();
    return dropPicture;
  }, [isWaiting]);
  if (view.phase === 'refused' && view.error?.code !== 'TOKEN_INVALID') {
    return (
      <Message title={t.room.missing}>
        <p className="muted">{whyNoDraft(view.error)}</p>
      </Message>
    );
  }
  if (isWaiting && hasPicture()) return null;
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
  const { live, view, state, myTeam, isTurnNear, isCommissioner, currentTeam } = room;
  const { board } = usePreferences();
  // Clock and board first; the parts below follow as soon as there is time. At first as well, unless a picture shows the board meanwhile.
  const later = useCalm(room, hasPicture);
  // Others than at first would be drawn anew, without what somebody wrote into them.
  const [{ ConfirmPick, LogPane, Players, QueuePane, RosterPane }] = useState(partsToDraw);
  const [tab, setTab] = useState<Tab>('board');
  const [chosen, setChosen] = useState<PoolPlayer | null>(null);
  const [pickingFor, setPickingFor] = useState<string | null>(null);
  const [hasKeys, setKeys] = useState(false);
  const [shown, setShown] = useState<ShownCell | null>(null);
  const showCell = useCallback((pickNumber: number) => setShown({ pickNumber, isChosenHere: false }), []);
  const mend = useCallback((pickNumber: number) => setShown({ pickNumber, isChosenHere: true }), []);
  const showKeys = useCallback(() => setKeys(true), []);
  const onClock = currentTeam?.id ?? null;
  const pickForOther = useCallback((isOn: boolean) => setPickingFor(isOn ? onClock : null), [onClock]);
  const queue = useQueue(live.draftId, myTeam?.id ?? null, isTurnNear);
  const isPicking = pickingFor !== null && pickingFor === onClock;
  const nextSize = SIZES[(SIZES.indexOf(board) + 1) % SIZES.length] ?? 'medium';
  useKeys({ '?': showKeys, b: () => setPreferences({ board: nextSize }) });
  // Entries of the queue have no bye week; the pool knows the rest of them.
  const choose = useCallback(
    (player: { readonly id: string }) => setChosen(live.view().players.get(player.id) ?? null),
    [live],
  );
  return (
    <div className="room" data-tab={tab}>
      <ErrorBoundary compact>
        <RoomBar onKeys={showKeys} />
      </ErrorBoundary>
      <Stage onTick={onTick} />
      <section className="notices" aria-label={t.room.notices}>
        <ErrorBoundary compact>
          <Notices />
          {state.state === 'SCHEDULED' && <Lobby />}
        </ErrorBoundary>
        {isCommissioner && (
          <ErrorBoundary compact>
            <CommissionerBar isPicking={isPicking} onPicking={pickForOther} onMend={mend} />
          </ErrorBoundary>
        )}
      </section>
      <main className="floor">
        <div className="part part-board print-board">
          <ErrorBoundary compact>
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
          </ErrorBoundary>
        </div>
        <Part name="players" label={t.room.tabs.players} room={later}>
          <Players {...{ queue, isPicking }} onPick={choose} />
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
      </main>
      <Tabs tab={tab} onTab={setTab} hasQueue={myTeam !== null} />
      <Reactions />
      <Suspense fallback={null}>
        {chosen && <ConfirmPick player={chosen} {...{ queue, isPicking }} onClose={() => setChosen(null)} />}
        {shown && <CellDialog {...shown} onClose={() => setShown(null)} />}
        {hasKeys && <KeyList onClose={() => setKeys(false)} />}
      </Suspense>
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

/** A part of the floor below the board. Where it breaks, the others go on. */
function Part({ name, label, room, children }: PartProps) {
  return (
    <section className={`part part-${name}`} aria-label={label}>
      {room && (
        <ErrorBoundary compact>
          <RoomProvider value={room}>
            <Suspense fallback={null}>{children}</Suspense>
          </RoomProvider>
        </ErrorBoundary>
      )}
    </section>
  );
}

interface TabsProps {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly hasQueue: boolean;
}

const Tabs = memo(function Tabs({ tab, onTab, hasQueue }: TabsProps) {
  return (
    <nav className="tabs" aria-label={t.room.parts}>
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
});
