import { inject } from 'vitest';
import type { TestDatabase } from './test_database.ts';
import { asAdmin } from './test_server.ts';

const nameOf = ({ url }: TestDatabase) => new URL(url).pathname.slice(1);

/** Ends every session of a database but those of the test. */
export async function cutEverybody(database: TestDatabase): Promise<void> {
  await asAdmin(inject('adminUrl'), (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = $1 and usename = current_user and application_name <> 'test'`,
      [nameOf(database)],
    ),
  );
}

/** Alters a database, from outside. */
export async function alterDatabase(database: TestDatabase, what: string): Promise<void> {
  await asAdmin(inject('adminUrl'), (client) => client.query(`alter database ${nameOf(database)} ${what}`));
}

/** Whether the server lets anybody into a database. */
export async function letIn(database: TestDatabase, isAllowed: boolean): Promise<void> {
  await alterDatabase(database, `allow_connections ${isAllowed}`);
}
