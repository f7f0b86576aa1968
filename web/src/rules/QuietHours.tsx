import { Plus, X } from 'lucide-react';
import { useId, useMemo } from 'react';
import type { QuietHoursInput, QuietWindowInput, Weekday } from '../../../client/operations.generated.ts';
import { rules as texts } from '../texts/rules.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/Switch.tsx';
import { ownZone, quietNights, WEEKDAYS } from './time_rules.ts';

const MOST_WINDOWS = 14;

interface QuietHoursProps {
  readonly value: QuietHoursInput | null;
  readonly onChange: (value: QuietHoursInput | null) => void;
}

/** When no clock runs: a time zone, and windows of its wall clock. */
export function QuietHours({ value, onChange }: QuietHoursProps) {
  const id = useId();
  const zones = useMemo(() => [...new Set([ownZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])], []);
  const windows = value?.windows ?? [];
  const change = (part: Partial<QuietHoursInput>) => value && onChange({ ...value, ...part });
  return (
    <div className="field">
      <Switch
        label={texts.quiet}
        isOn={value !== null}
        onChange={(on) => onChange(on ? quietNights() : null)}
      />
      <span className="hint">{texts.quietHint}</span>
      {value && (
        <div className="stack tight inset">
          <div className="field">
            <label htmlFor={id}>{texts.zone}</label>
            <select
              id={id}
              className="input"
              value={value.zone}
              onChange={(event) => change({ zone: event.target.value })}
            >
              {(zones.includes(value.zone) ? zones : [value.zone, ...zones]).map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          </div>
          {windows.map((window, index) => (
            <Window
              // biome-ignore lint/suspicious/noArrayIndexKey: a window is its place
              key={index}
              window={window}
              isOnly={windows.length === 1}
              onChange={(next) =>
                change({ windows: windows.map((each, at) => (at === index ? next : each)) })
              }
              onRemove={() => change({ windows: windows.filter((_, at) => at !== index) })}
            />
          ))}
          <div className="row between wrap">
            <Switch
              label={texts.quietPicks}
              isOn={value.picks !== 'REFUSED'}
              onChange={(on) => change({ picks: on ? 'ALLOWED' : 'REFUSED' })}
            />
            <Button
              className="button small"
              isOff={windows.length >= MOST_WINDOWS}
              onClick={() =>
                change({
                  windows: [...windows, { weekdays: ['SATURDAY', 'SUNDAY'], from: '08:00', to: '12:00' }],
                })
              }
            >
              <Plus size={15} />
              {texts.addWindow}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

interface WindowProps {
  readonly window: QuietWindowInput;
  readonly isOnly: boolean;
  readonly onChange: (window: QuietWindowInput) => void;
  readonly onRemove: () => void;
}

function Window({ window, isOnly, onChange, onRemove }: WindowProps) {
  const toggle = (day: Weekday) =>
    onChange({
      ...window,
      weekdays: WEEKDAYS.filter((each) => window.weekdays.includes(each) !== (each === day)),
    });
  return (
    <fieldset className="window">
      <legend className="visually-hidden">{texts.window}</legend>
      <div className="row tight">
        <input
          type="time"
          className="input time"
          required
          aria-label={texts.from}
          value={window.from}
          onChange={(event) => onChange({ ...window, from: event.target.value })}
        />
        <span className="muted">–</span>
        <input
          type="time"
          className="input time"
          required
          aria-label={texts.to}
          value={window.to === '24:00' ? '00:00' : window.to}
          onChange={(event) => onChange({ ...window, to: event.target.value })}
        />
        <Button
          className="button quiet icon"
          aria-label={texts.removeWindow}
          isOff={isOnly}
          onClick={onRemove}
        >
          <X size={18} />
        </Button>
      </div>
      <div className="chips days">
        {WEEKDAYS.map((day) => (
          <button
            key={day}
            type="button"
            className="chip"
            aria-pressed={window.weekdays.includes(day)}
            onClick={() => toggle(day)}
          >
            <span aria-hidden="true">{texts.days[day].slice(0, 2)}</span>
            <span className="visually-hidden">{texts.days[day]}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
