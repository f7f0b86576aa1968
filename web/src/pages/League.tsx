import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import {
  InviteManagersDocument,
  LeagueDocument,
  type LeagueQuery,
  SetTeamManagerDocument,
} from '../../../client/operations.generated.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { t } from '../texts.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Message } from '../ui/Message.tsx';
import { Topbar } from '../ui/Topbar.tsx';
import { type Invitation, InvitationLinks } from './InvitationLinks.tsx';

type LeagueData = NonNullable<LeagueQuery['league']>;
type Team = LeagueData['teams']['nodes'][number];

/** A league: its teams and managers, the links that invite them, its drafts. */
export default function League({ leagueId }: { readonly leagueId: string }) {
  const { data, error } = useQuery({
    queryKey: ['league', leagueId],
    queryFn: () => service.ask(LeagueDocument, { leagueId }),
    refetchOnWindowFocus: true,
  });
  if (error || (data && !data.league)) {
    return (
      <Message title={t.league.missing}>
        <p className="muted">{error ? reasonOf(error) : t.league.missingHow}</p>
      </Message>
    );
  }
  const league = data?.league;
  const isMine = league?.commissionerId === data?.me?.id;
  return (
    <div className="page">
      <Topbar name={data?.me?.name ?? null} />
      {league && (
        <main className="content">
          <div className="stack tight">
            <h1>{league.name}</h1>
            <p className="muted">{t.league.size(league.teams.nodes.length)}</p>
          </div>
          <div className="two wide-first">
            <Teams league={league} isMine={isMine} myId={data.me?.id ?? null} />
            <Drafts league={league} isMine={isMine} />
          </div>
        </main>
      )}
    </div>
  );
}

interface TeamsProps {
  readonly league: LeagueData;
  readonly isMine: boolean;
  readonly myId: string | null;
}

function Teams({ league, isMine, myId }: TeamsProps) {
  const queries = useQueryClient();
  const [invitations, setInvitations] = useState<readonly Invitation[]>([]);
  const [releasing, setReleasing] = useState<Team | null>(null);
  const open = league.teams.nodes.filter(({ managerId }) => managerId === null);
  async function invite(teams: readonly Team[]) {
    try {
      const { inviteManagers } = await service.ask(InviteManagersDocument, {
        teamIds: teams.map(({ id }) => id),
      });
      setInvitations(inviteManagers?.invitations ?? []);
    } catch (error) {
      say(reasonOf(error));
    }
  }
  return (
    <section className="card" aria-labelledby="teams">
      <header>
        <h2 id="teams">{t.league.managers}</h2>
        {isMine && open.length > 0 && (
          <button type="button" className="button small primary" onClick={() => void invite(open)}>
            {t.league.inviteAll(open.length)}
          </button>
        )}
      </header>
      <ul className="list">
        {league.teams.nodes.map((team) => (
          <li key={team.id} className="item">
            <span className="grow">
              <b className="truncate">{team.name}</b>
              <span className="small muted truncate">
                {team.manager ? team.manager.name : t.league.noManager}
                {team.managerId !== null && team.managerId === myId && ` (${t.league.you})`}
              </span>
            </span>
            {isMine && team.managerId === null && (
              <button type="button" className="button small" onClick={() => void invite([team])}>
                {t.league.invite}
              </button>
            )}
            {isMine && team.managerId !== null && team.managerId !== myId && (
              <button type="button" className="button small quiet" onClick={() => setReleasing(team)}>
                {t.league.release}
              </button>
            )}
          </li>
        ))}
      </ul>
      {invitations.length > 0 && (
        <InvitationLinks league={league.name} invitations={invitations} onClose={() => setInvitations([])} />
      )}
      {releasing && (
        <Confirm
          title={t.league.releaseAsk(releasing.manager?.name ?? '', releasing.name)}
          how={t.league.releaseHow}
          action={t.league.release}
          isDangerous
          run={async () => {
            await service.ask(SetTeamManagerDocument, { teamId: releasing.id, managerId: null });
            await queries.invalidateQueries({ queryKey: ['league', league.id] });
          }}
          onClose={() => setReleasing(null)}
        />
      )}
    </section>
  );
}

function Drafts({ league, isMine }: { readonly league: LeagueData; readonly isMine: boolean }) {
  const drafts = league.drafts.nodes;
  return (
    <section className="card" aria-labelledby="league-drafts">
      <header>
        <h2 id="league-drafts">{t.league.drafts}</h2>
        {isMine && (
          <Link href={`/l/${league.id}/draft`} className="button small primary">
            <Plus size={16} />
            {t.league.newDraft}
          </Link>
        )}
      </header>
      <div className="list">
        {drafts.map(({ id, state, startsAt, settings }) => (
          <Link key={id} href={state === 'COMPLETED' ? `/d/${id}/results` : `/d/${id}`} className="item">
            <span className="grow">
              <b>{settings && t.home.shape(settings.rounds, settings.secondsPerPick)}</b>
              <span className="small muted">
                {startsAt && state === 'SCHEDULED' ? t.home.startsAt(startsAt) : ''}
              </span>
            </span>
            <span className={state === 'IN_PROGRESS' ? 'badge live' : 'badge'}>{t.states[state]}</span>
          </Link>
        ))}
      </div>
      {drafts.length === 0 && <p className="empty">{t.league.noDrafts}</p>}
    </section>
  );
}
