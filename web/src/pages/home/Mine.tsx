import { ListOrdered } from 'lucide-react';
import { Link } from 'wouter';
import { t } from '../../texts.ts';
import type { Me } from './home_data.ts';
import { PutAway } from './PutAway.tsx';
import { type LeftPractice, useLeftPractice } from './use_left_practice.ts';

type HomeDraft = Me['drafts'][number];

const OPEN_STATES = ['IN_PROGRESS', 'PAUSED', 'SCHEDULED'];

/** Drafts that need somebody stand first. */
function byNeed(one: HomeDraft, other: HomeDraft): number {
  const weight = (draft: HomeDraft) =>
    isMyTurn(draft)
      ? -1
      : OPEN_STATES.includes(draft.state)
        ? OPEN_STATES.indexOf(draft.state)
        : OPEN_STATES.length;
  return weight(one) - weight(other);
}

function isMyTurn({ state, myTeam, currentTeam }: HomeDraft): boolean {
  return state === 'IN_PROGRESS' && myTeam !== null && myTeam.id === currentTeam?.id;
}

/** The drafts and leagues of somebody. */
export function Mine({ me }: { readonly me: Me }) {
  const drafts = [...me.drafts].sort(byNeed);
  const practice = useLeftPractice();
  return (
    <div className="two wide-first">
      <section className="card" aria-labelledby="drafts">
        <header>
          <h2 id="drafts">{t.home.yourDrafts}</h2>
        </header>
        <div className="list">
          {practice && <PracticeItem practice={practice} />}
          {drafts.map((draft) => (
            <DraftItem key={draft.id} draft={draft} />
          ))}
        </div>
        {drafts.length === 0 && !practice && <p className="empty">{t.home.noDrafts}</p>}
        <PutAway />
      </section>
      <section className="card" aria-labelledby="leagues">
        <header>
          <h2 id="leagues">{t.home.yourLeagues}</h2>
        </header>
        <div className="list">
          {me.leagues.map((league) => (
            <Link key={league.id} href={`/l/${league.id}`} className="item">
              <span className="grow">
                <b className="truncate">{league.name}</b>
                <span className="small muted">
                  {league.commissionerId === me.id ? t.home.commissioner : teamLine(me, league.id)}
                </span>
              </span>
            </Link>
          ))}
        </div>
        {me.leagues.length === 0 && <p className="empty">{t.home.noLeagues}</p>}
        <footer>
          <Link href="/rankings" className="button quiet">
            <ListOrdered size={16} />
            {t.home.rankings}
          </Link>
        </footer>
      </section>
    </div>
  );
}

function teamLine({ teams }: Me, leagueId: string): string {
  const team = teams.find((each) => each.leagueId === leagueId);
  return team ? t.home.manager(team.name) : '';
}

/** The last practice draft: it is in nobody's list, and goes on until it is over; then its results are there for a while. */
function PracticeItem({ practice: { id, state, myTeam, currentTeam } }: { readonly practice: LeftPractice }) {
  const isTurn = state === 'IN_PROGRESS' && myTeam?.id === currentTeam?.id;
  const isOver = state === 'COMPLETED';
  return (
    <Link href={isOver ? `/d/${id}/results` : `/d/${id}`} className="item">
      <span className="grow">
        <b>{isOver ? t.practice.results : t.practice.goOn}</b>
        <span className="small muted truncate">
          {isTurn ? t.home.yourTurn : currentTeam ? t.home.onClock(currentTeam.name) : ''}
        </span>
      </span>
      <span className={isOver ? 'badge' : state === 'PAUSED' ? 'badge warn' : 'badge live'}>
        {t.states[state]}
      </span>
    </Link>
  );
}

function DraftItem({ draft }: { readonly draft: HomeDraft }) {
  const { name, state, startsAt, currentTeam, settings, league } = draft;
  const isTurn = isMyTurn(draft);
  // Whose turn it is stands beside it where it is one's own.
  const line =
    state === 'SCHEDULED'
      ? startsAt
        ? t.home.startsAt(startsAt)
        : t.home.waits
      : currentTeam && !isTurn
        ? t.home.onClock(currentTeam.name)
        : settings
          ? t.home.shape(settings.rounds, settings.secondsPerPick)
          : '';
  const isOver = state === 'COMPLETED';
  return (
    <Link href={isOver ? `/d/${draft.id}/results` : `/d/${draft.id}`} className="item">
      <span className="grow">
        <b className="truncate" dir="auto">
          {name ?? league?.name}
        </b>
        <span className="small muted truncate">
          {[name === null ? '' : league?.name, line].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span
        className={
          isTurn || state === 'IN_PROGRESS' ? 'badge live' : state === 'PAUSED' ? 'badge warn' : 'badge'
        }
      >
        {isTurn ? t.home.yourTurn : t.states[state]}
      </span>
    </Link>
  );
}
