import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { DraftClientError } from '../../../client/errors.ts';
import { HomeDocument, type HomeQuery } from '../../../client/operations.generated.ts';
import { reasonOf, service, sessionRequest } from '../state/service.ts';
import { t } from '../texts.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { NameInput } from '../ui/NameInput.tsx';
import { useAttempt } from '../ui/use_attempt.ts';

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
  const [unknown, setUnknown] = useState<unknown>(null);
  const [name, setName] = useState('');
  const { failure, isBusy, attempt, forget } = useAttempt();
  const problem = unknown ?? failure;
  useEffect(() => {
    if (secret === '') return;
    sessionRequest<Invited>('/invitation', 'POST', { invitation: secret }).then(setInvited, async (error) => {
      const place = await ownPlace(error);
      if (place === null) setUnknown(error);
      else go(place, { replace: true });
    });
  }, [secret, go]);

  function join(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      const body = { invitation: secret, ...(invited?.signedInAs ? {} : { name }) };
      const { teamId } = await sessionRequest<{ teamId: string }>('/session', 'POST', body);
      const me = await whoIsHere();
      go((me && placeOf(me, ({ id }) => id === teamId)) ?? '/', { replace: true });
    });
  }

  const was = wasFor(problem);
  if (secret === '' || (problem !== null && (!invited || opensNothing(problem)))) {
    return (
      <Message title={t.join.bad}>
        <p className="muted">{secret === '' ? t.join.incomplete : reasonOf(problem)}</p>
        {was !== null && <p className="muted">{was}</p>}
      </Message>
    );
  }
  if (!invited) return <main className="centre muted">{t.join.loading}</main>;
  return (
    <main className="centre">
      <form className="card stack" onSubmit={join} onInput={forget}>
        <h1>{t.join.title(invited.league)}</h1>
        <p>{t.join.lead(invited.team)}</p>
        {invited.signedInAs === null ? (
          <div className="field">
            <label htmlFor="name">{t.join.name}</label>
            <NameInput id="name" autoComplete="name" hintId="name-hint" value={name} onChange={setName} />
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
        <Button type="submit" className="button primary large" isOff={isBusy}>
          {invited.signedInAs === null ? t.join.join : t.join.joinAs(invited.signedInAs)}
        </Button>
        <p className="small muted">{t.join.note}</p>
      </form>
    </main>
  );
}

type Me = NonNullable<HomeQuery['me']>;
type MyTeam = Me['teams'][number];

/** Whoever is signed in, with their teams and drafts; null: nobody is, or nobody can tell. */
async function whoIsHere(): Promise<Me | null> {
  const { me } = await service.ask(HomeDocument, {}).catch(() => ({ me: null }));
  return me;
}

/** Where whoever has such a team belongs: the draft of its league that goes on now, else the league. Null: they have none. */
function placeOf({ teams, drafts }: Me, isMeant: (team: MyTeam) => boolean): string | null {
  const team = teams.find(isMeant);
  if (!team) return null;
  const running = drafts.find(
    ({ leagueId, state }) => leagueId === team.leagueId && (state === 'IN_PROGRESS' || state === 'PAUSED'),
  );
  return running ? `/d/${running.id}` : `/l/${team.leagueId}`;
}

/** Where a used link led to, for whoever drafts for its team already: they followed it again. */
async function ownPlace(error: unknown): Promise<string | null> {
  const { reason, league, team } = error instanceof DraftClientError ? error.numbers : {};
  if (reason !== 'USED') return null;
  const me = await whoIsHere();
  const names = new Map(me?.leagues.map(({ id, name }) => [id, name]));
  return me && placeOf(me, ({ name, leagueId }) => name === team && names.get(leagueId) === league);
}

function opensNothing(error: unknown): boolean {
  return error instanceof DraftClientError && ['INVITATION_INVALID', 'TEAM_HAS_MANAGER'].includes(error.code);
}

function wasFor(error: unknown): string | null {
  const { league, team } = error instanceof DraftClientError ? error.numbers : {};
  return typeof team === 'string' && typeof league === 'string' ? t.join.wasFor(team, league) : null;
}
