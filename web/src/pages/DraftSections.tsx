import { useState } from 'react';
import type { PlayerPoolsQuery } from '../../../client/operations.generated.ts';
import { poolNames } from '../pools/pool_names.ts';
import { DurationField } from '../rules/DurationField.tsx';
import { localNow } from '../rules/PlannedPauses.tsx';
import { TimeRulesFields } from '../rules/TimeRulesFields.tsx';
import { CLOCKS, LONGEST_CLOCK, SHORTEST_CLOCK, type TimeRules } from '../rules/time_rules.ts';
import { rules as texts } from '../texts/rules.ts';
import { t } from '../texts.ts';
import { Choices } from '../ui/Choices.tsx';
import { NameInput } from '../ui/NameInput.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { optionsOf } from '../ui/options_of.ts';
import type { SectionProps } from './draft_form.ts';
import { MOST_ROUNDS, ROSTERS, rosterOf, type Seats, seatCount, withRounds } from './presets.ts';
import { Seating } from './Seating.tsx';

/** What people call the draft; the league's name does where it has none. */
export function NameSection({ form: { name }, change, league }: SectionProps & { readonly league: string }) {
  return (
    <section className="card pad">
      <div className="field">
        <label htmlFor="draft-name">{t.draft.name}</label>
        <NameInput
          id="draft-name"
          isOptional
          hintId="draft-name-hint"
          placeholder={league}
          value={name}
          onChange={(next) => change({ name: next })}
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

/** The seats of a roster by a preset, each by itself, or all together by the number of rounds. */
export function RosterSection({ form: { roster, seats }, change }: SectionProps) {
  // Rounds that are typed change these: a small number on the way to a larger one takes no seat away.
  const [chosen, setChosen] = useState(seats);
  function take(next: Seats, name: typeof roster = rosterOf(next)) {
    setChosen(next);
    change({ seats: next, roster: name });
  }
  return (
    <section className="card pad stack">
      <h2>{t.draft.roster}</h2>
      <p id="roster-hint" className="small muted">
        {t.draft.rosterHint}
      </p>
      <Choices
        label={t.draft.roster}
        options={optionsOf(t.draft.rosters)}
        value={roster}
        onChange={(next) => take(next === 'own' ? seats : ROSTERS[next], next)}
      />
      <div className="row">
        <label htmlFor="rounds">{t.draft.roundCount}</label>
        <NumberInput
          id="rounds"
          hintId="roster-hint"
          value={seatCount(seats)}
          least={1}
          most={MOST_ROUNDS}
          onChange={(rounds) => {
            const next = withRounds(chosen, rounds);
            change({ seats: next, roster: rosterOf(next) });
          }}
        />
      </div>
      <Seating seats={seats} onChange={take} />
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
  const names = poolNames(pools);
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
            {pools.map(({ id }, index) => (
              <option key={id} value={id}>
                {names[index]}
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
          min={localNow()}
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
