import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSqlFunctions, type SqlFunction } from '../support/sql_functions.ts';
import { sqlWrites } from '../support/sql_writes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let functions: readonly SqlFunction[];
beforeAll(async () => {
  database = await createTestDatabase();
  functions = await readSqlFunctions(database.pool);
});
afterAll(() => database.drop());

/** The names of the functions that insert into a table, delete from it, or write one of its columns. */
function writersOf(
  table: string,
  column?: string,
  among: readonly Pick<SqlFunction, 'name' | 'source'>[] = functions,
): string[] {
  const writes = (source: string) =>
    sqlWrites(source).some(
      (write) =>
        write.table === table &&
        (column === undefined
          ? write.verb !== 'update'
          : write.columns.some((name) => name === column || name === '*')),
    );
  return among
    .filter(({ source }) => writes(source))
    .map(({ name }) => name)
    .sort();
}

function mentioning(pattern: RegExp): string[] {
  return functions
    .filter(({ source }) => pattern.test(source.replace(/--[^\n]*/g, '')))
    .map(({ name }) => name)
    .sort();
}

describe('of the functions in SQL', () => {
  it('every one can be read: none builds a statement from text, or writes without naming what', () => {
    expect(functions.length).toBeGreaterThan(80);
    const unreadable = functions.filter(({ source }) =>
      sqlWrites(source).some(({ verb }) => verb === 'unreadable'),
    );
    expect(unreadable.map(({ name }) => name)).toEqual([]);
  });

  const CLOCK = ['put_on_clock', 'put_on_clock_by_rules', 'take_off_clock'];
  const KEPT = ['keep_on_clock', 'keep_one_on_clock', ...CLOCK];

  it('only put_on_clock, keep_on_clock, keep_one_on_clock and take_off_clock write drafts.current_pick', () => {
    expect(writersOf('drafts', 'current_pick')).toEqual(KEPT);
  });

  it.each(['remaining', 'state'])('only put_on_clock and take_off_clock write drafts.%s', (column) =>
    expect(writersOf('drafts', column)).toEqual(CLOCK),
  );

  it.each(['next_deadline', 'deadline', 'clock_ends_at', 'overtime_since'])(
    'only let_overtime_run, besides those, writes drafts.%s',
    (column) => expect(writersOf('drafts', column)).toEqual(['let_overtime_run', ...KEPT].sort()),
  );

  it('none writes drafts.due_at: it is made of the instants and the retry', () => {
    expect(writersOf('drafts', 'due_at')).toEqual([]);
  });

  it('only set_autopilot and misses switch an autopilot, in one function', () => {
    expect(writersOf('draft_slots', 'autopilot')).toEqual(['switch_autopilot']);
    expect(mentioning(/\bswitch_autopilot\b/)).toEqual(['after_clock', 'set_autopilot']);
  });

  it('only bank_left takes from a bank, and only a clock that is counted, a reset or a setting gives to one', () => {
    expect(mentioning(/\bbank_left\(/)).toEqual(['bank_after', 'charge_bank']);
    expect(mentioning(/\bbank_after\(/)).toEqual(['settle_clock', 'settle_clocks']);
    expect(writersOf('draft_slots', 'bank_seconds')).toEqual([
      ...['charge_bank', 'hold_from_next_cell', 'open_draft', 'reset_clock', 'resume_draft', 'settle_clock'],
      'settle_clocks',
      'stop_rolled_back',
    ]);
  });

  it('only pass_over skips a cell', () => {
    // An emptied one was skipped before, or is as if it never had been.
    expect(writersOf('picks', 'skipped_at')).toEqual(['empty_cells', 'pass_over']);
  });

  it('only empty_cells empties a cell, only refill_cell gives it another player, and only trades another owner', () => {
    expect(mentioning(/\bempty_cells\b/)).toEqual(['correct_pick', 'roll_back', 'swap_picks']);
    expect(mentioning(/\brefill_cell\b/)).toEqual(['correct_pick', 'swap_picks']);
    expect(writersOf('picks', 'team_id')).toEqual(['open_draft', 'trade_picks']);
  });

  it('only write_settings writes settings, but for the roster limits of an opening', () => {
    expect(writersOf('draft_settings')).toEqual(['write_settings']);
    expect(writersOf('draft_settings', 'bank_seconds')).toEqual(['write_settings']);
    expect(writersOf('draft_settings', 'limit_players')).toEqual(['open_draft']);
  });

  it.each(['attempt_count', 'last_error', 'retry_at'])(
    'only record_failure, besides those, writes drafts.%s',
    (column) => {
      expect(writersOf('drafts', column)).toEqual(['let_overtime_run', ...KEPT, 'record_failure'].sort());
    },
  );

  it('only clock_for adds seconds to an instant that becomes a deadline', () => {
    expect(mentioning(/make_interval/)).toEqual(['clock_for', 'end_of_time', 'open_time_end']);
    expect(mentioning(/\bopen_time_end\b/)).toEqual(['end_of_time', 'open_time_end']);
    expect(mentioning(/\bend_of_time\b/)).toEqual(['clock_by_rules']);
    expect(mentioning(/\bclock_by_rules\b/)).toEqual(['clock_by_rules', 'clock_for']);
    expect(mentioning(/\bclock_for\b/)).toEqual([
      'clock_for',
      'follow_filled_cells',
      'next_on_clock',
      'open_draft',
      'restart_clock',
      'resume_draft',
      'switch_autopilot',
      'trade_clock',
      'write_pick',
    ]);
  });

  it('only next_open_cell looks for open cells', () => {
    // Of the others one fills no cell that is made, one is the check of the table, and one tells people what waits for them.
    expect(mentioning(/player_id is null/)).toEqual([
      'fill_chosen_cells',
      'next_open_cell',
      'picks_are_consistent',
      'read_needs',
    ]);
  });

  it('only write_pick, write_made_up and fill_chosen_cells fill a cell, and only open_draft makes cells, of keepers filled ones', () => {
    const mends = ['empty_cells', 'refill_cell'];
    expect(writersOf('picks', 'player_id').filter((name) => !mends.includes(name))).toEqual([
      ...['fill_chosen_cells', 'open_draft', 'write_made_up', 'write_pick'],
    ]);
    expect(writersOf('picks', 'is_forfeited')).toEqual(['open_draft']);
    expect(writersOf('picks')).toEqual(['open_draft']);
  });

  it('only append_event and append_events write events, nothing changes one, and they go with their draft alone', () => {
    expect(writersOf('draft_events')).toEqual(['append_event', 'append_events', 'delete_events_of_drafts']);
    expect(writersOf('draft_events', 'data')).toEqual(['append_event', 'append_events']);
  });

  it('only failed_as_nobody_fits reads in a last error that no free player fitted', () => {
    expect(mentioning(/NO_PLAYER_FITS:/)).toEqual(['failed_as_nobody_fits']);
  });

  it('only leagues_run_by says who runs a league, and only may_watch what everybody may watch', () => {
    // A relay asks whose an endpoint is to share its places fairly, and previews are counted by whose they are: neither gives a right.
    const others = ['create_league', 'endpoint_owner', 'preview_league', 'require_new_preview'];
    expect(mentioning(/commissioner_id/).filter((name) => !others.includes(name))).toEqual([
      'leagues_run_by',
    ]);
    expect(mentioning(/\bvisibility\b/)).toEqual([
      'change_settings',
      'create_draft',
      'may_watch',
      'read_settings',
    ]);
  });
});

describe('a function that writes past them', () => {
  it.each([
    ['update app_public.drafts d set version = 1, next_deadline = now() where d.id = draft'],
    ['update drafts set (version, next_deadline) = (select 1, now()) where id = draft'],
    [
      'with moved as (update only app_public.drafts as d set version = least(1, 2), next_deadline = now()) select 1',
    ],
    ['UPDATE "app_public"."drafts"\n  -- where it is\n  SET "next_deadline" = now()'],
    ["perform log('-- no comment'); update app_public.drafts set next_deadline = null"],
    [
      'insert into app_public.drafts (id) values (x) on conflict (id) do update set next_deadline = excluded.next_deadline',
    ],
    [
      'update app_public.drafts d set state = case when a is distinct from b then c end, next_deadline = x where d.id = y',
    ],
    ['update app_public.drafts d set version = (select max(e.version) from e where true), next_deadline = x'],
    [
      'update app_public.drafts d set timeout_count = 1 where a is distinct from b; update drafts set next_deadline = x',
    ],
    ['insert into app_public.drafts values (x)'],
  ])('is found: %s', (source) => {
    expect(writersOf('drafts', 'next_deadline', [{ name: 'stray', source }])).toEqual(['stray']);
  });

  it.each([
    ['execute format(%L, x)'],
    ['merge into app_public.drafts using x on true when matched then update set next_deadline = now()'],
  ])('cannot hide what it writes: %s', (source) => {
    expect(sqlWrites(source)).toContainEqual(expect.objectContaining({ verb: 'unreadable' }));
  });

  it.each([
    ['select next_deadline from app_public.drafts for no key update'],
    ['update app_public.drafts d set version = 2 where d.next_deadline = at'],
    ['-- update app_public.drafts set next_deadline = now()\nselect 1'],
    ['update app_public.drafts d set version = 2 from a, unnest(x, y) as p (v, next_deadline)'],
    ['update app_public.drafts d set version = 2 returning d.next_deadline into deadline'],
  ])('is not seen in what writes something else: %s', (source) => {
    expect(writersOf('drafts', 'next_deadline', [{ name: 'other', source }])).toEqual([]);
  });
});
