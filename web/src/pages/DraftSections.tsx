import { useState } from 'react';
import type { PlayerPoolsQuery } from '../../../client/operations.generated.ts';
import { DurationField } from '../rules/DurationField.tsx';
import { TimeRulesFields } from '../rules/TimeRulesFields.tsx';
import { CLOCKS, LONGEST_CLOCK, SHORTEST_CLOCK, type TimeRules } from '../rules/time_rules.ts';
import { rules as texts } from '../texts/rules.ts';
import { t } from '../texts.ts';
import { Choices } from '../ui/Choices.tsx';
import { optionsOf } from '../ui/options_of.ts';
import type { SectionProps } from './draft_form.ts';
import { ROSTERS } from './presets.ts';
import { Seating } from './Seating.tsx';

/** What people call the draft; the league's name does where it has none. */
export function NameSection({ form: { name }, change, league }: SectionProps & { readonly league: string }) {
  return (
    <section className="card pad">
      <div className="field">
        <label htmlFor="draft-name">{t.draft.name}</label>
        <input
          id="draft-name"
          className="input"
          maxLength={100}
          placeholder={league}
          value={name}
          aria-describedby="draft-name-hint"
          onChange={(event) => change({ name: event.target.value })}
        />
        <span id="draft-name-hint" className="hint">
          {t.draft.nameHint}
        </span>
      </div>
    </section>
  );
}

/** Clocks by names that people know; every rule of them can be changed. */
export function ClockSection({ form: { clock, rules }, change }: SectionProps) {
  // The fields begin anew with another preset: in which unit a time is shown is theirs to keep.
  const [preset, setPreset] = useState<typeof clock>(clock);
  const own = (next: TimeRules) => change({ rules: next, clock: 'own' });
  return (
    <section className="card pad stack">
      <h2>{t.draft.clock}</h2>
      <p className="small muted">{t.draft.clockHint}</p>
      <Choices
        label={t.draft.clock}
        options={optionsOf(t.draft.clocks)}
        value={clock}
        onChange={(next) => {
          setPreset(next);
          change({ clock: next, ...(next === 'own' ? {} : { rules: CLOCKS[next]() }) });
        }}
      />
      {clock === 'own' && (
        <DurationField
          label={texts.seconds}
          hint={texts.secondsHint}
          least={SHORTEST_CLOCK}
          most={LONGEST_CLOCK}
          value={rules.secondsPerPick}
          onChange={(secondsPerPick) => own({ ...rules, secondsPerPick })}
        />
      )}
      <details className="more" open={clock === 'own'}>
        <summary>{texts.more}</summary>
        <div className="stack" key={preset}>
          <TimeRulesFields value={rules} onChange={own} />
        </div>
      </details>
    </section>
  );
}

export function RosterSection({ form: { roster, seats }, change }: SectionProps) {
  return (
    <section className="card pad stack">
      <h2>{t.draft.roster}</h2>
      <p className="small muted">{t.draft.rosterHint}</p>
      <Choices
        label={t.draft.roster}
        options={optionsOf(t.draft.rosters)}
        value={roster}
        onChange={(next) => change({ roster: next, seats: ROSTERS[next] })}
      />
      <Seating seats={seats} onChange={(next) => change({ seats: next })} />
    </section>
  );
}

type Pools = NonNullable<PlayerPoolsQuery['playerPools']>['nodes'];
/** A list of players to draft from. */
export type FormPool = Pools[number];

interface OthersProps extends SectionProps {
  readonly pools: Pools;
  /** The one that is chosen; undefined while there is none. */
  readonly pool: FormPool | undefined;
  readonly onPool: (poolId: string) => void;
  readonly onImport: () => void;
}

/** Who can be drafted, when it starts, who may watch. */
export function OthersSection({
  form: { starts, visibility },
  change,
  pools,
  pool,
  onPool,
  onImport,
}: OthersProps) {
  return (
    <section className="card pad stack">
      <div className="field">
        <label htmlFor="pool">{t.draft.pool}</label>
        <div className="row tight">
          <select
            id="pool"
            className="input"
            value={pool?.id}
            onChange={(event) => onPool(event.target.value)}
          >
            {pools.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <button type="button" className="button" onClick={onImport}>
            {t.draft.importPool}
          </button>
        </div>
        <span className="hint">{t.draft.poolHint}</span>
      </div>
      <div className="field">
        <label htmlFor="starts">{t.draft.start}</label>
        <input
          id="starts"
          className="input"
          type="datetime-local"
          value={starts}
          onChange={(event) => change({ starts: event.target.value })}
        />
        <span className="hint">{t.draft.startHint}</span>
      </div>
      <div className="field">
        <span className="label">{t.draft.visibility}</span>
        <Choices
          label={t.draft.visibility}
          options={optionsOf(t.draft.visibilities)}
          value={visibility}
          onChange={(next) => change({ visibility: next })}
        />
      </div>
    </section>
  );
}
