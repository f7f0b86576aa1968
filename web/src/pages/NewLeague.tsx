import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CreateLeagueDocument, HomeDocument } from '../../../client/operations.generated.ts';
import { service } from '../state/service.ts';
import { t } from '../texts.ts';
import { Button } from '../ui/Button.tsx';
import { LeaveQuestion } from '../ui/LeaveQuestion.tsx';
import { Message } from '../ui/Message.tsx';
import { NameInput } from '../ui/NameInput.tsx';
import { Topbar } from '../ui/Topbar.tsx';
import { useAttempt } from '../ui/use_attempt.ts';
import { useLeaveGuard } from '../ui/use_leave_guard.ts';
import { TeamNames } from './TeamNames.tsx';
import { areNewTeams, newTeams } from './team_names.ts';

const TEAMS_AT_FIRST = 10;
/** Whoever only runs the draft has none. */
const NO_TEAM = '';

/** A league: its name, its teams, and which of them is one's own. */
export default function NewLeague() {
  const { data } = useQuery({ queryKey: ['home'], queryFn: () => service.ask(HomeDocument, {}) });
  const [name, setName] = useState('');
  const [{ named, count }, setTeams] = useState(() => ({
    named: newTeams(TEAMS_AT_FIRST),
    count: TEAMS_AT_FIRST,
  }));
  const [chosen, setChosen] = useState<string | null>(null);
  const { problem, isBusy, attempt, forget } = useAttempt();
  const me = data?.me;
  const teams = named.slice(0, count);
  const guard = useLeaveGuard(name !== '' || chosen !== null || !areNewTeams(teams, TEAMS_AT_FIRST));
  // Who removes the team that was theirs has the first one again.
  const own = chosen === NO_TEAM ? NO_TEAM : (teams.find(({ id }) => id === chosen) ?? teams[0])?.id;

  function create(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      const { createLeague } = await service.ask(
        CreateLeagueDocument,
        {
          name,
          teams: teams.map((team) => ({
            name: team.name,
            ...(team.id === own && me ? { managerId: me.id } : {}),
          })),
        },
        { once: true },
      );
      if (createLeague?.league) guard.finish(`/l/${createLeague.league.id}`);
    });
  }

  if (me === null) {
    return (
      <Message title={t.home.signedOut}>
        <p className="muted">{t.home.signedOutHow}</p>
      </Message>
    );
  }
  return (
    <div className="page">
      <Topbar name={me?.name ?? null} />
      <main className="content narrow">
        <h1>{t.league.new}</h1>
        <form className="stack loose" onSubmit={create} onInput={forget}>
          <div className="field">
            <label htmlFor="league">{t.league.name}</label>
            <NameInput id="league" placeholder={t.league.namePlaceholder} value={name} onChange={setName} />
          </div>
          <TeamNames
            teams={named}
            count={count}
            onChange={(next, nextCount) => {
              setTeams({ named: next, count: nextCount });
              forget();
            }}
          />
          <div className="field">
            <label htmlFor="own">{t.league.yours}</label>
            <select
              id="own"
              className="input"
              value={own}
              onChange={(event) => setChosen(event.target.value)}
            >
              {teams.map((team) => (
                <option key={team.id} value={team.id}>
                  {team.name.trim() || t.league.nameless(named.indexOf(team) + 1)}
                </option>
              ))}
              <option value={NO_TEAM}>{t.league.none}</option>
            </select>
            <span className="hint">{t.league.yoursHint}</span>
          </div>
          {problem !== null && (
            <p className="notice bad" role="alert">
              {problem}
            </p>
          )}
          {/* Not before it is known who makes it: their own team is theirs from the beginning. */}
          <Button type="submit" className="button primary large" isOff={isBusy || !me}>
            {t.league.create}
          </Button>
        </form>
      </main>
      <LeaveQuestion guard={guard} />
    </div>
  );
}
