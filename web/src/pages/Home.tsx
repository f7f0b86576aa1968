import { useQuery } from '@tanstack/react-query';
import { ListOrdered } from 'lucide-react';
import { Link } from 'wouter';
import { HomeDocument, type HomeQuery } from '../../../client/operations.generated.ts';
import { dropStaleSession, reasonOf, service } from '../state/service.ts';
import { t } from '../texts.ts';
import { Topbar } from '../ui/Topbar.tsx';
import { OrderPicture } from './OrderPicture.tsx';
import { Start } from './Start.tsx';

type Me = NonNullable<HomeQuery['me']>;
type HomeDraft = Me['drafts'][number];

async function readHome(): Promise<HomeQuery> {
  try {
    return await service.ask(HomeDocument, {});
  } catch (error) {
    if (await dropStaleSession(error)) return service.ask(HomeDocument, {});
    throw error;
  }
}

/** The first page: a practice draft at once, what needs somebody, their drafts and leagues. */
export function Home() {
  const { data, error } = useQuery({
    queryKey: ['home'],
    queryFn: readHome,
    refetchOnWindowFocus: true,
    staleTime: 0,
  });
  const me = data?.me ?? null;
  return (
    <div className="page">
      <Topbar name={me?.name ?? null} />
      <main className="content">
        <Hero me={me} isKnown={data !== undefined} />
        {error && (
          <p className="notice bad" role="alert">
            {reasonOf(error)}
          </p>
        )}
        {me && <Mine me={me} />}
      </main>
    </div>
  );
}

function Hero({ me, isKnown }: { readonly me: Me | null; readonly isKnown: boolean }) {
  return (
    <section className="hero">
      <div className="stack">
        <h1>{t.home.title}</h1>
        <p className="lead">{t.home.lead}</p>
        {me && <Start />}
        {isKnown && !me && (
          <div className="notice warn">
            <div className="stack tight">
              <b>{t.home.signedOut}</b>
              <span>{t.home.signedOutHow}</span>
              <span>{t.home.watching}</span>
            </div>
          </div>
        )}
      </div>
      <OrderPicture kind="SNAKE" teams={t.practice.teams} rounds={8} mine={5} />
    </section>
  );
}

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

function Mine({ me }: { readonly me: Me }) {
  const drafts = [...me.drafts].sort(byNeed);
  return (
    <div className="two wide-first">
      <section className="card" aria-labelledby="drafts">
        <header>
          <h2 id="drafts">{t.home.yourDrafts}</h2>
        </header>
        <div className="list">
          {drafts.map((draft) => (
            <DraftItem key={draft.id} draft={draft} />
          ))}
        </div>
        {drafts.length === 0 && <p className="empty">{t.home.noDrafts}</p>}
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

function DraftItem({ draft }: { readonly draft: HomeDraft }) {
  const { state, startsAt, currentTeam, settings, league } = draft;
  const isTurn = isMyTurn(draft);
  const line = isTurn
    ? t.home.yourTurn
    : state === 'SCHEDULED'
      ? startsAt
        ? t.home.startsAt(startsAt)
        : t.home.waits
      : currentTeam
        ? t.home.onClock(currentTeam.name)
        : settings
          ? t.home.shape(settings.rounds, settings.secondsPerPick)
          : '';
  const isOver = state === 'COMPLETED';
  return (
    <Link href={isOver ? `/d/${draft.id}/results` : `/d/${draft.id}`} className="item">
      <span className="grow">
        <b className="truncate">{league?.name}</b>
        <span className="small muted truncate">{line}</span>
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
