import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DraftError } from '../../src/draft/errors.ts';
import {
  checkTimeSettings,
  PLAIN_TIME,
  TIME_SETTING_NAMES,
  TIME_SETTINGS,
  type TimeSettings,
} from '../../src/draft/time_settings.ts';

const PICKS = 24;
const schema = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8');

/** The code and the setting of a refusal; null where the settings are accepted. */
function refusal(given: Partial<TimeSettings>, startsAt: string | null = null): unknown {
  try {
    checkTimeSettings(given, PICKS, startsAt);
    return null;
  } catch (error) {
    if (!(error instanceof DraftError)) throw error;
    return [error.code, error.numbers['setting'] ?? error.numbers['settings']];
  }
}

/** Values at the bounds of a setting, and values beyond them. */
function valuesOf(name: keyof TimeSettings): { within: unknown[]; beyond: unknown[] } {
  const { kind, most = 0 } = TIME_SETTINGS[name];
  const instants = (count: number) => Array.from({ length: count }, () => '2030-01-01T00:00:00Z');
  switch (kind) {
    case 'seconds':
      return { within: [0, most / 2, most], beyond: [-0.001, most + 0.001, Number.NaN] };
    case 'count':
      return { within: [null, 1, most], beyond: [0, 1.5, most + 1] };
    case 'picks':
      return { within: [[], [1, PICKS]], beyond: [[0], [1.5], [PICKS + 1], Array(most + 1).fill(1)] };
    case 'instants':
      return { within: [[], instants(most)], beyond: [instants(most + 1)] };
    default:
      return { within: [PLAIN_TIME[name]], beyond: [] };
  }
}

describe('the settings of time', () => {
  it('are plain where nothing is said, and plain ones are accepted', () => {
    expect(refusal({})).toBeNull();
    expect(refusal(PLAIN_TIME)).toBeNull();
    expect(Object.keys(PLAIN_TIME)).toEqual(TIME_SETTING_NAMES);
  });

  it.each(TIME_SETTING_NAMES)('are accepted up to their bounds and refused beyond them: %s', (name) => {
    const { within, beyond } = valuesOf(name);
    for (const value of within) expect(refusal({ [name]: value }), JSON.stringify(value)).toBeNull();
    for (const value of beyond) {
      expect(refusal({ [name]: value }), JSON.stringify(value)).toEqual([
        'TIME_OUT_OF_RANGE',
        expect.stringMatching(new RegExp(`^${name}(\\.length)?$`)),
      ]);
    }
  });

  it.each(TIME_SETTING_NAMES.filter((name) => ['seconds', 'count'].includes(TIME_SETTINGS[name].kind)))(
    'have the same bounds in the database and in their description: %s',
    (name) => {
      const { most, says, kind } = TIME_SETTINGS[name];
      const least = kind === 'seconds' ? 0 : 1;
      const column = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const [, from, to] =
        new RegExp(`${column} >= \\(?(\\d+)\\)?[^)]*\\) AND \\(${column} <= \\(?(\\d+)`, 'i').exec(schema) ??
        [];
      expect([Number(from), Number(to)]).toEqual([least, most]);
      expect(says).toContain(`${least} to ${most}`);
    },
  );

  it('that contradict each other are refused, and both are named', () => {
    expect(refusal({ atZero: 'WAIT', graceSeconds: 1 })).toEqual([
      'SETTINGS_CONTRADICT',
      ['atZero', 'graceSeconds'],
    ]);
    expect(refusal({ atZero: 'WAIT', autopilotAfterMisses: 1 })).toEqual([
      'SETTINGS_CONTRADICT',
      ['atZero', 'autopilotAfterMisses'],
    ]);
    const start = '2030-01-01T00:00:00Z';
    expect(refusal({ pauseAt: [start] }, start)).toEqual(['SETTINGS_CONTRADICT', ['startsAt', 'pauseAt']]);
    expect(refusal({ pauseAt: ['2030-01-01T00:00:01Z'] }, start)).toBeNull();
  });
});
