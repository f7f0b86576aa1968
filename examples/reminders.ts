// The precise alarm without drafts: reminders in a table of their own, sent at the millisecond by an ordinary graphile-worker.
// DATABASE_URL=postgres://… npx node examples/reminders.ts
import { run } from 'graphile-worker';
import pg from 'pg';
import type { AlarmWork } from '../src/clock/alarm.ts';
import { alarmPlugin } from '../src/clock/alarm_plugin.ts';
import { runnerQueryable } from '../src/clock/prepared.ts';

const REMINDERS = 20;
const SPREAD_MS = 2_000;
const url = process.env['DATABASE_URL'] ?? '';
if (url === '') {
  console.error(
    'Say in DATABASE_URL which database the reminders are in; its table "reminders" is made anew.',
  );
  process.exit(2);
}
if (!/^postgres(ql)?:\/\//.test(url)) {
  console.error(`DATABASE_URL must be such as postgres://user:password@host:5432/database; it is ${url}.`);
  process.exit(1);
}
// What fails is told in its sentence: a wrong address, a wrong password, a database that there is not.
process.once('uncaughtException', ({ message }) => {
  console.error(`The database in DATABASE_URL cannot be used: ${message || 'nobody answers'}.`);
  process.exit(1);
});
const pool = new pg.Pool({ connectionString: url });
pool.on('error', (error) => process.stderr.write(`${error.message}\n`));

/** Sends those of the reminders that are due and not sent. One statement, so it does not matter who calls it how often. */
const SEND = `update reminders set sent_at = clock_timestamp()
   where id = any ($1) and sent_at is null and due_at <= clock_timestamp()
   returning id::text as key, extract(epoch from sent_at - due_at)::float8 * 1000 as late`;

const late: number[] = [];
const done = Promise.withResolvers<void>();
function sent(rows: readonly { late: number }[]): void {
  late.push(...rows.map((row) => row.late));
  if (late.length === REMINDERS) done.resolve();
}

const reminders = alarmPlugin((withPgClient): AlarmWork => {
  const db = runnerQueryable(withPgClient);
  return {
    // Once a second: what time is it there, and what is due soon? One process only, so nobody shares the work.
    async tick(processId, aheadMs) {
      const { rows } = await db.query<{ at: number; soon: { key: string; at: number }[] }>(
        `with soon as (
           select id::text as key, extract(epoch from due_at) * 1000 as at from reminders
            where sent_at is null and due_at <= clock_timestamp() + $1 * interval '1 millisecond'
         )
         select extract(epoch from clock_timestamp())::float8 * 1000 as at,
                coalesce((select json_agg(soon) from soon), '[]') as soon`,
        [aheadMs],
      );
      return { at: rows[0]?.at ?? 0, live: [processId], soon: rows[0]?.soon ?? [] };
    },
    async ring(keys) {
      const { rows } = await db.query<{ key: string; late: number }>(SEND, [keys]);
      sent(rows);
      return { done: rows.map(({ key }) => key), next: [], held: [] };
    },
    // There is nothing to read ahead.
    prepare: async () => false,
    hints: () => undefined,
    onFailure: (error) => process.stderr.write(`${String(error)}\n`),
    settled: async () => undefined,
  };
});

// The guarantee: a job for each reminder. It finds nothing to do when the alarm was there first.
const runner = await run({
  pgPool: pool,
  preset: { plugins: [reminders], worker: { pollInterval: 10_000 } },
  taskList: {
    remind: async (payload) => {
      const { id } = payload as { id: string };
      sent((await pool.query<{ late: number }>(SEND, [[id]])).rows);
    },
  },
});
await pool.query(`drop table if exists reminders`);
await pool.query(`create table reminders (
  id bigint generated always as identity primary key, due_at timestamptz not null, sent_at timestamptz)`);
await pool.query(
  `with made as (
     insert into reminders (due_at)
     select clock_timestamp() + interval '2 seconds' + i * $1 * interval '1 millisecond' from generate_series(1, $2::integer) i
     returning id, due_at
   )
   select graphile_worker.add_job('remind', json_build_object('id', id::text), run_at => due_at) from made`,
  [SPREAD_MS / REMINDERS, REMINDERS],
);
await done.promise;
process.stdout.write(`${late.length} reminders, at most ${Math.max(...late).toFixed(1)} ms late\n`);
await runner.stop();
await pool.end();
