import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let draft: TestDraft;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool);
});
afterAll(() => database.drop());

/** How a draft in progress breaks each rule, and no other one before it. */
const BROKEN_DRAFTS: Readonly<Record<string, string>> = {
  drafts_run_a_clock_or_wait_exactly_while_in_progress: 'next_deadline = null',
  drafts_have_no_deadline_in_overtime: 'overtime_since = now()',
  drafts_keep_the_order_of_their_instants:
    "clock_ends_at = next_deadline, deadline = next_deadline + interval '1 second'",
  drafts_tell_both_instants_or_none: 'clock_ends_at = next_deadline',
  drafts_keep_the_time_left_exactly_while_paused: "remaining = interval '1 second'",
  drafts_are_on_a_pick_exactly_while_open: 'current_pick = null',
  drafts_have_an_alarm_only_while_in_progress:
    "state = 'PAUSED', next_deadline = null, remaining = interval '1 second', job_id = 1",
  drafts_retry_only_while_in_progress:
    "state = 'PAUSED', next_deadline = null, remaining = interval '1 second', job_id = null, retry_at = now()",
  drafts_have_a_last_error_exactly_after_a_failed_attempt: 'attempt_count = 1',
  drafts_are_opened_when_they_left_the_schedule: 'opened_at = null',
  drafts_count_from_0: 'timeout_count = -1',
  drafts_keep_no_negative_time:
    "state = 'PAUSED', next_deadline = null, remaining = interval '-1 second', job_id = null",
};

const BROKEN_CELLS: Readonly<Record<string, string>> = {
  picks_number_from_1: 'round = 0',
  picks_have_a_source_and_a_time_exactly_when_made: 'player_id = 1',
  picks_that_are_forfeited_stay_empty: 'is_forfeited = true, skipped_at = now()',
  picks_have_a_sane_clock: 'seconds = 0.01',
};

/** The rules that a function names, so that none is without an example. */
async function rulesOf(name: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ source: string }>(
    'select prosrc as source from pg_proc where proname = $1',
    [name],
  );
  return [...(rows[0]?.source ?? '').matchAll(/'((?:drafts|picks)_\w+)'/g)].map(([, rule]) => rule ?? '');
}

describe.each([
  ['drafts', 'drafts_are_consistent', BROKEN_DRAFTS, 'id = $1'],
  ['picks', 'picks_are_consistent', BROKEN_CELLS, 'draft_id = $1 and pick_number = 2'],
] as const)('a row of %s', (table, check, broken, where) => {
  it('has an example for each rule of its check', async () => {
    expect((await rulesOf(check)).sort()).toEqual(Object.keys(broken).sort());
  });

  it.each(Object.entries(broken))(
    'that breaks %s is refused, and the error names the rule',
    async (rule, set) => {
      await expect(
        database.pool.query(`update app_public.${table} set ${set} where ${where}`, [draft.draftId]),
      ).rejects.toMatchObject({
        code: '23514',
        constraint: rule,
        schema: 'app_public',
        table,
        message: `new row for relation "${table}" violates check constraint "${rule}"`,
      });
    },
  );

  it('that breaks no rule is taken, also while something is unknown', async () => {
    await database.pool.query(
      `update app_public.${table} set ${table === 'drafts' ? 'retry_at' : 'reason'} = null where ${where}`,
      [draft.draftId],
    );
  });
});

describe('a player', () => {
  it('is drafted once: the error names the rule', async () => {
    await database.pool.query(
      `update app_public.picks set player_id = 7, source = 'AUTO', picked_at = now()
        where draft_id = $1 and pick_number = 3`,
      [draft.draftId],
    );
    await expect(
      database.pool.query(
        `update app_public.picks set player_id = 7, source = 'AUTO', picked_at = now()
          where draft_id = $1 and pick_number = 4`,
        [draft.draftId],
      ),
    ).rejects.toMatchObject({ code: '23505', constraint: 'picks_player_drafted_once' });
  });
});
