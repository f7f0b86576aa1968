import { useQuery } from '@tanstack/react-query';
import { LeagueDocument } from '../../../../client/operations.generated.ts';
import { reasonOf, service } from '../../state/service.ts';
import { t } from '../../texts.ts';
import { Message } from '../../ui/Message.tsx';
import { Topbar } from '../../ui/Topbar.tsx';
import { LOOK_EVERY_MS } from '../look_every.ts';
import { LeagueDrafts } from './LeagueDrafts.tsx';
import { LeagueMenu } from './LeagueMenu.tsx';
import { LeagueTeams } from './LeagueTeams.tsx';

/** A league: its teams and managers, the links that invite them, its drafts. */
export default function League({ leagueId }: { readonly leagueId: string }) {
  const { data, error } = useQuery({
    queryKey: ['league', leagueId],
    queryFn: () => service.ask(LeagueDocument, { leagueId }),
    // Whoever waits here sees who joined, and the draft that was made.
    refetchOnWindowFocus: true,
    refetchInterval: LOOK_EVERY_MS,
  });
  if (error || (data && !data.league)) {
    return (
      <Message title={t.league.missing}>
        <p className="muted">{error ? reasonOf(error) : t.league.missingHow}</p>
      </Message>
    );
  }
  const league = data?.league;
  const me = data?.me ?? null;
  const isMine = me !== null && (me.isOperator || league?.commissionerId === me.id);
  return (
    <div className="page">
      <Topbar name={me?.name ?? null} />
      {league && (
        <main className="content">
          <div className="row between top">
            <div className="stack tight">
              <h1 dir="auto">{league.name}</h1>
              <p className="muted">
                {t.league.size(league.teams.nodes.length)}
                {league.archivedAt !== null && ` · ${t.league.putAway}`}
              </p>
            </div>
            {isMine && <LeagueMenu league={league} />}
          </div>
          <div className="two wide-first">
            <LeagueTeams league={league} isMine={isMine} myId={me?.id ?? null} />
            <LeagueDrafts league={league} isMine={isMine} />
          </div>
        </main>
      )}
    </div>
  );
}
