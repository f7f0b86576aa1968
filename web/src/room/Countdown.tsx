import { useEffect, useRef } from 'react';
import { service } from '../state/service.ts';
import { t } from '../texts.ts';
import { clockText, TENTHS_BELOW_MS } from './clock_text.ts';

interface CountdownProps {
  readonly deadline: string | null;
  /** When the pick clock alone ends; the bank runs from then to the deadline. */
  readonly clockEndsAt: string | null;
  /** What is left while the clock stands still, in seconds. */
  readonly remainingSeconds: number | null;
  /** The whole clock in seconds, for the bar. */
  readonly wholeSeconds: number;
  /** Whether the service picks when it ends, and nobody has to hurry: a team on autopilot, or a bot that thinks. */
  readonly isPickedFor?: boolean;
  /** Told at each change of what is shown: for the title of the page. */
  readonly onTick?: (text: string) => void;
}

/**
 * The clock. It writes into its elements itself and not through the view, when what it shows changes: each second, each tenth at the
 * end. No number is shown while the database's time is not known well enough.
 */
export function Countdown(props: CountdownProps) {
  const { deadline, clockEndsAt, remainingSeconds, wholeSeconds, isPickedFor = false, onTick } = props;
  const digits = useRef<HTMLSpanElement>(null);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isNear = (ms: number | null) => ms !== null && ms < TENTHS_BELOW_MS && !isPickedFor;
    const show = (ms: number | null) => {
      const text = ms === null ? '–:––' : clockText(ms, !isPickedFor);
      if (digits.current && digits.current.textContent !== text) {
        digits.current.textContent = text;
        digits.current.title = ms === null ? t.room.clockUnknown : '';
        onTick?.(text);
      }
      if (digits.current) digits.current.dataset['near'] = String(isNear(ms));
      const part = ms === null ? 0 : Math.min(1, Math.max(0, ms / (wholeSeconds * 1_000)));
      bar.current?.style.setProperty('--left', String(part));
    };
    const tick = () => {
      // The pick clock first; then the bank, in another colour.
      const onClock = service.clock.msUntil(clockEndsAt);
      const isBank = onClock !== null && onClock <= 0 && clockEndsAt !== deadline;
      const ms = onClock === null || isBank ? service.clock.msUntil(deadline) : onClock;
      if (digits.current) digits.current.dataset['bank'] = String(isBank);
      show(ms);
      const step = isNear(ms) ? 100 : 1_000;
      const untilChange = ms === null ? 250 : (((ms % step) + step) % step) + 1;
      timer = setTimeout(tick, ms !== null && ms < 0 ? 250 : untilChange);
    };
    if (deadline !== null) tick();
    else show(remainingSeconds === null ? null : remainingSeconds * 1_000);
    return () => clearTimeout(timer);
  }, [deadline, clockEndsAt, remainingSeconds, wholeSeconds, isPickedFor, onTick]);
  return (
    <div className="countdown" role="timer" aria-live="off">
      <span className="digits" ref={digits} data-testid="countdown">
        –:––
      </span>
      <i className="bar" ref={bar} aria-hidden="true" />
    </div>
  );
}
