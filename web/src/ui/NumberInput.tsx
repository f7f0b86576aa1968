import { useState } from 'react';
import { say } from '../state/toasts.ts';
import { t } from '../texts.ts';

interface NumberInputProps {
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
  /** Either names the field: a label of its own, or one elsewhere in the page. */
  readonly label?: string;
  readonly id?: string;
  readonly hintId?: string;
}

/** A whole number that is typed. It counts as soon as it is within its bounds; what does not is gone when the field is left, which is said. */
export function NumberInput({ value, least, most, onChange, label, id, hintId }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      id={id}
      className="input number-input figures"
      type="number"
      inputMode="numeric"
      required
      min={least}
      max={most}
      step={1}
      aria-label={label}
      aria-describedby={hintId}
      value={typed ?? value}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onBlur={() => {
        if (typed !== null && Number(typed) !== value) say(t.outOfBounds(least, most, value));
        setTyped(null);
      }}
      onChange={({ target }) => {
        setTyped(target.value);
        const number = target.valueAsNumber;
        if (Number.isInteger(number) && number >= least && number <= most) onChange(number);
      }}
    />
  );
}
