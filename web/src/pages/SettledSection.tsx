import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { PlayerField } from '../pools/PlayerField.tsx';
import { usePoolPlayers } from '../pools/use_pool_players.ts';
import { settled as texts } from '../texts/settled.ts';
import { NumbersByPosition } from '../ui/NumbersByPosition.tsx';
import type { FormPool } from './DraftSections.tsx';
import type { DraftForm, FormTeam, SectionProps, SettledPick } from './draft_form.ts';
import { seatCount } from './presets.ts';

interface SettledProps extends SectionProps {
  readonly pool: FormPool | undefined;
}

/** What leagues agree on before the first pick: keepers, picks that fall away, how many of a position a team may have. */
export function SettledSection({ form, change, pool }: SettledProps) {
  return (
    <section className="card pad stack">
      <h2>{texts.title}</h2>
      <p className="small muted">{texts.hint}</p>
      <details className="more">
        <summary>{texts.open}</summary>
        <div className="stack loose">
          <Keepers {...{ form, change, pool }} />
          <Forfeits {...{ form, change }} />
          <div className="field">
            <span className="label">{texts.maximums}</span>
            <NumbersByPosition
              positions={pool?.positions ?? []}
              value={form.maximums}
              onChange={(maximums) => change({ maximums })}
            />
            <span className="hint">{texts.maximumsHint}</span>
          </div>
        </div>
      </details>
    </section>
  );
}

function Keepers({ form, change, pool }: SettledProps) {
  // Asked for once somebody keeps a player.
  const players = usePoolPlayers(form.keepers.length > 0 ? (pool?.id ?? null) : null);
  return (
    <Rows
      title={texts.keepers}
      hint={texts.keepersHint}
      add={texts.addKeeper}
      form={form}
      rows={form.keepers}
      onAdd={(pick) => change({ keepers: [...form.keepers, { ...pick, player: null }] })}
      onChange={(keepers) => change({ keepers })}
    >
      {(keeper, number, set) => (
        <PlayerField
          key={pool?.id}
          label={texts.keptPlayer(number)}
          players={players}
          value={keeper.player}
          onChange={(player) => set({ ...keeper, player })}
        />
      )}
    </Rows>
  );
}

function Forfeits({ form, change }: SectionProps) {
  return (
    <Rows
      title={texts.forfeits}
      hint={texts.forfeitsHint}
      add={texts.addForfeit}
      form={form}
      rows={form.forfeits}
      onAdd={(pick) => change({ forfeits: [...form.forfeits, pick] })}
      onChange={(forfeits) => change({ forfeits })}
    />
  );
}

interface RowsProps<Pick extends SettledPick> {
  readonly title: string;
  readonly hint: string;
  readonly add: string;
  readonly form: DraftForm;
  readonly rows: readonly Pick[];
  readonly onAdd: (pick: SettledPick) => void;
  readonly onChange: (rows: readonly Pick[]) => void;
  /** What a row has besides its team and its round. */
  readonly children?: (row: Pick, number: number, set: (row: Pick) => void) => ReactNode;
}

/** Picks by team and round, a row each. */
function Rows<Pick extends SettledPick>(props: RowsProps<Pick>) {
  const { title, hint, add, form, rows, onAdd, onChange, children } = props;
  const rounds = seatCount(form.seats);
  const last = rows.at(-1);
  return (
    <fieldset className="field settled">
      <legend className="label">{title}</legend>
      <span className="hint">{hint}</span>
      {rows.map((row, index) => {
        const set = (next: Pick) => onChange(rows.map((each) => (each.id === row.id ? next : each)));
        return (
          <div key={row.id} className={children ? 'settled-pick with-player' : 'settled-pick'}>
            <TeamChoice
              label={texts.team(title, index + 1)}
              teams={form.teams}
              value={row.teamId}
              onChange={(teamId) => set({ ...row, teamId })}
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
              onChange={({ target }) => set({ ...row, round: target.valueAsNumber })}
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
              teamId: last?.teamId ?? form.teams[0]?.id ?? '',
              // Most leagues give the last rounds for them.
              round: rounds,
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
  readonly teams: readonly FormTeam[];
  readonly value: string;
  readonly onChange: (teamId: string) => void;
}

function TeamChoice({ label, teams, value, onChange }: TeamChoiceProps) {
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
