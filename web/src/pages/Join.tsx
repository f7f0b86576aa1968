import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { DraftClientError } from '../../../client/errors.ts';
import { HomeDocument } from '../../../client/operations.generated.ts';
import { reasonOf, service, sessionRequest } from '../state/service.ts';
import { t } from '../texts.ts';
import { Message } from '../ui/Message.tsx';

interface Invited {
  readonly league: string;
  readonly team: string;
  readonly signedInAs: string | null;
}

/** Where an invitation's link leads. Looking at it uses nothing up; joining does. */
export function Join() {
  const [, go] = useLocation();
  const secret = useRef(location.hash.slice(1)).current;
  const [invited, setInvited] = useState<Invited | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (secret === '') return;
    sessionRequest<Invited>('/invitation', 'POST', { invitation: secret }).then(setInvited, async (error) => {
      const leagueId = await ownLeague(error);
      if (leagueId === null) setProblem(error);
      else go(`/l/${leagueId}`, { replace: true });
    });
  }, [secret, go]);

  async function join(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const name = String(new FormData(event.currentTarget).get('name') ?? '');
    try {
      const body = { invitation: secret, ...(invited?.signedInAs ? {} : { name }) };
      await sessionRequest('/session', 'POST', body);
      go('/', { replace: true });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  }

  if (secret === '' || (problem !== null && (!invited || opensNothing(problem)))) {
    return (
      <Message title={t.join.bad}>
        <p className="muted">{secret === '' ? t.join.incomplete : reasonOf(problem)}</p>
        <p className="muted">{wasFor(problem)}</p>
      </Message>
    );
  }
  if (!invited) return <main className="centre muted">{t.join.loading}</main>;
  return (
    <main className="centre">
      <form className="card stack" onSubmit={(event) => void join(event)}>
        <h1>{t.join.title(invited.league)}</h1>
        <p>{t.join.lead(invited.team)}</p>
        {invited.signedInAs === null ? (
          <div className="field">
            <label htmlFor="name">{t.join.name}</label>
            <input
              id="name"
              name="name"
              className="input"
              autoComplete="name"
              maxLength={100}
              required
              aria-describedby="name-hint"
            />
            <span id="name-hint" className="hint">
              {t.join.nameHint}
            </span>
          </div>
        ) : (
          <p className="muted">{t.join.signedInAs(invited.signedInAs)}</p>
        )}
        {problem !== null && (
          <p className="notice bad" role="alert">
            {reasonOf(problem)}
          </p>
        )}
        <button type="submit" className="button primary large" disabled={isBusy}>
          {invited.signedInAs === null ? t.join.join : t.join.joinAs(invited.signedInAs)}
        </button>
        <p className="small muted">{t.join.note}</p>
      </form>
    </main>
  );
}

/** The league that a used link led to, where whoever is signed in drafts for its team already: they followed it again. */
async function ownLeague(error: unknown): Promise<string | null> {
  const { reason, league, team } = error instanceof DraftClientError ? error.numbers : {};
  if (reason !== 'USED') return null;
  const { me } = await service.ask(HomeDocument, {}).catch(() => ({ me: null }));
  const names = new Map(me?.leagues.map(({ id, name }) => [id, name]));
  const own = me?.teams.find(({ name, leagueId }) => name === team && names.get(leagueId) === league);
  return own?.leagueId ?? null;
}

function opensNothing(error: unknown): boolean {
  return error instanceof DraftClientError && ['INVITATION_INVALID', 'TEAM_HAS_MANAGER'].includes(error.code);
}

function wasFor(error: unknown): string {
  const { league, team } = error instanceof DraftClientError ? error.numbers : {};
  return typeof team === 'string' && typeof league === 'string' ? t.join.wasFor(team, league) : '';
}
