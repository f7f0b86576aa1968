import { createHash } from 'node:crypto';
import type { WithPgClient } from 'graphile-worker';
import type { Queryable } from '../database/queryable.ts';

/** A method that clients of a pool have, though graphile-worker's type leaves it out. */
interface Ending {
  end(): Promise<void>;
}

/** Characters of a hash in a name: PostgreSQL cuts names off after 63, and 80 bits never meet by chance. */
const HASH_LENGTH = 20;

/** Names by text, for the life of the process. Texts with values are parameters elsewhere, so there are only a few dozen. */
const names = new Map<string, string>();

/**
 * The name of a prepared statement: it follows from the text alone. A connection outlives the runner that prepared statements on it,
 * and node-postgres refuses another text under a name that it knows ("Prepared statements must be unique"), so one name must mean
 * one text in the whole process, whoever asks first.
 */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `clock_${createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH)}`;
  names.set(text, name);
  return name;
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
 * Whether a statement failed because of the state of its connection, so that another connection would have run it. Codes: 26000 the
 * statement is not prepared (somebody ran DISCARD ALL or DEALLOCATE), 42P05 it is prepared already, 0A000 its result has other
 * columns since the schema changed. Without a code the statement never reached the server, or the connection is lost anyway.
 */
function isFaultOfSession(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return !('code' in error) || ['26000', '42P05', '0A000'].includes(String(error.code));
}
