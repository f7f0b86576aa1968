import type { DraftSettings } from './settings.ts';
import { PLAIN_TIME, type TimeSettings } from './time_settings.ts';

/** The rules of time of a draft whole: its pick clock and everything beyond it. */
export type TimePreset = TimeSettings & Pick<DraftSettings, 'secondsPerPick'>;

const EVERY_DAY = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** Rules of time by the names people know them by. The zone of quiet nights is the league's to choose. */
export const TIME_PRESETS: Readonly<Record<string, TimePreset>> = {
  'live 30 s': { ...PLAIN_TIME, secondsPerPick: 30 },
  'live 90 s': { ...PLAIN_TIME, secondsPerPick: 90 },
  'slow 8 h with quiet nights': {
    ...PLAIN_TIME,
    secondsPerPick: 28_800,
    quietHours: {
      zone: 'America/New_York',
      picks: 'ALLOWED',
      windows: [{ weekdays: EVERY_DAY, from: '22:00', to: '08:00' }],
    },
  },
  // The least pick clock: all the time is the bank's.
  'chess 10 min + 5 s': { ...PLAIN_TIME, secondsPerPick: 0.05, bankSeconds: 600, incrementSeconds: 5 },
  'no clock': { ...PLAIN_TIME, secondsPerPick: 2_592_000, atZero: 'WAIT' },
};
