import type { WithPgClient } from 'graphile-worker';
import { isStale } from '../database/closing_client.ts';
import type { Queryable } from '../database/queryable.ts';
import { statementName } from '../database/statement_name.ts';

/** A method that clients of a pool have, though graphile-worker's type leaves it out. */
interface Ending {
  end(): Promise<void>;
}

/**
 * The runner's own connections, one statement at a time. Each statement is prepared once for each connection, which saves a
 * tenth of a millisecond every time; those of the clock are few and always the same.
 *
 * A connection whose server no longer has the statements that node-postgres believes are prepared would fail for ever: it is
 * closed, and the pool opens another.
 */
export function runnerQueryable(withPgClient: WithPgClient): Queryable {
  return {
    query: (text, values = []) =>
      withPgClient(async (client) => {
        try {
          return await client.query({ name: statementName(text), text, values });
        } catch (error) {
          // A client that is ending is not given out again.
          if (isFaultOfSession(error)) void (client as typeof client & Ending).end().catch(() => undefined);
          throw error;
        }
      }),
  };
}

/**
 * Whether a statement failed because of the state of its connection, so that another connection would have run it. Without a code the
 * statement never reached the server, or the connection is lost anyway.
 */
function isFaultOfSession(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return !('code' in error) || isStale(error);
}
