import type { ConnectionPool } from '../../src/database/connect.ts';
import { asAdmin } from './test_server.ts';

/** The clock of a database, which stands still between the instants that a test sets. */
export interface StoppedClock {
  /** Sets the clock to an instant, as ISO 8601 writes it. */
  readonly set: (instant: string) => Promise<void>;
}

/**
 * Replaces `clock_timestamp()` of one database, by which everything here is decided, and `statement_timestamp()`, by which fields are
 * answered, by a time that stands still until it is set. To be called before the first statement that asks for the time. Jobs do not run by this clock: a test calls what they would call.
 */
export async function replaceClock(
  superuserUrl: string,
  pool: ConnectionPool,
  instant: string,
): Promise<StoppedClock> {
  await asAdmin(superuserUrl, (client) =>
    client.query(`
      create table public.stopped_clock as select timestamptz '${instant}' as at;
      grant select, update on public.stopped_clock to public;
      alter function pg_catalog.clock_timestamp() rename to running_clock_timestamp;
      alter function pg_catalog.statement_timestamp() rename to running_statement_timestamp;
      create function pg_catalog.clock_timestamp() returns timestamptz language sql volatile
        as $$ select c.at from public.stopped_clock c $$;
      create function pg_catalog.statement_timestamp() returns timestamptz language sql stable
        as $$ select c.at from public.stopped_clock c $$;
    `),
  );
  return {
    set: async (to) => {
      await pool.query('update public.stopped_clock set at = $1', [to]);
    },
  };
}
