import { WEEKDAYS } from './quiet_hours.ts';
import type { DraftSettings } from './settings.ts';
import { PLAIN_TIME, type TimeSettings } from './time_settings.ts';

/** Rules of time by a name that people know: the pick clock and everything beyond it. */
export interface TimePreset {
  readonly name: string;
  /** What it means, in a sentence. */
  readonly description: string;
  readonly settings: TimeSettings & Pick<DraftSettings, 'secondsPerPick'>;
}

/** Every preset. The zone of quiet nights is the league's to choose. */
export const TIME_PRESETS: readonly TimePreset[] = [
  {
    name: 'live 30 s',
    description: 'Everybody is there: 30 seconds a pick.',
    settings: { ...PLAIN_TIME, secondsPerPick: 30 },
  },
  {
    name: 'live 90 s',
    description: 'Everybody is there: 90 seconds a pick.',
    settings: { ...PLAIN_TIME, secondsPerPick: 90 },
  },
  {
    name: 'slow 8 h with quiet nights',
    description: 'A draft over days: 8 hours a pick, and no clock runs from 22:00 to 08:00.',
    settings: {
      ...PLAIN_TIME,
      secondsPerPick: 28_800,
      quietHours: {
        zone: 'America/New_York',
        picks: 'ALLOWED',
        windows: [{ weekdays: WEEKDAYS, from: '22:00', to: '08:00' }],
      },
    },
  },
  {
    name: 'chess 10 min + 5 s',
    description: 'Every team has 10 minutes for the whole draft, and 5 seconds more after each pick in time.',
    // The least pick clock that a service allows by default (LEAST_SECONDS_PER_PICK): all other time is the bank's.
    settings: { ...PLAIN_TIME, secondsPerPick: 1, bankSeconds: 600, incrementSeconds: 5 },
  },
  {
    name: 'no clock',
    description: 'The draft waits for each team, however long it takes.',
    settings: { ...PLAIN_TIME, secondsPerPick: 2_592_000, atZero: 'WAIT' },
  },
];
