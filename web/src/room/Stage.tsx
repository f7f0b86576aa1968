import { CheckCheck, Pause } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'wouter';
import { t } from '../texts.ts';
import { Countdown } from './Countdown.tsx';
import { clockText } from './clock_text.ts';
import { DeadlineAt } from './DeadlineAt.tsx';
import { pickLabel, placeInRound, type RoomState, useRoom } from './room_state.ts';
import { Spoken } from './Spoken.tsx';
import { WhoIsOn } from './WhoIsOn.tsx';

const NEXT_SHOWN = 5;

interface StageProps {
  readonly onTick?: ((text: string) => void) | undefined;
}

/** The strip that says who is on the clock, for how long, and who is next. */
export const Stage = memo(function Stage({ onTick }: StageProps) {
  const room = useRoom();
  const { state, isMyTurn, isOver } = room;
  const hasClock = !isOver && room.hasClock;
  return (
    <>
      {isOver || !room.current ? <QuietStage room={room} /> : <Turn {...{ room, onTick }} />}
      <Spoken
        turn={turnOf(room)}
        isMine={isMyTurn}
        deadline={hasClock ? state.deadline : null}
        clockEndsAt={hasClock ? state.clockEndsAt : null}
      />
    </>
  );
});

/** Who is on the clock, in a sentence. */
function turnOf(room: RoomState): string {
  const { state, current, currentTeam, isMyTurn, isOver } = room;
  if (isOver || !current) return quietTitle(state.state);
  const pick = pickLabel(current, state.teams.length);
  return isMyTurn ? t.room.yourTurnWith(pick) : t.room.onClockWith(currentTeam?.name ?? '', pick);
}

function Turn({ room, onTick }: StageProps & { readonly room: RoomState }) {
  const { state, current, currentTeam, isMyTurn, sheet, hasClock } = room;
  if (!current) return null;
  const isPaused = state.state === 'PAUSED';
  return (
    <section
      className={`stage ${isMyTurn ? 'mine' : ''} ${isPaused ? 'paused' : ''}`}
      aria-label={t.room.onClock}
    >
      <WhoIsOn
        eyebrow={isPaused ? t.room.paused : isMyTurn ? t.room.yourTurn : t.room.onClock}
        team={currentTeam?.name ?? ''}
        place={`${state.overtimeSince !== null ? `${t.room.overtime} · ` : ''}${t.room.place(current.round, placeInRound(current, state.teams.length), current.pickNumber)}`}
      >
        <DeadlineAt />
      </WhoIsOn>
      <div className="clock">
        {isPaused && <Pause size={28} aria-hidden="true" />}
        {hasClock ? (
          <Countdown
            deadline={state.deadline}
            clockEndsAt={state.clockEndsAt}
            remainingSeconds={state.remainingSeconds}
            wholeSeconds={sheet.settings?.secondsPerPick ?? 1}
            isPickedFor={currentTeam?.autopilot ?? false}
            {...(onTick ? { onTick } : {})}
          />
        ) : (
          <div className="countdown">
            <span className="digits">{t.room.noClock}</span>
          </div>
        )}
        <Bank room={room} />
      </div>
      <Next room={room} />
    </section>
  );
}

/** What the team has in its bank, where the draft has banks. */
function Bank({ room }: { readonly room: RoomState }) {
  const { currentTeam, sheet } = room;
  if (!currentTeam || (sheet.settings?.bankSeconds ?? 0) === 0) return null;
  return (
    <span className="bank figures">
      <span className="eyebrow">{t.room.bank}</span>
      {clockText(currentTeam.bankSeconds * 1_000, false)}
    </span>
  );
}

function Next({ room }: { readonly room: RoomState }) {
  const { upcoming, teams, myTeam, state } = room;
  const later = upcoming.slice(1);
  const away = upcoming.findIndex((cell) => cell.teamId === myTeam?.id);
  const nextOfMine = away === 0 ? later.findIndex((cell) => cell.teamId === myTeam?.id) + 1 : away;
  return (
    <div className="next">
      <span className="eyebrow">
        {t.room.next}
        {myTeam && <b> · {inPicks(nextOfMine, away === 0)}</b>}
      </span>
      <ol>
        {later.slice(0, NEXT_SHOWN).map((cell) => (
          <li key={cell.pickNumber} className={cell.teamId === myTeam?.id ? 'mine' : ''}>
            <span className="figures">{pickLabel(cell, state.teams.length)}</span>
            <b className="truncate" dir="auto">
              {teams.get(cell.teamId)?.name}
            </b>
          </li>
        ))}
      </ol>
    </div>
  );
}

function inPicks(n: number, isOnClock: boolean): string {
  if (n <= 0) return t.room.noMore;
  return isOnClock ? t.room.againInPicks(n) : t.room.inPicks(n);
}

/** Before a draft and after it nobody is on the clock. */
function QuietStage({ room }: { readonly room: RoomState }) {
  const { state, sheet, league, view } = room;
  const isMine = view.me !== null && sheet.league?.commissionerId === view.me.id;
  const how = sheet.startsAt
    ? t.room.startsAt(sheet.startsAt)
    : isMine
      ? t.room.waitsForYou
      : t.room.waitsFor(sheet.league?.commissioner?.name ?? '');
  return (
    <section className="stage quiet" aria-label={quietTitle(state.state)}>
      <div className="who">
        <span className="eyebrow">{league}</span>
        <strong className="team">
          {state.state === 'COMPLETED' && <CheckCheck size={28} aria-hidden="true" />}
          {quietTitle(state.state)}
        </strong>
        {state.state === 'SCHEDULED' && <span className="place">{how}</span>}
      </div>
      {state.state === 'COMPLETED' && (
        <Link href={`/d/${sheet.id}/results`} className="button primary">
          {t.room.seeResults}
        </Link>
      )}
    </section>
  );
}

function quietTitle(state: RoomState['state']['state']): string {
  if (state === 'COMPLETED') return t.room.over;
  return state === 'CANCELLED' ? t.room.cancelled : t.room.notStarted;
}
