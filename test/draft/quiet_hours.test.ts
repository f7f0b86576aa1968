import { describe, expect, it } from 'vitest';
import { quietHoursShape } from '../../src/api/schema/quiet_hours_input.ts';
import {
  checkQuietHours,
  describeQuietHours,
  type QuietHours,
  WEEKDAYS,
} from '../../src/draft/quiet_hours.ts';

const NIGHT = { weekdays: WEEKDAYS, from: '22:00', to: '08:00' };

function quietHours(change: Partial<QuietHours> = {}): QuietHours {
  return { zone: 'America/New_York', picks: 'ALLOWED', windows: [NIGHT], ...change };
}

const ofEachDay = (to: string) => WEEKDAYS.map((weekday) => ({ ...NIGHT, weekdays: [weekday], to }));

describe('quiet hours', () => {
  it('allow picks unless they say otherwise', () => {
    const { picks } = quietHoursShape.parse({ zone: 'UTC', windows: [] });
    expect(picks).toBe('ALLOWED');
    expect(quietHoursShape.parse({ zone: 'UTC', windows: [], picks: 'REFUSED' }).picks).toBe('REFUSED');
  });

  it.each([
    ['every night', quietHours()],
    ['a whole day', quietHours({ windows: [{ weekdays: ['SUNDAY'], from: '00:00', to: '24:00' }] })],
    ['windows that overlap', quietHours({ windows: [NIGHT, { ...NIGHT, from: '20:00', to: '23:00' }] })],
    ['14 windows', quietHours({ windows: ofEachDay('08:00').concat(ofEachDay('07:00')) })],
    ['all but an hour a day', quietHours({ windows: [{ ...NIGHT, from: '13:00', to: '12:00' }] })],
    ['a zone that is named for an offset', quietHours({ zone: 'Etc/GMT+5' })],
    ['UTC', quietHours({ zone: 'UTC' })],
    ['GMT', quietHours({ zone: 'GMT' })],
  ])('may be %s', (_what, quiet) => {
    expect(() => checkQuietHours(quiet)).not.toThrow();
  });

  it('are told in a sentence', () => {
    const weekend = { weekdays: ['SATURDAY', 'SUNDAY'] as const, from: '00:00', to: '24:00' };
    const work = { weekdays: WEEKDAYS.slice(0, 5), from: '09:00', to: '17:00' };
    const some = { weekdays: ['MONDAY', 'WEDNESDAY', 'SUNDAY'] as const, from: '12:00', to: '13:00' };
    expect(describeQuietHours(quietHours())).toBe(
      'Quiet from 22:00 to 08:00 every day (America/New_York); picks are taken.',
    );
    expect(describeQuietHours(quietHours({ picks: 'REFUSED', windows: [work, weekend, some] }))).toBe(
      'Quiet from 09:00 to 17:00 on Monday to Friday, from 00:00 to 24:00 on Saturday and Sunday, ' +
        'from 12:00 to 13:00 on Monday, Wednesday and Sunday (America/New_York); no picks are taken.',
    );
  });

  it.each([
    [
      'a weekday',
      [{ ...NIGHT, weekdays: ['MONDAY', 'FRIDAY', 'MONDAY'] as const }],
      'window 1 names MONDAY twice',
    ],
    [
      'a window, its weekdays in any order',
      [NIGHT, { ...NIGHT, to: '09:00' }, { ...NIGHT, weekdays: WEEKDAYS.toReversed() }],
      'window 3 is the same as window 1; leave it out',
    ],
  ])('that name %s twice are refused', (_what, windows, problem) => {
    expect(() => checkQuietHours(quietHours({ windows }))).toThrow(problem);
  });

  it('that cannot be kept are refused with a sentence that names what is at fault', () => {
    const check = () => checkQuietHours(quietHours({ windows: [NIGHT, { ...NIGHT, to: '22:00' }] }));
    expect(check).toThrow(
      'The quiet hours cannot be kept: window 2 has no length: it begins and ends at 22:00; a whole day is 00:00 to 24:00. Correct them.',
    );
  });
});
