import type { Queryable } from '../../src/database/queryable.ts';

/** A function of the service in a database. */
export interface SqlFunction {
  readonly name: string;
  /** Its statements, with their comments. */
  readonly source: string;
  /** What it sets while it runs, as `name=value`; null: nothing. */
  readonly settings: readonly string[] | null;
}

/** All functions of the service in a database that is migrated. */
export async function readSqlFunctions(db: Queryable): Promise<readonly SqlFunction[]> {
  const { rows } = await db.query<SqlFunction>(
    `select proname as name, coalesce(pg_get_function_sqlbody(oid), prosrc) as source, proconfig as settings
       from pg_proc where pronamespace in ('app_public'::regnamespace, 'app_private'::regnamespace)`,
  );
  return rows;
}
