import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { settled as texts } from '../texts/settled.ts';
import type { SettledPick, SettledTeam } from './settled.ts';

interface PickRowsProps<Pick extends SettledPick> {
  readonly title: string;
  readonly hint: string;
  readonly add: string;
  readonly teams: readonly SettledTeam[];
  readonly rounds: number;
  readonly rows: readonly Pick[];
  readonly onAdd: (pick: SettledPick) => void;
  readonly onChange: (rows: readonly Pick[]) => void;
  /** What a row has besides its team and its round. */
  readonly children?: (row: Pick, number: number, set: (row: Pick) => void) => ReactNode;
}

/** Picks by team and round, a row each. */
export function PickRows<Pick extends SettledPick>(props: PickRowsProps<Pick>) {
  const { title, hint, add, teams, rounds, rows, onAdd, onChange, children } = props;
  return (
    <fieldset className="field settled">
      <legend className="label">{title}</legend>
      <span className="hint">{hint}</span>
      {rows.map((row, index) => {
        const set = (next: Pick) => onChange(rows.map((each) => (each.id === row.id ? next : each)));
        return (
          <div key={row.id} className={children ? 'settled-pick with-more' : 'settled-pick'}>
            <TeamChoice
              label={texts.team(title, index + 1)}
              teams={teams}
              value={row.teamId}
              onChange={(teamId) => set({ ...row, teamId, cellTeamId: null })}
            />
            <input
              className="input round"
              type="number"
              required
              min={1}
              max={rounds}
              aria-label={texts.round(title, index + 1)}
              placeholder={texts.roundShort}
              value={Number.isNaN(row.round) ? '' : row.round}
              onChange={({ target }) => set({ ...row, round: target.valueAsNumber, cellTeamId: null })}
            />
            {children?.(row, index + 1, set)}
            <button
              type="button"
              className="button quiet icon"
              aria-label={texts.remove(title, index + 1)}
              onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
            >
              <X size={18} />
            </button>
          </div>
        );
      })}
      <div>
        <button
          type="button"
          className="button small"
          onClick={() =>
            onAdd({
              id: crypto.randomUUID(),
              teamId: rows.at(-1)?.teamId ?? teams[0]?.id ?? '',
              // Most leagues give the last rounds for them.
              ...{ round: rounds, cellTeamId: null },
            })
          }
        >
          <Plus size={15} />
          {add}
        </button>
      </div>
    </fieldset>
  );
}

interface TeamChoiceProps {
  readonly label: string;
  readonly teams: readonly SettledTeam[];
  readonly value: string;
  readonly onChange: (teamId: string) => void;
}

export function TeamChoice({ label, teams, value, onChange }: TeamChoiceProps) {
  return (
    <select
      className="input"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {teams.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
