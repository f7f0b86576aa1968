import { useState } from 'react';
import type { PlayerPoolsQuery } from '../../../client/operations.generated.ts';
import { DurationField } from '../rules/DurationField.tsx';
import { TimeRulesFields } from '../rules/TimeRulesFields.tsx';
import { CLOCKS, type TimeRules } from '../rules/time_rules.ts';
import { rules as texts } from '../texts/rules.ts';
import { t } from '../texts.ts';
import { Choices } from '../ui/Choices.tsx';
import { optionsOf } from '../ui/options_of.ts';
import type { SectionProps } from './draft_form.ts';
import { ROSTERS } from './presets.ts';
import { Seating } from './Seating.tsx';

const MONTH = 2_592_000;

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
          least={1}
          most={MONTH}
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

/** Who can be drafted, when it starts, who may watch. */
export function OthersSection({
  form: { poolId, starts, visibility },
  change,
  pools,
  onImport,
}: SectionProps & { readonly pools: Pools; readonly onImport: () => void }) {
  return (
    <section className="card pad stack">
      <div className="field">
        <label htmlFor="pool">{t.draft.pool}</label>
        <div className="row tight">
          <select
            id="pool"
            className="input"
            value={poolId || pools[0]?.id}
            onChange={(event) => change({ poolId: event.target.value })}
          >
            {pools.map((pool) => (
              <option key={pool.id} value={pool.id}>
                {pool.name}
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
