import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { CreateLeagueDocument, HomeDocument } from '../../../client/operations.generated.ts';
import { reasonOf, service } from '../state/service.ts';
import { t } from '../texts.ts';
import { Message } from '../ui/Message.tsx';
import { Topbar } from '../ui/Topbar.tsx';

const TEAMS_AT_FIRST = 10;
const MOST_TEAMS = 64;

/** A league: its name, its teams, and which of them is one's own. */
export default function NewLeague() {
  const [, go] = useLocation();
  const { data } = useQuery({ queryKey: ['home'], queryFn: () => service.ask(HomeDocument, {}) });
  const [name, setName] = useState('');
  const [teams, setTeams] = useState<readonly { id: string; name: string }[]>(() =>
    Array.from({ length: TEAMS_AT_FIRST }, (_, index) => newTeam(index)),
  );
  const [own, setOwn] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const me = data?.me;

  async function create(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    try {
      const { createLeague } = await service.ask(
        CreateLeagueDocument,
        {
          name,
          teams: teams.map((team, index) => ({
            name: team.name,
            ...(index === own && me ? { managerId: me.id } : {}),
          })),
        },
        { once: true },
      );
      if (createLeague?.league) go(`/l/${createLeague.league.id}`, { replace: true });
    } catch (error) {
      setProblem(reasonOf(error));
    }
  }
  const rename = (index: number, to: string) =>
    setTeams(teams.map((team, at) => (at === index ? { ...team, name: to } : team)));

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
        <form className="stack loose" onSubmit={(event) => void create(event)}>
          <div className="field">
            <label htmlFor="league">{t.league.name}</label>
            <input
              id="league"
              className="input"
              required
              maxLength={100}
              placeholder={t.league.namePlaceholder}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <fieldset className="field">
            <legend className="label">
              <h2>{t.league.teams}</h2>
            </legend>
            <span className="hint">{t.league.teamsHint}</span>
            <ol className="teams-edit">
              {teams.map((team, index) => (
                <li key={team.id}>
                  <span className="number">{index + 1}</span>
                  <input
                    className="input"
                    aria-label={t.league.team(index + 1)}
                    required
                    maxLength={100}
                    value={team.name}
                    onChange={(event) => rename(index, event.target.value)}
                  />
                  <button
                    type="button"
                    className="button quiet icon"
                    aria-label={t.league.remove(team.name)}
                    disabled={teams.length <= 2}
                    onClick={() => setTeams(teams.filter((_, at) => at !== index))}
                  >
                    <X size={18} />
                  </button>
                </li>
              ))}
            </ol>
            <button
              type="button"
              className="button"
              disabled={teams.length >= MOST_TEAMS}
              onClick={() => setTeams([...teams, newTeam(teams.length)])}
            >
              <Plus size={18} />
              {t.league.add}
            </button>
          </fieldset>
          <div className="field">
            <label htmlFor="own">{t.league.yours}</label>
            <select
              id="own"
              className="input"
              value={own}
              onChange={(event) => setOwn(Number(event.target.value))}
            >
              {teams.map((team, index) => (
                <option key={team.id} value={index}>
                  {team.name}
                </option>
              ))}
              <option value={-1}>{t.league.none}</option>
            </select>
            <span className="hint">{t.league.yoursHint}</span>
          </div>
          {problem !== null && (
            <p className="notice bad" role="alert">
              {problem}
            </p>
          )}
          <button type="submit" className="button primary large">
            {t.league.create}
          </button>
        </form>
      </main>
    </div>
  );
}

function newTeam(index: number): { id: string; name: string } {
  return { id: crypto.randomUUID(), name: `Team ${index + 1}` };
}
