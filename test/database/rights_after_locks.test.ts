import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSqlFunctions, type SqlFunction } from '../support/sql_functions.ts';
import { sqlWrites } from '../support/sql_writes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

/** What decides by who somebody is: functions of migrations/functions/rights and the like, and a manager beside the actor. */
const OF =
  'seat|draft|team|league|commissioner|operator|(?:new_)?endpoint|source|(?:visible_|usable_|new_)?pool|invitation';
const CHECK = new RegExp(
  `\\b(?:require_(?:${OF})\\(|may_(?:run|watch|see_league|see_pool)\\(|manager_id is distinct from \\(actor\\))`,
  'g',
);
const ROW_LOCK = /\bfor (?:no key )?update\b(?! skip locked)|\bfor share\b|\bpg_advisory_xact_lock\(/;

/**
 * Rights that nobody loses: whoever runs a league, owns a pool or is an operator is that still when a lock was waited for. Who may watch a
 * draft, or see a league or a pool, is asked so that others learn nothing; what is done with it is decided by another right.
 */
const STAYS = [
  ...['require_commissioner(', 'require_team(', 'require_league(', 'may_run('],
  ...['require_operator(', 'require_pool(', 'require_new_endpoint('],
  ...['require_draft(', 'may_see_league(', 'require_visible_pool(', 'require_usable_pool('],
];

let database: TestDatabase;
/** Without comments. */
let functions: readonly Pick<SqlFunction, 'name' | 'source'>[];
beforeAll(async () => {
  database = await createTestDatabase();
  const found = await readSqlFunctions(database.pool);
  functions = found.map(({ name, source }) => ({ name, source: source.replace(/--[^\n]*/g, '') }));
});
afterAll(() => database.drop());

/** What may wait for a lock: a lock of a row, or a call of a function that does. */
function lockPattern(): RegExp {
  const calls = (names: readonly string[]) => new RegExp(`\\b(?:${names.join('|')})\\(`);
  let lockers = functions.filter(({ source }) => ROW_LOCK.test(source)).map(({ name }) => name);
  for (let before = 0; before < lockers.length; ) {
    before = lockers.length;
    const calling = calls(lockers);
    lockers = functions
      .filter(({ name, source }) => lockers.includes(name) || calling.test(source))
      .map(({ name }) => name);
  }
  return new RegExp(`${ROW_LOCK.source}|${calls(lockers).source}`, 'g');
}

/** Every function that asks for a right before its last lock: which rights, and whether it asks again after it. */
function asking(): { name: string; checks: string[]; asksAgain: boolean }[] {
  const lock = lockPattern();
  return functions.flatMap(({ name, source }) => {
    const checks = [...source.matchAll(CHECK)];
    const lastLock = [...source.matchAll(lock)].at(-1)?.index ?? -1;
    const first = checks[0]?.index ?? Number.POSITIVE_INFINITY;
    if (first > lastLock) return [];
    const asksAgain = (checks.at(-1)?.index ?? 0) > lastLock;
    return [{ name, checks: [...new Set(checks.map(([text]) => text))], asksAgain }];
  });
}

describe('of the functions that ask for a right before they wait for a lock', () => {
  it('every one asks again after it, but for rights that nobody loses', () => {
    const all = asking();
    expect(all.length).toBeGreaterThan(20);
    const once = all.filter(({ asksAgain }) => !asksAgain);
    expect(once.filter(({ checks }) => checks.some((check) => !STAYS.includes(check)))).toEqual([]);
  });

  it('these are about what can be lost: whose team it is, whether a link is good, and room for one more pool', () => {
    const again = asking().filter(({ asksAgain }) => asksAgain);
    expect(again.map(({ name }) => name).sort()).toEqual([
      ...['claim_invitation', 'create_own_pool', 'give_word', 'lock_seat', 'rename_team', 'set_autopilot'],
    ]);
  });
});

it.each([
  ['who runs a league', 'leagues', 'commissioner_id'],
  ['whose pool it is', 'player_pools', 'owner_id'],
])('%s is written by no function once it is there', (_what, table, column) => {
  const writers = functions.filter(({ source }) =>
    sqlWrites(source).some(
      (write) => write.verb === 'update' && write.table === table && write.columns.includes(column),
    ),
  );
  expect(writers.map(({ name }) => name)).toEqual([]);
});
