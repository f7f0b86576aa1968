import type { ConnectionPool } from '../../../src/database/connect.ts';

/** A function of the database, and which of our roles may call it, found out by calling it. */
export interface FunctionRights {
  readonly name: string;
  readonly visitor: boolean;
  readonly api: boolean;
}

/** The rights to every function of the product and of graphile-worker. */
export async function functionRights(
  db: ConnectionPool,
  roles: { readonly visitor: string; readonly api: string },
): Promise<FunctionRights[]> {
  const { rows } = await db.query<{ name: string; call: string }>(
    `select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name,
            format('%I.%I(%s)', n.nspname, p.proname, (
              select string_agg(format('null::%s', format_type(t, null)), ', ' order by place)
                from unnest(p.proargtypes) with ordinality as listed (t, place)
            )) as call
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('app_public', 'app_private', 'graphile_worker', 'graphile_worker_relay') and p.prorettype <> 'trigger'::regtype
      order by 1`,
  );
  const rights: FunctionRights[] = [];
  for (const { name, call } of rows) {
    rights.push({
      name,
      visitor: await mayCall(db, roles.visitor, call),
      api: await mayCall(db, roles.api, call),
    });
  }
  return rights;
}

/** Calls it with nothing in every argument, and takes back whatever that did. */
async function mayCall(db: ConnectionPool, role: string, call: string): Promise<boolean> {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('role', $1, true)`, [role]);
    await client.query(`select * from ${call} as answer`);
    return true;
  } catch (error) {
    // The function itself may refuse nothing at all as input: then it was called.
    const { code, message } = error as { code?: string; message: string };
    return !(code === '42501' && /for (function|schema)/.test(message));
  } finally {
    await client.query('rollback');
    client.release();
  }
}
