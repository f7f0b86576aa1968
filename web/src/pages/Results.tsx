import { ClipboardCopy, Download, History, MoreHorizontal, Printer, Table2, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { Board } from '../room/Board.tsx';
import { pickLabel, playersOf, RoomProvider, type RoomState, roomOf, useRoom } from '../room/room_state.ts';
import { useLiveDraft } from '../room/use_live_draft.ts';
import { whyNoDraft } from '../state/service.ts';
import { t } from '../texts.ts';
import { copy } from '../ui/copy.ts';
import { Message } from '../ui/Message.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Position } from '../ui/Position.tsx';
import { Topbar } from '../ui/Topbar.tsx';
import { tabsOf } from './results_table.ts';

const WAYS = [
  ['team', t.results.byTeam],
  ['round', t.results.byRound],
] as const;
type Way = (typeof WAYS)[number][0];

/** What a draft came to: by team, by round, as files, on paper. */
export default function Results({ draftId }: { readonly draftId: string }) {
  const { live, view } = useLiveDraft(draftId);
  const room = useMemo(() => roomOf(live, view), [live, view]);
  const [by, setBy] = useState<Way>('team');
  const league = room && leagueOf(room);
  if (view.phase === 'refused') {
    return (
      <Message title={t.room.missing}>
        <p className="muted">{whyNoDraft(view.error)}</p>
      </Message>
    );
  }
  return (
    <div className="page">
      <Topbar name={view.me?.name ?? null} />
      {room && (
        <RoomProvider value={room}>
          <main className="content wide">
            <div className="stack tight">
              <h1 dir="auto">{room.league}</h1>
              <p className="muted">{titleOf(room)}</p>
            </div>
            <div className="row between no-print">
              <div className="chips">
                {WAYS.map(([way, name]) => (
                  <button
                    key={way}
                    type="button"
                    className="chip"
                    aria-pressed={by === way}
                    onClick={() => setBy(way)}
                  >
                    {name}
                  </button>
                ))}
              </div>
              <div className="row wide-only">
                {league && (
                  <Link href={league} className="button">
                    {t.results.league}
                  </Link>
                )}
                <Link href={`/d/${draftId}`} className="button">
                  {t.room.board}
                </Link>
                <Link href={`/d/${draftId}/replay`} className="button">
                  {t.room.replay}
                </Link>
                <TakeAway draftId={draftId} room={room} />
              </div>
              <div className="narrow-only">
                <TakeAway draftId={draftId} room={room} isAllThereIs />
              </div>
            </div>
            {by === 'team' ? <ByTeam /> : null}
            <div
              className={by === 'round' ? 'card print-board' : 'card print-board visually-hidden'}
              aria-hidden={by !== 'round'}
              inert={by !== 'round'}
            >
              <Board
                {...{
                  cells: room.state.cells,
                  teams: room.state.teams,
                  players: view.players,
                  currentPick: room.state.currentPick,
                }}
                myTeamId={room.myTeam?.id ?? null}
                isFollowing={false}
              />
            </div>
          </main>
        </RoomProvider>
      )}
    </div>
  );
}

interface TakeAwayProps {
  readonly draftId: string;
  readonly room: RoomState;
  /** On a phone: the other pages of the draft are in the menu as well. */
  readonly isAllThereIs?: boolean;
}

/** The results as files, for a spreadsheet, on paper. */
function TakeAway({ draftId, room, isAllThereIs = false }: TakeAwayProps) {
  const league = leagueOf(room);
  const files = [
    [t.results.csv, `/drafts/${draftId}/board.csv`],
    [t.results.json, `/drafts/${draftId}/board.json`],
    [t.results.events, `/drafts/${draftId}/events.ndjson`],
  ] as const;
  return (
    <Popover
      className="menu"
      look={isAllThereIs ? 'button small' : 'button'}
      button={
        <>
          {isAllThereIs ? <MoreHorizontal size={16} /> : <Download size={16} />}
          {isAllThereIs ? t.room.menu : t.results.takeAway}
        </>
      }
    >
      {(hide) => (
        <>
          {isAllThereIs && (
            <>
              {league && (
                <Link href={league} className="button quiet">
                  <Users size={16} />
                  {t.results.league}
                </Link>
              )}
              <Link href={`/d/${draftId}`} className="button quiet">
                <Table2 size={16} />
                {t.room.board}
              </Link>
              <Link href={`/d/${draftId}/replay`} className="button quiet">
                <History size={16} />
                {t.room.replay}
              </Link>
            </>
          )}
          {files.map(([name, href]) => (
            <a key={name} className="button quiet" href={href} download onClick={hide}>
              <Download size={16} />
              {name}
            </a>
          ))}
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              hide();
              void copy(tabsOf(room));
            }}
          >
            <ClipboardCopy size={16} />
            {t.results.copyTable}
          </button>
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              hide();
              print();
            }}
          >
            <Printer size={16} />
            {t.results.print}
          </button>
        </>
      )}
    </Popover>
  );
}

/** Where the league of the draft is, for whoever is in it. */
function leagueOf({ sheet, isCommissioner, myTeam }: RoomState): string | null {
  return sheet.league && !sheet.isPreview && (isCommissioner || myTeam) ? `/l/${sheet.league.id}` : null;
}

function titleOf({ isOver, state }: RoomState): string {
  if (state.state === 'CANCELLED') return t.results.cancelled;
  if (isOver) return t.results.title;
  return state.state === 'SCHEDULED' ? t.results.notBegun : t.results.notYet;
}

function ByTeam() {
  const room = useRoom();
  const { state, myTeam } = room;
  return (
    <div className="team-grid no-print">
      {state.teams.map(({ id, name }) => (
        <section key={id} className={id === myTeam?.id ? 'card mine' : 'card'} aria-label={name}>
          <header>
            <h2 className="truncate" dir="auto">
              {name}
            </h2>
            {id === myTeam?.id && <span className="badge live">{t.results.yours}</span>}
          </header>
          {playersOf(room, id).length === 0 && (
            <p className="empty">{room.isOver ? t.results.nobody : t.results.nobodyYet}</p>
          )}
          <ol>
            {playersOf(room, id).map(({ cell, player }) => (
              <li key={cell.pickNumber} className="pick-line">
                <span className="figures muted">{pickLabel(cell, state.teams.length)}</span>
                <span className="name truncate" dir="auto">
                  {player?.name ?? '…'}
                </span>
                {player && <Position positions={player.positions} />}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
