import { Plus, X } from 'lucide-react';
import { t } from '../texts.ts';
import { Button } from '../ui/Button.tsx';
import { NameInput } from '../ui/NameInput.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { type NewTeam, namedAgain, namedTwice, withCount } from './team_names.ts';

const [FEWEST_TEAMS, MOST_TEAMS] = [2, 64];

interface TeamNamesProps {
  /** Also those beyond the count: a smaller number that is typed on the way to a larger one forgets no name. */
  readonly teams: readonly NewTeam[];
  readonly count: number;
  readonly onChange: (teams: readonly NewTeam[], count: number) => void;
}

/** How many teams a league has, and what they are called. */
export function TeamNames({ teams, count, onChange }: TeamNamesProps) {
  const shown = teams.slice(0, count);
  const twice = namedTwice(shown);
  const again = namedAgain(shown);
  const setCount = (next: number) => onChange(withCount(teams, next), next);
  return (
    <fieldset className="field">
      <legend className="label">
        <h2>{t.league.teams}</h2>
      </legend>
      <div className="row">
        <label htmlFor="team-count">{t.league.howMany}</label>
        <NumberInput
          id="team-count"
          value={count}
          least={FEWEST_TEAMS}
          most={MOST_TEAMS}
          onChange={setCount}
        />
      </div>
      <span className="hint">{t.league.teamsHint}</span>
      <ol className="teams-edit">
        {shown.map((team, index) => (
          <li key={team.id}>
            <span className="number">{index + 1}</span>
            <NameInput
              label={t.league.team(index + 1)}
              value={team.name}
              fault={again.has(team.id) ? t.league.namedAgain : ''}
              onChange={(name) =>
                onChange(
                  teams.map((each) => (each.id === team.id ? { ...each, name } : each)),
                  count,
                )
              }
            />
            <Button
              className="button quiet icon"
              aria-label={t.league.remove(team.name)}
              isOff={count <= FEWEST_TEAMS}
              onClick={() =>
                onChange(
                  teams.filter(({ id }) => id !== team.id),
                  count - 1,
                )
              }
            >
              <X size={18} />
            </Button>
          </li>
        ))}
      </ol>
      {twice.length > 0 && (
        <p className="notice warn" role="status">
          {t.league.namedTwice(twice)}
        </p>
      )}
      <Button className="button" isOff={count >= MOST_TEAMS} onClick={() => setCount(count + 1)}>
        <Plus size={18} />
        {t.league.add}
      </Button>
    </fieldset>
  );
}
