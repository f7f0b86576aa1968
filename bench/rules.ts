import { type QuietHours, WEEKDAYS } from '../src/draft/quiet_hours.ts';
import type { TimeSettings } from '../src/draft/time_settings.ts';

const ZONE = 'America/New_York';
const BANK_SHARE = 0.2;
const INCREMENT_SECONDS = 1;
/** So far from now the quiet hours are: none of them falls into a run, and each clock has to ask. */
const AHEAD_HOURS = 6;
const QUIET_HOURS = 10;

/** Rules of time for clocks of so many seconds, the bank included: a bank, an increment and quiet nights. */
export function rulesFor(seconds: number): Partial<TimeSettings> {
  return {
    bankSeconds: seconds * BANK_SHARE,
    incrementSeconds: INCREMENT_SECONDS,
    quietHours: quietLater(),
  };
}

function quietLater(): QuietHours {
  const hour = Number(
    new Intl.DateTimeFormat('en', { timeZone: ZONE, hour: 'numeric', hourCycle: 'h23' }).format(new Date()),
  );
  const timeIn = (hours: number) => `${String((hour + hours) % 24).padStart(2, '0')}:00`;
  const window = { from: timeIn(AHEAD_HOURS), to: timeIn(AHEAD_HOURS + QUIET_HOURS) };
  return {
    zone: ZONE,
    picks: 'ALLOWED',
    // A window for each day, as a league writes it whose weekends are different.
    windows: WEEKDAYS.map((weekday) => ({ weekdays: [weekday], ...window })),
  };
}
