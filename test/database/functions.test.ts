import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callText } from '../../src/database/call.ts';
import { calledFunctions, writeFunctionTypes } from '../../tools/function_types.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FUNCTIONS = join(ROOT, 'migrations', 'functions');
const DATABASE = join(ROOT, 'src', 'database');
/** Files with statements that name a function in a larger one, by the functions that they may name. */
const IN_LARGER_STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  'alarms.ts': ['alarm_key'],
  'backlog.ts': ['held_processes', 'inbox_age', 'outbox_age'],
  'events.ts': ['note_traces'],
  'fragments.ts': ['fold_name', 'search_text', 'viewer_leagues'],
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Each file of migrations/functions by the name of its function. */
const files = new Map(
  readdirSync(FUNCTIONS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .map((name) => [basename(name, '.sql'), join(FUNCTIONS, name)]),
);

describe('the functions that TypeScript calls', () => {
  it('have the types of the catalog; else run "npm run schema"', async () => {
    const written = readFileSync(join(DATABASE, 'generated', 'functions.ts'), 'utf8');
    expect(await writeFunctionTypes(database.pool)).toBe(written);
  });

  it('are each called from the file that is named like the folder of the function', () => {
    const calls = [...calledFunctions()].flatMap(([file, names]) => names.map((name) => ({ file, name })));
    expect(calls.length).toBeGreaterThan(30);
    const elsewhere = calls.filter(
      ({ file, name }) => `${basename(dirname(files.get(name) ?? 'no/function'))}.ts` !== file,
    );
    expect(elsewhere).toEqual([]);
  });

  it('are called in no other way, but by larger statements that are listed', () => {
    const named = readdirSync(DATABASE)
      .filter((file) => file.endsWith('.ts') && file !== 'call.ts')
      .flatMap((file) => {
        const names = [...readFileSync(join(DATABASE, file), 'utf8').matchAll(/app_private\.(\w+)\(/g)];
        return names.length === 0 ? [] : [[file, [...new Set(names.map((match) => match[1]))].sort()]];
      });
    expect(Object.fromEntries(named)).toEqual(IN_LARGER_STATEMENTS);
  });
});

describe('the statement of a call', () => {
  it('names each column, and takes an actor as two parameters, an interval in milliseconds', () => {
    expect(callText('pause_draft')).toBe(
      'select app_private.pause_draft($1, row($2::text, $3::uuid)::app_private.actor, $4) as answer',
    );
    expect(callText('read_due', { columns: ['draftId', 'version'] })).toBe(
      `select draft_id as "draftId", version from app_private.read_due($1, $2, $3 * interval '1 millisecond')`,
    );
  });

  it('gives times as texts where that is asked', () => {
    expect(callText('read_events', { columns: ['at', 'kind'], times: 'text' })).toBe(
      `select to_jsonb(at) #>> '{}' as "at", kind from app_private.read_events($1, $2, $3)`,
    );
    expect(callText('create_event_ticket', { times: 'text' })).toMatch(
      /^select to_jsonb\(app_private\.create_event_ticket\(.*\)\) #>> '\{\}' as answer$/,
    );
  });
});

describe('every function of ours', () => {
  it('has a file of its own that states its volatility', async () => {
    const { rows } = await database.pool.query<{ name: string; volatility: string }>(
      `select proname as name, case provolatile when 'v' then 'volatile' when 's' then 'stable' else 'immutable' end as volatility
         from pg_proc where pronamespace in ('app_private'::regnamespace, 'app_public'::regnamespace) order by proname`,
    );
    expect(rows.length).toBeGreaterThan(90);
    const stated = rows.map(({ name }) => {
      const file = files.get(name);
      const text = file === undefined ? '' : readFileSync(file, 'utf8');
      const [header = ''] = text
        .slice(text.indexOf('create or replace function'))
        .split(/^as \$\$|^return\b|^begin\b/m);
      return { name, volatility: header.match(/^(volatile|stable|immutable)\b/m)?.[1] };
    });
    expect(stated).toEqual(rows);
  });
});
