import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf, readSqlFiles, type SqlFile } from '../../src/migrate/files.ts';
import { lintMigrations } from '../../tools/lint_migrations.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'migrations');

function file(sql: string): SqlFile {
  return { name: '000999_test.sql', path: '', sql, hash: hashOf(sql) };
}

/** The rules that a migration breaks, with their lines. */
function broken(sql: string): string[] {
  return lintMigrations([file(sql)]).map(({ rule, line }) => `${line} ${rule}`);
}

describe('a migration', () => {
  it.for([
    ['alter table app_public.leagues drop column title;', 'ban-drop-column'],
    ['alter table app_public.leagues rename column title to name;', 'renaming-column'],
    ['alter table app_public.leagues rename to clubs;', 'renaming-table'],
    ['alter table app_public.leagues alter column title type bigint;', 'changing-column-type'],
    ['alter table app_public.leagues add column motto text not null;', 'adding-required-field'],
    ['drop table app_public.leagues;', 'ban-drop-table'],
    ['drop function app_private.tick(uuid);', 'ban-drop-routine'],
    ["alter type app_public.draft_state rename value 'PAUSED' to 'HELD';", 'ban-rename'],
    ['alter function app_private.tick() rename to tock;', 'ban-rename'],
  ])('that takes something from the release before is found: %s', ([sql = '', rule]) => {
    expect(broken(`-- What it does.\n\n${sql}`)).toEqual([`3 ${rule}`]);
  });

  it.for([
    ['create index a on app_public.picks (made_at);', 'require-concurrent-index-creation'],
    ['alter table app_public.picks add constraint a check (round > 0);', 'constraint-missing-not-valid'],
    ['alter table app_public.drafts alter column title set not null;', 'adding-not-nullable-field'],
    [
      'alter table app_public.picks add column a uuid default gen_random_uuid();',
      'adding-field-with-default',
    ],
    ['drop index app_public.picks_to_fill;', 'require-concurrent-index-deletion'],
    ['truncate app_public.pick_reasons;', 'ban-truncate'],
  ])('that locks a big table for long is found: %s', ([sql = '', rule]) => {
    expect(broken(sql)).toEqual([`1 ${rule}`]);
  });

  it.for([
    'alter table app_public.leagues add column motto text;',
    "alter table app_public.picks add column motto text not null default '';",
    'create index a on app_public.leagues (title);',
    'create table app_public.a (id uuid primary key, n integer not null check (n > 0));',
    'alter table app_public.leagues add constraint a check (length(title) > 0);',
    "alter type app_public.draft_event_kind add value 'MOTTO_SET';",
    '-- no transaction: drafts go on meanwhile\ncreate index concurrently if not exists a on app_public.picks (made_at);',
    'create function app_private.a() returns void language sql as $$ drop table app_public.picks; $$;',
  ])('that adds is fine: %s', (sql) => {
    expect(broken(sql)).toEqual([]);
  });

  it('may do what a comment in front of it allows, with a reason', () => {
    const drop = 'alter table app_public.leagues drop column title;';
    expect(broken(`-- squawk-ignore ban-drop-column: no release reads it since 0.3.0\n${drop}`)).toEqual([]);
    expect(broken(`-- squawk-ignore ban-drop-column\n${drop}`)).toEqual(['1 say-why']);
    expect(broken(`-- squawk-ignore ban-drop-routine: 0.3.0 calls it no more\ndrop function a();`)).toEqual(
      [],
    );
    expect(broken(`-- squawk-ignore ban-drop-table: the wrong rule\n${drop}`)).toContain('2 ban-drop-column');
  });

  it('of this project that came before the rule is not what it is tried on by chance: some of those break it', async () => {
    const { migrations } = await readSqlFiles(FOLDER);
    const before = migrations.filter(({ name }) => name.startsWith('000055'));
    expect(lintMigrations(before).map(({ rule }) => rule)).toContain('ban-drop-column');
  });
});
