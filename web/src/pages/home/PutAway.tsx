import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { PutAwayDocument } from '../../../../client/operations.generated.ts';
import { reasonOf, service } from '../../state/service.ts';
import { t } from '../../texts.ts';

/** Leagues and drafts that were put away; nothing of it is shown to whoever has put nothing away. */
export function PutAway() {
  const { data, error } = useQuery({
    queryKey: ['put away'],
    queryFn: () => service.ask(PutAwayDocument, {}),
    staleTime: 0,
  });
  const leagues = data?.me?.leagues ?? [];
  const drafts = data?.me?.drafts ?? [];
  if (leagues.length + drafts.length === 0 && !error) return null;
  return (
    <footer>
      <details className="more">
        <summary>{t.home.putAway}</summary>
        {error && <p className="notice bad">{reasonOf(error)}</p>}
        <ul className="list">
          {leagues.map(({ id, name }) => (
            <li key={id} className="item">
              <Link href={`/l/${id}`} className="grow truncate">
                {name}
              </Link>
              <span className="badge">{t.home.aLeague}</span>
            </li>
          ))}
          {drafts.map(({ id, name, state, league }) => (
            <li key={id} className="item">
              <Link href={state === 'COMPLETED' ? `/d/${id}/results` : `/d/${id}`} className="grow truncate">
                {name ?? league?.name}
              </Link>
              <span className="badge">{t.states[state]}</span>
            </li>
          ))}
        </ul>
      </details>
    </footer>
  );
}
