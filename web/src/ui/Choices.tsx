import { type KeyboardEvent, useRef } from 'react';

interface ChoicesProps<Key extends string> {
  readonly label: string;
  readonly options: readonly (readonly [key: Key, name: string, sentence: string])[];
  readonly value: Key;
  readonly onChange: (key: Key) => void;
}

/** One of several, each with its sentence: a group of radio buttons, as large as what they say. */
export function Choices<Key extends string>({ label, options, value, onChange }: ChoicesProps<Key>) {
  const group = useRef<HTMLDivElement>(null);
  function move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = options.findIndex(([key]) => key === value);
    const next = (at + step + options.length) % options.length;
    const option = options[next];
    if (!option) return;
    onChange(option[0]);
    group.current?.querySelectorAll('button')[next]?.focus();
  }
  return (
    <div className="choices" role="radiogroup" aria-label={label} ref={group} onKeyDown={move}>
      {options.map(([key, name, sentence]) => (
        <button
          key={key}
          type="button"
          role="radio"
          className="choice"
          aria-checked={key === value}
          tabIndex={key === value ? 0 : -1}
          onClick={() => onChange(key)}
        >
          <b>{name}</b>
          {sentence !== '' && <span>{sentence}</span>}
        </button>
      ))}
    </div>
  );
}
