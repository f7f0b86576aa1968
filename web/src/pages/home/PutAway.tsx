import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { PutAwayDocument } from '../../../../client/operations.generated.ts';
import { reasonOf, service } from '../../state/service.ts';
import { t } from '../../texts.ts';

/**
 * Leagues and drafts that were put away: read when somebody looks. Whoever has nothing else is asked about at once: somebody new has put
 * nothing away, and is not shown where it would be.
 */
export function PutAway({ isAllThereIs }: { readonly isAllThereIs: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['put away'],
    queryFn: () => service.ask(PutAwayDocument, {}),
    enabled: isOpen || isAllThereIs,
    staleTime: 0,
  });
  const leagues = data?.me?.leagues ?? [];
  const drafts = data?.me?.drafts ?? [];
  const isEmpty = leagues.length + drafts.length === 0;
  if (isAllThereIs && isEmpty && !error) return null;
  return (
    <footer>
      <details className="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t.home.putAway}</summary>
        {error && <p className="notice bad">{reasonOf(error)}</p>}
        {data && isEmpty && <p className="muted small">{t.home.nothingAway}</p>}
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
