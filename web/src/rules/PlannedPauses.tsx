import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { rules as texts } from '../texts/rules.ts';
import type { TimeRules } from './time_rules.ts';

type Pauses = Pick<TimeRules, 'pauseBeforePicks' | 'pauseAt'>;

interface PlannedPausesProps {
  readonly value: Pauses;
  readonly onChange: (value: Partial<Pauses>) => void;
}

/** Where the draft pauses by itself: before picks, at times. */
export function PlannedPauses({ value, onChange }: PlannedPausesProps) {
  const id = useId();
  const [picks, setPicks] = useState(value.pauseBeforePicks.join(', '));
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{texts.pauseBefore}</label>
        <input
          id={id}
          className="input"
          inputMode="numeric"
          pattern="[0-9, ]*"
          placeholder="25, 49"
          value={picks}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setPicks(event.target.value);
            onChange({ pauseBeforePicks: numbersIn(event.target.value) });
          }}
        />
        <span id={`${id}-hint`} className="hint">
          {texts.pauseBeforeHint}
        </span>
      </div>
      <div className="field">
        <span className="label">{texts.pauseAt}</span>
        {value.pauseAt.map((at, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pause is its place
          <div className="row tight" key={index}>
            <input
              type="datetime-local"
              className="input"
              aria-label={texts.pauseAt}
              required
              value={localOf(at)}
              onChange={(event) =>
                onChange({
                  pauseAt: value.pauseAt.map((each, i) => (i === index ? isoOf(event.target.value) : each)),
                })
              }
            />
            <button
              type="button"
              className="button quiet icon"
              aria-label={texts.removePause}
              onClick={() => onChange({ pauseAt: value.pauseAt.filter((_, i) => i !== index) })}
            >
              <X size={18} />
            </button>
          </div>
        ))}
        <div>
          <button
            type="button"
            className="button small"
            onClick={() => onChange({ pauseAt: [...value.pauseAt, ''] })}
          >
            <Plus size={15} />
            {texts.addPause}
          </button>
        </div>
        <span className="hint">{texts.pauseAtHint}</span>
      </div>
    </>
  );
}

function numbersIn(text: string): number[] {
  return [...new Set(text.match(/\d+/g)?.map(Number) ?? [])];
}

/** The instant of a time in this browser's zone; '' as long as it is not whole. */
export function isoOf(local: string): string {
  return local === '' ? '' : new Date(local).toISOString();
}

/** The next minute, before which nothing can begin any more. */
export function localNow(): string {
  return localOf(new Date(Date.now() + 60_000).toISOString());
}

/** The other way round, as `datetime-local` wants it. */
function localOf(iso: string): string {
  if (iso === '') return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
