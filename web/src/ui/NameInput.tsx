import { useEffect, useRef } from 'react';
import { t } from '../texts.ts';

/** As the service takes names. */
const LONGEST_NAME = 100;

interface NameInputProps {
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly id?: string | undefined;
  /** What the field is called, where no label of the page names it. */
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly isOptional?: boolean;
  readonly hintId?: string | undefined;
  /** What else is wrong with it; '': nothing. A form with a fault is not sent, and the browser leads to the field. */
  readonly fault?: string;
  readonly autoComplete?: string | undefined;
}

/** A name of something. One of nothing but spaces is said to be none here, before anything is sent. */
export function NameInput({
  value,
  onChange,
  id,
  label,
  placeholder,
  isOptional = false,
  hintId,
  fault = '',
  autoComplete,
}: NameInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const isBlank = value !== '' && value.trim() === '' && !isOptional;
  const said = isBlank ? t.errors.blankName : fault;
  useEffect(() => input.current?.setCustomValidity(said), [said]);
  return (
    <input
      ref={input}
      id={id}
      className="input"
      required={!isOptional}
      maxLength={LONGEST_NAME}
      placeholder={placeholder}
      autoComplete={autoComplete}
      aria-label={label}
      aria-describedby={hintId}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
