import type pg from 'pg';
import { SILENCE_MS } from './closing_client.ts';
import { ConnectionError, explainConnectionError } from './connection_errors.ts';
import { type SessionOptions, settingsOf } from './session.ts';

type Judge = (value: string) => boolean;

/**
 * Makes sure that a session of a pool is what was asked for: a pooler may leave options out, and a trigger on login may change them.
 * Beside them it judges two that only an administrator may set.
 * @throws ConnectionError (SESSION) naming each setting that is not what it has to be
 */
export async function checkSession(pool: pg.Pool, wanted: SessionOptions, url: string): Promise<void> {
  // What a transaction sets for itself need not be there before.
  if (wanted.isPooled) return;
  const rules: [name: string, mustBe: string, judge: Judge][] = [
    ...Object.entries(settingsOf(wanted))
      // A socket of this machine has none of these: the server answers 0.
      .filter(([name]) => !name.startsWith('tcp_'))
      .map(([name, value]): [string, string, Judge] => [name, value, (is) => plain(is) === plain(value)]),
    ['session_replication_role', 'origin', (is) => is === 'origin'],
    ['transaction_timeout', `0 or at least ${SILENCE_MS}`, (is) => is === '0' || Number(is) >= SILENCE_MS],
  ];
  const { rows } = await pool
    .query<{ name: string; value: string }>(
      `select lower(name) as name, setting as value from pg_settings where lower(name) = any($1)
        union all select 'role', current_user`,
      [rules.map(([name]) => name)],
    )
    .catch((error: unknown) => {
      throw explainConnectionError(error, url) ?? error;
    });
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const wrong = rules.flatMap(([name, mustBe, judge]) => {
    const value = values.get(name);
    return value === undefined || judge(value) ? [] : [`${name} is "${value}" and must be ${mustBe}`];
  });
  if (wrong.length === 0) return;
  throw new ConnectionError(
    'SESSION',
    `The database does not give this program the sessions it asks for: ${wrong.join('; ')}. Look at what changes settings between ` +
      'here and there: a pooler (set DATABASE_DIRECT_URL), a trigger on login, settings of the role or the database.',
  );
}

function plain(text: string): string {
  return text.replace(/\s/g, '').toLowerCase();
}
