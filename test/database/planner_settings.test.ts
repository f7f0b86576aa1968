import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSqlFunctions, type SqlFunction } from '../support/sql_functions.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let functions: readonly SqlFunction[];
beforeAll(async () => {
  database = await createTestDatabase();
  functions = await readSqlFunctions(database.pool);
});
afterAll(() => database.drop());

/** What a setting is where nobody changes it. */
const defaultOf = (setting: string) => (setting === 'plan_cache_mode' ? 'auto' : 'on');

/** The settings by which a function changes plans, away from what they are anyway. */
function changesPlans({ settings }: SqlFunction): string[] {
  return (settings ?? []).flatMap((setting) => {
    const [name = '', value] = setting.split('=');
    const isForPlans = name.startsWith('enable_') || name === 'plan_cache_mode';
    return isForPlans && value !== defaultOf(name) ? [name] : [];
  });
}

/** Calls of functions that are not ours. */
const FOREIGN = /\bgraphile_worker\.(?!_private|jobs\b|job_spec\b)\w+\s*\(/;

/** The functions that a function may call, itself included, through any number of others. */
function reachedFrom(start: SqlFunction): SqlFunction[] {
  const reached = new Set([start]);
  for (const caller of reached) {
    for (const callee of functions) {
      if (new RegExp(String.raw`\b${callee.name}\s*\(`).test(caller.source)) reached.add(callee);
    }
  }
  return [...reached];
}

describe('settings of the planner that a function of ours changes', () => {
  it('end before a function that is not ours: whoever calls one sets them as they are anyway', () => {
    const missing = functions.flatMap((outer) => {
      const changed = changesPlans(outer);
      return reachedFrom(outer)
        .filter(({ source }) => changed.length > 0 && FOREIGN.test(source))
        .flatMap((inner) =>
          changed
            .filter((name) => !inner.settings?.includes(`${name}=${defaultOf(name)}`))
            .map((name) => `${outer.name} → ${inner.name}: ${name}`),
        );
    });
    expect(missing).toEqual([]);
  });

  it('are looked for where they are: the functions that change plans, and those that call graphile-worker', () => {
    const changing = functions.filter((each) => changesPlans(each).length > 0).map(({ name }) => name);
    expect(changing).toEqual(
      expect.arrayContaining(['apply_pick', 'apply_picks', 'apply_choices', 'arm_all', 'tick']),
    );
    const foreign = functions.filter(({ source }) => FOREIGN.test(source)).map(({ name }) => name);
    expect(foreign).toEqual(expect.arrayContaining(['arm', 'arm_start', 'disarm', 'move_jobs']));
  });
});
