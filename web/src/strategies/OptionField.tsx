import { useId } from 'react';
import { spoken, strategies as texts } from '../texts/strategies.ts';
import { Switch } from '../ui/Switch.tsx';
import { NumbersOfPool, RankingChoice, SomeOf } from './choices.tsx';
import { kindOf, type OptionSchema, withoutNull } from './option_schema.ts';
import { TextOption } from './TextOption.tsx';

export interface OptionProps {
  readonly name: string;
  readonly schema: OptionSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** One option of a strategy, drawn by its schema. */
export function OptionField(props: OptionProps) {
  const { name, schema, value, onChange } = props;
  const id = useId();
  const kind = kindOf(name, schema);
  const { minimum, maximum, enum: values = [] } = withoutNull(schema);
  if (kind === 'switch') {
    return (
      <div className="field">
        <Switch label={spoken(name)} isOn={value === true} onChange={onChange} />
        <span className="hint">{texts.hints[name] ?? schema.description}</span>
      </div>
    );
  }
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`}>
      <label id={`${id}-label`} htmlFor={id}>
        {spoken(name)}
      </label>
      {kind === 'choice' && (
        <select
          id={id}
          className="input"
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        >
          {values.map((each) => (
            <option key={each} value={each}>
              {spoken(each)}
            </option>
          ))}
        </select>
      )}
      {kind === 'number' && (
        <input
          id={id}
          className="input"
          type="number"
          min={minimum}
          max={maximum}
          placeholder={texts.nobody}
          value={typeof value === 'number' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' ? null : target.valueAsNumber)}
        />
      )}
      {kind === 'ranking' && <RankingChoice id={id} value={value} onChange={onChange} />}
      {kind === 'some of' && (
        <SomeOf values={withoutNull(schema).items?.enum ?? []} value={value} onChange={onChange} />
      )}
      {kind === 'numbers by position' && <NumbersOfPool value={value} onChange={onChange} />}
      {(kind === 'players' || kind === 'lists' || kind === 'json') && (
        <TextOption id={id} kind={kind} value={value} onChange={onChange} />
      )}
      <span className="hint">{texts.hints[name] ?? schema.description}</span>
    </div>
  );
}
