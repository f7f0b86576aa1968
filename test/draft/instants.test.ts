import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventKinds } from '../../src/draft/event_kinds.ts';
import { instantText, withInstantTexts } from '../../src/draft/instant_text.ts';
import { instantProblem } from '../../src/draft/instants.ts';
import { leagueEventKinds } from '../../src/draft/league_event_kinds.ts';
import { TIME_SETTING_NAMES, TIME_SETTINGS } from '../../src/draft/time_settings.ts';

const two = (most: number) =>
  fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
const written = fc
  .record({
    year: fc.constantFrom('1999', '2000', '2024', '2026', '2100'),
    ...{ month: two(13), day: two(32), hour: two(25), minute: two(61), second: two(61) },
    fraction: fc.constantFrom('', '.5', '.123456'),
    zone: fc.constantFrom('Z', '', '+02:00', '-11:30', '+24:00', '+0200', '+02', ' Europe/Berlin', 'z'),
    between: fc.constantFrom('T', 'T', 'T', ' ', 't'),
    hasSeconds: fc.boolean(),
  })
  .map(({ year, month, day, hour, minute, second, fraction, zone, between, hasSeconds }) => {
    const seconds = hasSeconds ? `:${second}${fraction}` : '';
    return `${year}-${month}-${day}${between}${hour}:${minute}${seconds}${zone}`;
  });

describe('an instant', () => {
  it('is taken exactly where RFC 3339 has it', () => {
    const rfc = z.iso.datetime({ offset: true });
    fc.assert(
      fc.property(written, (text) => {
        expect(instantProblem(text) === null, `${text}: ${instantProblem(text)}`).toBe(
          rfc.safeParse(text).success,
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['', 'must be a time with its time zone, such as'],
    ['tomorrow', 'must be a time with its time zone, such as'],
    ['1793880000', 'must be a time with its time zone, such as'],
    ['2026-02-30T20:00:00Z', 'names a day that there is not: 2026-02-30; days of that month are 01 to 28'],
    ['2024-02-30T20:00:00Z', 'days of that month are 01 to 29'],
    ['2026-13-01T20:00:00Z', 'names a day that there is not: 2026-13-01; months are 01 to 12'],
    ['0000-01-01T00:00:00Z', 'names a year that there is not: 0000'],
    ['2026-09-01', 'is a day without a time of day'],
    ['2026-09-01T24:00:00Z', 'names a time of day that there is not: 24:00:00'],
    ['2026-09-01T20:00Z', 'has no seconds; write 2026-09-01T20:00:00Z'],
    [
      '2026-09-01T20:00:00',
      'has no time zone; write Z for UTC or the offset behind it, such as 2026-09-01T20:00:00Z',
    ],
    [
      '2026-09-01T20:00',
      'has no time zone; write Z for UTC or the offset behind it, such as 2026-09-01T20:00:00Z',
    ],
    ['2026-09-01T20:00:00 Europe/Berlin', 'has a time zone that is not read: "Europe/Berlin"; write Z'],
    ['2026-09-01T20:00:00+0200', 'has a time zone that is not read: "+0200"; write Z'],
    ['2026-09-01 20:00:00Z', 'must have a T between day and time: 2026-09-01T20:00:00Z'],
  ])('%j is told what is wrong with it', (text, told) => {
    expect(instantProblem(text)).toContain(told);
  });
});

describe('the text of an instant', () => {
  it.each([
    ['2026-09-01T20:00:00+00:00', '2026-09-01T20:00:00.000000+00:00'],
    ['2026-09-01T20:00:00.5+00:00', '2026-09-01T20:00:00.500000+00:00'],
    ['2026-09-01T20:00:00.123Z', '2026-09-01T20:00:00.123000+00:00'],
    ['2026-09-01T20:00:00.123456+05:30', '2026-09-01T20:00:00.123456+05:30'],
    ['soon', 'soon'],
  ])('%s has six digits and its offset', (text, told) => {
    expect(instantText(text)).toBe(told);
  });

  it('is that of every fact that is one, of whatever event', () => {
    const kinds = [...Object.entries(eventKinds), ...Object.entries(leagueEventKinds)];
    const instants = kinds.flatMap(([kind, { fields }]) =>
      Object.entries(fields).flatMap(([name, [type]]) => (type.includes('Datetime') ? [[kind, name]] : [])),
    );
    const settings = TIME_SETTING_NAMES.filter((name) => TIME_SETTINGS[name].kind === 'instants');
    expect([instants.length, settings.length].every((count) => count > 0)).toBe(true);
    for (const [kind, name = ''] of [...instants, ...settings.map((name) => ['SETTINGS_CHANGED', name])]) {
      const facts: Record<string, unknown> = withInstantTexts({ [name]: '2026-09-01T20:00:00Z' });
      expect(facts[name], `${kind}.${name}`).toBe('2026-09-01T20:00:00.000000+00:00');
    }
  });

  it('is that of every instant among facts, and of no text of people', () => {
    const at = '2026-09-01T20:00:00.5+00:00';
    const told = '2026-09-01T20:00:00.500000+00:00';
    expect(
      withInstantTexts({
        deadline: at,
        name: at,
        note: at,
        settings: { startsAt: at, pauseAt: [at], rounds: 3 },
        quietUntil: null,
      }),
    ).toEqual({
      ...{ deadline: told, name: at, note: at, quietUntil: null },
      settings: { startsAt: told, pauseAt: [told], rounds: 3 },
    });
  });

  it('is not looked for in what is no object', () => {
    for (const facts of [null, 'x', 7]) expect(withInstantTexts(facts)).toBe(facts);
  });
});
