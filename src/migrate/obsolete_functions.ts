import type { ClientBase } from 'pg';
import type { Log } from '../telemetry/log.ts';
import { MIGRATIONS_SCHEMA } from './hashes.ts';

/** SQLSTATE of a drop that is refused because something else needs what is to be dropped. */
const DEPENDENT_OBJECTS_STILL_EXIST = '2BP01';

/** A function or procedure as PostgreSQL writes it: schema, name and types of its arguments. */
type Signature = string;

/**
 * Drops functions that no file of migrations/functions defines any more: a file that was removed or renamed leaves its function in
 * the database, since `create or replace` never drops. They are dropped by the release after the one that no longer has them,
 * because the processes of the release before go on during an upgrade and call them. Until then they are listed in
 * `app_migrations.obsolete_functions`, with the release that listed them.
 *
 * Looks at the schemas in which the files define functions. Must run in the transaction that has just applied all of the files,
 * and before anything else there changes functions, such as grants: a function is defined by a file exactly where this
 * transaction wrote its row of the catalog.
 * @param release a text that is another one for other files; role names are not in it, since other roles are no other release
 * @returns what was dropped
 */
export async function dropObsoleteFunctions(
  client: ClientBase,
  release: string,
  log: Log,
): Promise<Signature[]> {
  await client.query(`
    create table if not exists ${MIGRATIONS_SCHEMA}.obsolete_functions (
      signature text primary key,
      listed_by text not null,
      listed_at timestamptz not null default clock_timestamp()
    );
    comment on table ${MIGRATIONS_SCHEMA}.obsolete_functions is
      'Functions that no file defines any more; the next release drops them.';
  `);
  const undefinedByFiles = await findUndefined(client);
  const { rows: due } = await client.query<{ signature: Signature }>(
    `select signature from ${MIGRATIONS_SCHEMA}.obsolete_functions
      where signature = any ($1::text[]) and listed_by <> $2 order by signature`,
    [undefinedByFiles, release],
  );
  const dropped: Signature[] = [];
  for (const { signature } of due) if (await drop(client, signature, log)) dropped.push(signature);
  const left = undefinedByFiles.filter((signature) => !dropped.includes(signature));
  await client.query(
    `delete from ${MIGRATIONS_SCHEMA}.obsolete_functions where signature <> all ($1::text[])`,
    [left],
  );
  await client.query(
    `insert into ${MIGRATIONS_SCHEMA}.obsolete_functions (signature, listed_by)
     select unnest($1::text[]), $2
     on conflict (signature) do nothing`,
    [left, release],
  );
  if (dropped.length > 0) log.info({ functions: dropped }, 'dropped functions that no file defines any more');
  return dropped;
}

/** Functions and procedures in our schemas that this transaction did not write, without those of extensions. */
async function findUndefined(client: ClientBase): Promise<Signature[]> {
  const { rows } = await client.query<{ signature: Signature }>(
    `with functions as (
       select f.oid, f.pronamespace, f.xmin = pg_current_xact_id()::xid as is_defined
         from pg_proc f
        where f.prokind in ('f', 'p')
          and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
     )
     select format('%I.%I(%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid)) as signature
       from functions
       join pg_proc f on f.oid = functions.oid
       join pg_namespace n on n.oid = functions.pronamespace
      where not functions.is_defined
        and functions.pronamespace in (select pronamespace from functions where is_defined)
      order by 1`,
  );
  return rows.map(({ signature }) => signature);
}

/** Whether it is gone. What somebody built on it, such as a view or an index, keeps it, and the migration goes on. */
async function drop(client: ClientBase, signature: Signature, log: Log): Promise<boolean> {
  await client.query('savepoint obsolete_function');
  try {
    await client.query(`drop routine ${signature}`);
    await client.query('release savepoint obsolete_function');
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code !== DEPENDENT_OBJECTS_STILL_EXIST) throw error;
    await client.query('rollback to savepoint obsolete_function');
    log.warn(
      { function: signature, err: error },
      'a function that no file defines any more is still used: it stays',
    );
    return false;
  }
}
