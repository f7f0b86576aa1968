import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkQuietHours, type QuietHours, WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import {
  changeAfter,
  instantText,
  microsecondsOf,
  offsetAt,
  openMicroseconds,
  quietUntil,
} from '../support/open_time.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const SECOND = 1_000_000n;
const HOUR = 3600n * SECOND;
const DAY = 24n * HOUR;
/** Time zones of the server: the sessions of other programs may have any. */
const SERVER_ZONES = ['UTC', 'America/New_York', 'Pacific/Chatham'];
const ZONES = [
  ...['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Chatham'],
  ...['America/Havana', 'America/Santiago', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Beirut'],
  ...['Antarctica/Troll', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/Nuuk', 'Asia/Jerusalem', 'UTC'],
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function nightly(from: string, to: string, zone = 'America/New_York'): QuietHours {
  return { zone, picks: 'ALLOWED', windows: [{ weekdays: WEEKDAYS, from, to }] };
}

/** Runs something on a connection whose session has that time zone. */
async function inZone<T>(zone: string, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    await client.query(`set time zone '${zone}'`);
    return await run(client);
  } finally {
    client.release(true);
  }
}

interface Answer {
  ends: string;
  seconds: number;
  quietUntil: string | null;
  /** Whether all of the time in between is open. */
  isOpen: boolean;
}

const AS_TEXT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/** What the database says: when so many open seconds have passed since an instant, and how many passed until then. */
async function ask(
  db: Pick<pg.Pool, 'query'>,
  quiet: QuietHours,
  at: string,
  seconds: number,
): Promise<Answer> {
  const { rows } = await db.query<Answer>(
    `select to_char(answer.ends at time zone 'UTC', ${AS_TEXT}) as ends,
            app_private.open_seconds_between($2, answer.ends, plain.quiet) as seconds,
            to_char(app_private.quiet_until($2, plain.quiet) at time zone 'UTC', ${AS_TEXT}) as "quietUntil",
            app_private.is_open_until($2, answer.ends, plain.quiet) as "isOpen"
       from (select app_private.plain_quiet_hours($1) as quiet) as plain,
            lateral (select app_private.open_time_end($2, $3, plain.quiet) as ends) as answer`,
    [JSON.stringify(quiet), at, seconds],
  );
  const [row] = rows;
  if (!row) throw new Error('no answer');
  return row;
}

const nights = nightly('22:00', '08:00');
const smallHours = nightly('02:00', '05:00');
const ROWS: [name: string, quiet: QuietHours, at: string, hours: number, ends: string][] = [
  ['A in summer', nights, '2026-07-06T20:00-04:00', 8, '2026-07-07T18:00Z'],
  ['B over the change in spring', nights, '2027-03-13T20:00-05:00', 8, '2027-03-14T18:00Z'],
  ['C over the change in autumn', nights, '2026-10-31T20:00-04:00', 8, '2026-11-01T19:00Z'],
  ['D that starts inside', nights, '2026-07-06T23:00-04:00', 8, '2026-07-07T16:00-04:00'],
  ['E that ends on the edge', nights, '2026-07-06T14:00-04:00', 8, '2026-07-06T22:00-04:00'],
  ['F over two to five', smallHours, '2026-07-06T22:00-04:00', 8, '2026-07-07T09:00-04:00'],
  ['G whose edge does not exist', smallHours, '2027-03-13T22:00-05:00', 8, '2027-03-14T13:00Z'],
  ['H over two to five in autumn', smallHours, '2026-10-31T22:00-04:00', 8, '2026-11-01T13:00Z'],
  ['J of an hour over the edge', nights, '2026-07-06T21:30-04:00', 1, '2026-07-07T08:30-04:00'],
  ['K over two nights', nights, '2026-07-06T12:00-04:00', 24, '2026-07-07T22:00-04:00'],
  ['L in London', nightly('00:00', '07:00', 'Europe/London'), '2027-03-27T22:00Z', 8, '2027-03-28T12:00Z'],
  // An edge in the hour that exists twice: the window ends at the second, and begins at the first.
  [
    'that ends in the hour that comes twice',
    nightly('00:00', '01:30'),
    '2026-11-01T03:30Z',
    1,
    '2026-11-01T07:00Z',
  ],
  [
    'that begins in the hour that comes twice',
    nightly('01:30', '03:00'),
    '2026-11-01T05:00Z',
    1,
    '2026-11-01T08:30Z',
  ],
  ['of twenty minutes in that hour', nightly('01:10', '01:30'), '2026-11-01T05:00Z', 1, '2026-11-01T07:20Z'],
  // Clocks go from 02:00 to 03:00: what is left of 02:30 to 03:15 is 03:00 to 03:15, and nothing of 02:10 to 02:50.
  ['with a part of the missing hour', nightly('02:30', '03:15'), '2027-03-14T06:30Z', 1, '2027-03-14T07:45Z'],
  ['within the missing hour', nightly('02:10', '02:50'), '2027-03-14T06:30Z', 1, '2027-03-14T07:30Z'],
  // The zone changed its rules for good, or left out a day.
  [
    'where a zone moved',
    nightly('22:00', '08:00', 'Asia/Almaty'),
    '2024-02-29T12:00Z',
    8,
    '2024-03-01T07:00Z',
  ],
  [
    'where a day is missing',
    nightly('22:00', '08:00', 'Pacific/Apia'),
    '2011-12-30T06:00Z',
    8,
    '2011-12-31T00:00Z',
  ],
];

describe.each(SERVER_ZONES)('a clock in open time, on a server in %s,', (serverZone) => {
  it.each(ROWS)('%s, ends at the instant', async (_name, quiet, at, hours, ends) => {
    const answer = await inZone(serverZone, (client) => ask(client, quiet, at, hours * 3600));
    expect(answer.ends).toBe(instantText(microsecondsOf(ends)));
    expect(answer.seconds).toBe(hours * 3600);
  });
});

const minutes = fc.integer({ min: 0, max: 1439 });
const written = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
/** Often whole hours at night, where clocks change. */
const minuteOfDay = fc.oneof(minutes, fc.constantFrom(0, 30, 60, 75, 90, 105, 120, 135, 150, 180, 1380));
const someWindow = fc
  .record({
    weekdays: fc.oneof(
      fc.constant([...WEEKDAYS]),
      fc.subarray([...WEEKDAYS], { minLength: 1 }),
      fc.constant(['SUNDAY' as const]),
    ),
    from: minuteOfDay,
    to: minuteOfDay,
  })
  .filter(({ from, to }) => from !== to)
  .map(({ weekdays, from, to }) => ({ weekdays, from: written(from), to: to === 0 ? '24:00' : written(to) }))
  .filter(({ from, to }) => !(from === '00:00' && to === '24:00'));
const amounts = fc.oneof(
  fc.bigInt({ min: 1n, max: 120n * SECOND }),
  fc.bigInt({ min: 1n, max: 48n * HOUR }),
  fc.bigInt({ min: 1n, max: 30n * DAY }),
);
const tenYears = { min: microsecondsOf('2026-01-01T00:00Z'), max: microsecondsOf('2036-01-01T00:00Z') };

/** A question: quiet hours, an instant, often close to a change of the offset, and an amount of open time. */
const questions = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    windows: fc.array(someWindow, { minLength: 1, maxLength: 14 }),
    anywhere: fc.bigInt(tenYears),
    beside: fc.option(fc.bigInt({ min: -30n * HOUR, max: 30n * HOUR })),
    amount: amounts,
  })
  .map(({ zone, windows, anywhere, beside, amount }) => {
    const change = beside === null ? null : changeAfter(zone, anywhere);
    const at = change === null || beside === null ? anywhere : change + beside;
    return { quiet: { zone, picks: 'ALLOWED' as const, windows }, at, amount };
  });

/** Some of each week is open, also where a change takes an hour away: otherwise the quiet hours are refused, or nearly. */
function isOpenNowAndThen(quiet: QuietHours): boolean {
  const monday = microsecondsOf('2026-06-01T00:00Z');
  return openMicroseconds(quiet, monday, monday + 7n * DAY) >= 3n * HOUR;
}

describe('open time', () => {
  it('between an instant and the end of a clock is the clock, by an independent computation', async () => {
    const agreed = await agreedZones();
    expect(agreed).toEqual(
      expect.arrayContaining(['America/New_York', 'Europe/London', 'Australia/Lord_Howe']),
    );
    await inZone('America/New_York', (client) =>
      fc.assert(
        fc.asyncProperty(questions, async ({ quiet, at, amount }) => {
          fc.pre(agreed.includes(quiet.zone) && isOpenNowAndThen(quiet));
          const answer = await ask(client, quiet, instantText(at), Number(amount) / 1e6);
          const ends = microsecondsOf(answer.ends);
          expect(openMicroseconds(quiet, at, ends)).toBe(amount);
          // The first such instant: what comes after is no open time.
          expect(openMicroseconds(quiet, at, ends - 1n)).toBe(amount - 1n);
          expect(BigInt(Math.round(answer.seconds * 1e6))).toBe(amount);
          const until = quietUntil(quiet, at);
          expect(answer.quietUntil).toBe(until === null ? null : instantText(until));
          expect(answer.isOpen).toBe(ends - at === amount);
        }),
        { numRuns: Number(process.env['OPEN_TIME_RUNS'] ?? 400) },
      ),
    );
  });

  it('is none where the end is not after the beginning, and a clock without time ends at once', async () => {
    const { rows } = await database.pool.query(
      `select app_private.open_seconds_between(at, at, quiet) as same,
              app_private.open_seconds_between(at, at - interval '1 hour', quiet) as before,
              app_private.open_time_end(at, 0, quiet) = at as ends_at_once,
              app_private.is_open_until(at, at, quiet) as is_open
         from app_private.plain_quiet_hours($1) as quiet, cast('2026-07-06T23:00-04:00' as timestamptz) as at`,
      [JSON.stringify(nights)],
    );
    expect(rows).toEqual([{ same: 0, before: 0, ends_at_once: true, is_open: false }]);
  });

  it('is found over many years, where an hour a week is open', async () => {
    const almostAlways: QuietHours = {
      zone: 'Europe/London',
      picks: 'ALLOWED',
      windows: [
        { weekdays: WEEKDAYS.slice(1), from: '00:00', to: '24:00' },
        { weekdays: ['MONDAY'], from: '00:00', to: '12:00' },
        { weekdays: ['MONDAY'], from: '13:00', to: '24:00' },
      ],
    };
    const answer = await ask(database.pool, almostAlways, '2026-07-07T00:00Z', 720 * 3600);
    expect(answer.seconds).toBe(720 * 3600);
    // The 720th Monday after.
    expect(answer.ends).toBe(instantText(microsecondsOf('2040-04-23T13:00+01:00')));
  });
});

/** The zones whose offsets the database and Temporal know alike: their data may be of different years. */
async function agreedZones(): Promise<string[]> {
  const { rows } = await database.pool.query<{ zone: string; at: string; offset: number }>(
    `select zone, (extract(epoch from at) * 1000000)::bigint::text as at,
            extract(epoch from (at at time zone zone) - (at at time zone 'UTC'))::float8 as "offset"
       from unnest($1::text[]) as zone,
            generate_series(timestamptz '2025-12-01Z', timestamptz '2036-03-01Z', interval '168 hours') as at`,
    [ZONES],
  );
  const differing = new Set(
    rows.filter(({ zone, at, offset }) => offsetAt(zone, BigInt(at)) !== offset).map(({ zone }) => zone),
  );
  return ZONES.filter((zone) => !differing.has(zone));
}

describe('quiet hours that cannot be kept', () => {
  const night = { weekdays: WEEKDAYS, from: '22:00', to: '08:00' };
  const ofWindows = (...windows: object[]) => ({ ...nights, windows }) as QuietHours;
  it.each<[string, QuietHours]>([
    ['with a zone that nobody knows', { ...nights, zone: 'America/Gotham' }],
    ['with an offset as their zone', { ...nights, zone: '+05:00' }],
    ['with an abbreviation as their zone', { ...nights, zone: 'EST' }],
    ['with a rule as their zone', { ...nights, zone: 'America/Gotham5' }],
    ['without a zone', { ...nights, zone: '' }],
    ['without a window', ofWindows()],
    ['with fifteen windows', ofWindows(...Array.from({ length: 15 }, () => night))],
    ['with a window of no length', ofWindows({ ...night, to: '22:00' })],
    ['with a window on no day', ofWindows({ ...night, weekdays: [] })],
    ['that begin at the end of a day', ofWindows({ ...night, from: '24:00' })],
    ['with a time that is none', ofWindows({ ...night, to: '8:00' })],
    ['with minutes that are none', ofWindows({ ...night, to: '08:60' })],
    ['that leave nothing open', ofWindows({ ...night, from: '00:00', to: '24:00' })],
    ['that together leave nothing open', ofWindows(night, { ...night, from: '08:00', to: '22:00' })],
    [
      'that leave 59 minutes a week open',
      ofWindows(
        { weekdays: WEEKDAYS.slice(1), from: '00:00', to: '24:00' },
        { weekdays: ['MONDAY'], from: '00:59', to: '24:00' },
      ),
    ],
  ])('%s, are refused by the rules and by the database', async (_what, quiet) => {
    expect(() => checkQuietHours(quiet)).toThrow(expect.objectContaining({ code: 'QUIET_HOURS_INVALID' }));
    const plain = database.pool.query('select app_private.plain_quiet_hours($1)', [JSON.stringify(quiet)]);
    await expect(plain).rejects.toMatchObject({ code: 'DRAFT', message: 'QUIET_HOURS_INVALID' });
  });

  it('are none: no quiet hours are no windows', async () => {
    const { rows } = await database.pool.query(
      `select app_private.plain_quiet_hours(null) is null as "null",
              app_private.plain_quiet_hours('null') is null as "jsonNull"`,
    );
    expect(rows).toEqual([{ null: true, jsonNull: true }]);
  });
});
