import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import { TIME_PRESETS } from '../../src/draft/time_presets.ts';
import { PLAIN_TIME } from '../../src/draft/time_settings.ts';
import {
  COLUMNS_PLAYED,
  PLAYED,
  play,
  playRefused,
  prepare,
  settingsOf,
  tableBelow,
  told,
} from '../support/clocks_page.ts';
import { expectFoldToMatch } from '../support/events.ts';
import type { StoppedClock } from '../support/replaced_clock.ts';
import { canStopClocks, stopClock } from '../support/stopped_clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let clock: StoppedClock;
beforeAll(async () => {
  database = await createTestDatabase();
  if (canStopClocks()) clock = await stopClock(database, '2026-07-06T00:00:00Z');
});
afterAll(() => database.drop());

describe.skipIf(!canStopClocks())('docs/clocks.md says what happens:', () => {
  const examples = PLAYED.flatMap((heading) =>
    tableBelow(heading, COLUMNS_PLAYED).map((row) => [heading, ...row]),
  );

  it('examples of every rule are there', () => {
    for (const heading of PLAYED) {
      expect(examples.filter(([of]) => of === heading).length, heading).toBeGreaterThan(4);
    }
  });

  it.each(examples)('%s: %s: %s', async (_heading, settings = '', happens = '', then = '') => {
    const example = await prepare(database, clock, settings);
    const outcomes = then.split('; ');
    const steps = happens.split('; ');
    const isRefused = outcomes.some((outcome) => outcome.startsWith('refused'));
    for (const [i, step] of steps.entries()) {
      if (isRefused && i === steps.length - 1) await playRefused(example, step);
      else await play(example, step);
    }
    for (const outcome of outcomes) expect(await told(example, outcome)).toBe(outcome);
    await expectFoldToMatch(database.pool, example.draft.draftId);
  });
});

describe('docs/clocks.md', () => {
  const columns = ['zone', 'quiet', 'on the clock at', 'clock', 'deadline', 'in UTC', 'adding'];
  const rows = tableBelow('Quiet hours', columns);

  it('has examples on days on which clocks change', () => expect(rows.length).toBeGreaterThan(10));

  it.each(rows)('says when a clock ends in %s, quiet %s, on the clock at %s for %s: %s', async (...row) => {
    const [zone = '', quiet = '', start = '', clockLength = '', deadline = '', inUtc = '', adding = ''] = row;
    const [from = '', to = ''] = quiet.split('–');
    const { rows: answers } = await database.pool.query<Record<string, string>>(
      `select to_char(answer.ends at time zone $1, 'YYYY-MM-DD HH24:MI') as deadline,
              to_char(answer.ends at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "inUtc",
              to_char((starts.at + ($3::interval + $5::time - $4::time + interval '24 hours')) at time zone $1, 'HH24:MI') as adding
         from (select cast($2 as timestamp) at time zone $1 as at) as starts,
              app_private.plain_quiet_hours($6) as quiet,
              lateral (
                select app_private.open_time_end(starts.at, extract(epoch from $3::interval)::float8, quiet) as ends
              ) as answer`,
      [
        ...[zone, start, clockLength.replace('h', 'hours'), from, to],
        JSON.stringify({ zone, picks: 'ALLOWED', windows: [{ weekdays: WEEKDAYS, from, to }] }),
      ],
    );
    const answer = { deadline, inUtc, ...(adding === '' ? {} : { adding }) };
    expect(answers[0]).toMatchObject(answer);
  });

  it('has each preset, with its settings', () => {
    const rows = tableBelow('Presets', ['preset', 'what it means', 'settings']);
    expect(
      rows.map(([name, description, settings = '']) => ({
        ...{ name, description },
        settings: { ...PLAIN_TIME, ...settingsOf(settings) },
      })),
    ).toEqual(TIME_PRESETS);
  });
});
