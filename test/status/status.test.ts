import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statusCommand } from '../../src/commands/status.ts';
import { readConfig } from '../../src/config/config.ts';
import { withWorkers } from '../support/clock.ts';
import { newDraft, setDeadline } from '../support/drafts.ts';
import { startProgram, startWorker } from '../support/processes.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** What the command says, and its exit code. */
async function status(url: string, json = false): Promise<{ code: unknown; said: string }> {
  let said = '';
  const write = (text: string) => {
    said += text;
  };
  const { signal } = new AbortController();
  const options = { watch: false, json };
  const code = await statusCommand(readConfig({ DATABASE_URL: url }), options, {
    ...{ screen: { write }, signal },
    complain: (line) => write(`stderr: ${line}\n`),
  });
  return { code, said };
}

/** The same as JSON. */
async function asked(url: string) {
  const { code, said } = await status(url, true);
  return { code, ...JSON.parse(said) };
}

describe('draft-orchestrator status', () => {
  it('says that nobody keeps the time where no worker runs, and that all is well where one does', async () => {
    await newDraft(database.pool);
    const alone = await status(database.url);
    expect(alone.code).toBe(1);
    expect(alone.said).toMatch(/1 thing needs you\n\n ✗ Nobody keeps the time/);
    await withWorkers(database.url, 1, async () => {
      const { said } = await until(async () => {
        const answer = await status(database.url);
        return answer.code === 0 ? answer : undefined;
      });
      expect(said).toMatch(/ All is well\n[\s\S]*1 in progress[\s\S]* ✓ .*alive/);
    });
  });

  it('sees a process that hangs, and one that is killed', async () => {
    const worker = await startWorker(database.url);
    const untilItIs = (state: string) =>
      until(async () => ((await asked(database.url)).workers[0]?.state === state ? true : undefined));
    try {
      await untilItIs('ALIVE');
      worker.child.kill('SIGSTOP');
      await untilItIs('HUNG');
      worker.child.kill('SIGCONT');
      await untilItIs('ALIVE');
    } finally {
      worker.child.kill('SIGKILL');
    }
    // No other process is there to take over from it.
    await untilItIs('DEAD');
    expect((await status(database.url)).said).toContain('no worker process is at work');
  });

  it('tells of drafts that are overdue, fail or were paused for it, and who has locked their alarms', async () => {
    const [late, failing, paused] = [
      await newDraft(database.pool),
      await newDraft(database.pool),
      await newDraft(database.pool),
    ];
    await setDeadline(database.pool, late.draftId, -20);
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now() - interval '2 minutes'
        where key = app_private.alarm_key($1)`,
      [late.draftId],
    );
    await database.pool.query(
      `update app_public.drafts set attempt_count = 3, last_error = 'no player', retry_at = now() + interval '9 s'
        where id = $1`,
      [failing.draftId],
    );
    await database.pool.query(
      `update app_public.drafts set state = 'PAUSED', remaining = '0', next_deadline = null, job_id = null,
              attempt_count = 8, last_error = 'nobody fits' where id = $1`,
      [paused.draftId],
    );
    const told = await asked(database.url);
    expect(told.code).toBe(1);
    expect(told.lateness).toMatchObject({
      over100ms: 1,
      over1s: 1,
      longestOverdue: [{ id: late.draftId, hasJob: true, lockedBy: 'gone' }],
    });
    expect(told.lateness.longest).toBeGreaterThan(20);
    expect(told.drafts).toMatchObject({ inProgress: 2, paused: 1, scheduled: 0 });
    expect(told.failing).toMatchObject({
      retried: 1,
      paused: 1,
      drafts: [
        { id: paused.draftId, isPaused: true, attempts: 8, error: 'nobody fits' },
        { id: failing.draftId, isPaused: false, attempts: 3, error: 'no player' },
      ],
    });
    expect(told.longLocks).toMatchObject([{ pool: 'gone', jobs: 1 }]);
  });

  it('says why where it cannot be read: no schema, no server', async () => {
    const empty = await createEmptyDatabase();
    try {
      const { code, said } = await status(empty.url);
      expect([code, said]).toEqual([
        1,
        expect.stringMatching(/lacks \d+ of \d+ migrations.*\n→ docs\/operations\.md#/),
      ]);
    } finally {
      await empty.drop();
    }
    const nobody = 'postgres://someone@127.0.0.1:1/nothing';
    expect(await status(nobody)).toEqual({
      code: 1,
      said: expect.stringMatching(
        /No PostgreSQL answers at 127\.0\.0\.1:1[\s\S]*#the-database-does-not-answer/,
      ),
    });
    expect(await asked(nobody)).toMatchObject({ code: 1, isWell: false, problems: [{ needsYou: true }] });
  });

  it('goes on watching while the database does not answer, and ends with Ctrl-C', async () => {
    const program = startProgram(['src/main.ts', 'status', '--watch'], {
      GRAPHILE_ENV: 'production',
      DATABASE_URL: 'postgres://a@127.0.0.1:1/b',
    });
    await program.untilSaid(/(No PostgreSQL answers[\s\S]*){2}/);
    program.child.kill('SIGINT');
    expect(await program.ended()).toBe(0);
    expect(program.said()).not.toContain('\x1b');
  });
});

describe('what status reads', () => {
  it('is found by indexes: no draft is read that is neither overdue, paused nor failing', async () => {
    await newDraft(database.pool);
    await database.pool.query(
      `insert into app_public.drafts (league_id, pool_id, state, current_pick, next_deadline, opened_at)
       select d.league_id, d.pool_id, 'IN_PROGRESS', 1, now() + make_interval(secs => n), now()
         from app_public.drafts d, generate_series(1000, 11000) as n`,
    );
    await database.pool.query('vacuum analyze app_public.drafts');
    const scans = async () => {
      await database.pool.query('select pg_stat_force_next_flush()');
      const { rows } = await database.pool.query<{ count: number }>(
        `select seq_scan::integer as count from pg_stat_user_tables where relname = 'drafts'`,
      );
      return rows[0]?.count ?? 0;
    };
    const before = await scans();
    expect((await asked(database.url)).drafts.inProgress).toBe(10_002);
    // A session reports what it scanned when it ends, which is after its client has gone.
    await until(async () => {
      const { rows } = await database.pool.query(
        `select from pg_stat_activity
          where datname = current_database() and application_name = 'draft-orchestrator status'`,
      );
      return rows.length === 0 || undefined;
    });
    expect(await scans()).toBe(before);
  });
});
