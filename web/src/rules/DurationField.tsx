import { useId, useState } from 'react';
import { rules as texts } from '../texts/rules.ts';

const UNITS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
type Unit = keyof typeof UNITS;
const NAMES = Object.keys(UNITS) as Unit[];

interface DurationFieldProps {
  readonly label: string;
  readonly hint: string;
  /** In seconds, as are the bounds. */
  readonly value: number;
  readonly least?: number;
  readonly most: number;
  readonly onChange: (seconds: number) => void;
}

/** A length of time: a number and its unit, which is the largest that leaves it whole. */
export function DurationField({ label, hint, value, least = 0, most, onChange }: DurationFieldProps) {
  const id = useId();
  const [unit, setUnit] = useState<Unit>(() => unitOf(value));
  const size = UNITS[unit];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="row tight">
        <input
          id={id}
          className="input number"
          type="number"
          required
          min={least / size}
          max={most / size}
          step="any"
          value={Number.isNaN(value) ? '' : value / size}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.target.valueAsNumber * size)}
        />
        <select
          className="input unit"
          aria-label={`${texts.unit}: ${label}`}
          value={unit}
          onChange={(event) => {
            const next = event.target.value as Unit;
            setUnit(next);
            onChange((value / size) * UNITS[next]);
          }}
        >
          {NAMES.filter((name) => UNITS[name] <= most).map((name) => (
            <option key={name} value={name}>
              {texts.units[name]}
            </option>
          ))}
        </select>
      </div>
      <span id={`${id}-hint`} className="hint">
        {hint}
      </span>
    </div>
  );
}

function unitOf(seconds: number): Unit {
  return NAMES.toReversed().find((name) => seconds > 0 && seconds % UNITS[name] === 0) ?? 'seconds';
}
