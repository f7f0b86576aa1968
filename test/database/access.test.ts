import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const { roles } = readConfig(process.env);
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What a role may do with each table and function of the product, as the database judges it. */
async function privileges(role: string) {
  const { rows: tables } = await database.pool.query<{ name: string; rights: string[] }>(
    `select table_schema || '.' || table_name as name,
            array(select right_ from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) right_
                   where has_table_privilege($1, format('%I.%I', table_schema, table_name), right_)) as rights
       from information_schema.tables where table_schema in ('app_public', 'app_private', 'graphile_worker')`,
    [role],
  );
  const { rows: functions } = await database.pool.query<{ name: string }>(
    `select distinct p.proname as name from pg_proc p
      where p.pronamespace in ('app_public'::regnamespace, 'app_private'::regnamespace, 'graphile_worker'::regnamespace)
        and has_function_privilege($1, p.oid, 'execute')
        and has_schema_privilege($1, p.pronamespace, 'usage') order by 1`,
    [role],
  );
  return {
    tables: tables.filter((table) => table.rights.length > 0),
    functions: functions.map((row) => row.name),
  };
}

describe('a visitor', () => {
  it('changes nothing and calls nothing that changes', async () => {
    const { tables, functions } = await privileges(roles.visitor);
    expect(tables.filter((table) => table.rights.some((right) => right !== 'select'))).toEqual([]);
    expect(tables.filter((table) => !table.name.startsWith('app_public.'))).toEqual([]);
    const { rows } = await database.pool.query<{ name: string }>(
      `select proname as name from pg_proc where proname = any ($1) and provolatile = 'v'`,
      [functions],
    );
    expect(rows).toEqual([]);
  });
});

describe('the API', () => {
  it('runs functions that check, and cannot write a table or a job', async () => {
    const { tables, functions } = await privileges(roles.api);
    expect(tables.filter((table) => table.rights.some((right) => right !== 'select'))).toEqual([]);
    expect(functions).toEqual(expect.arrayContaining(['apply_pick', 'apply_picks']));
    const inside = [
      'write_pick',
      'write_picks',
      'append_event',
      'append_events',
      'put_on_clock',
      'take_off_clock',
      'arm',
      'disarm',
      'keep_alarm',
      'record_failure',
      'stop_clock',
      'complete_draft',
    ];
    expect(functions.filter((name) => inside.includes(name))).toEqual([]);
    expect(functions.filter((name) => name.includes('job'))).toEqual([]);
  });
});

describe('every function', () => {
  it('that runs with the rights of its owner fixes its search_path', async () => {
    const { rows } = await database.pool.query(
      `select proname from pg_proc
        where prosecdef and pronamespace in ('app_public'::regnamespace, 'app_private'::regnamespace)
          and not exists (select from unnest(proconfig) setting where setting like 'search_path=%')`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the product', () => {
  it('runs as an ordinary role, not as a superuser', async () => {
    const { rows } = await database.pool.query<{ super: boolean }>(
      'select rolsuper as super from pg_roles where rolname = current_user',
    );
    if (inject('superuserUrl') !== null) expect(rows).toEqual([{ super: false }]);
  });
});
