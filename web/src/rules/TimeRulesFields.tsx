import { useId } from 'react';
import { rules as texts } from '../texts/rules.ts';
import { Choices } from '../ui/Choices.tsx';
import { optionsOf } from '../ui/options_of.ts';
import { DurationField } from './DurationField.tsx';
import { PlannedPauses } from './PlannedPauses.tsx';
import { QuietHours } from './QuietHours.tsx';
import type { TimeRules } from './time_rules.ts';

const MONTH = 2_592_000;
const HOUR = 3_600;

interface TimeRulesFieldsProps {
  readonly value: TimeRules;
  readonly onChange: (value: TimeRules) => void;
}

/** What happens at zero, and every amount of time beyond the pick clock. */
export function TimeRulesFields({ value, onChange }: TimeRulesFieldsProps) {
  const change = (part: Partial<TimeRules>) => onChange({ ...value, ...part });
  const waits = value.atZero === 'WAIT';
  return (
    <>
      <div className="field">
        <span className="label">{texts.atZero}</span>
        <Choices
          label={texts.atZero}
          options={optionsOf(texts.atZeros)}
          value={value.atZero}
          onChange={(atZero) => change({ atZero })}
        />
      </div>
      <QuietHours value={value.quietHours} onChange={(quietHours) => change({ quietHours })} />
      <div className="pair">
        <DurationField
          label={texts.bank}
          hint={texts.bankHint}
          most={MONTH}
          value={value.bankSeconds}
          onChange={(bankSeconds) => change({ bankSeconds })}
        />
        <DurationField
          label={texts.increment}
          hint={texts.incrementHint}
          most={HOUR}
          value={value.incrementSeconds}
          onChange={(incrementSeconds) => change({ incrementSeconds })}
        />
        {!waits && (
          <DurationField
            label={texts.grace}
            hint={texts.graceHint}
            most={10}
            value={value.graceSeconds}
            onChange={(graceSeconds) => change({ graceSeconds })}
          />
        )}
        <DurationField
          label={texts.autopilot}
          hint={texts.autopilotHint}
          most={60}
          value={value.autopilotSeconds}
          onChange={(autopilotSeconds) => change({ autopilotSeconds })}
        />
        {!waits && (
          <Misses
            value={value.autopilotAfterMisses}
            onChange={(autopilotAfterMisses) => change({ autopilotAfterMisses })}
          />
        )}
      </div>
      <div className="field">
        <span className="label">{texts.resume}</span>
        <Choices
          label={texts.resume}
          options={optionsOf(texts.resumes)}
          value={value.resume}
          onChange={(resume) => change({ resume })}
        />
      </div>
      <PlannedPauses value={value} onChange={change} />
    </>
  );
}

interface MissesProps {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function Misses({ value, onChange }: MissesProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{texts.misses}</label>
      <input
        id={id}
        className="input"
        type="number"
        min={1}
        max={100}
        placeholder={texts.never}
        value={value ?? ''}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.valueAsNumber)}
      />
      <span id={`${id}-hint`} className="hint">
        {texts.missesHint}
      </span>
    </div>
  );
}
