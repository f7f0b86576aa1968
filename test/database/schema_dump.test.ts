import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { dumpSchema } from '../../tools/schema_dump.ts';
import { MigrationFolder, TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const { roles } = readConfig(process.env);
const SCHEMA_FILE = join(import.meta.dirname, '..', '..', 'schema.sql');
/** Servers of other versions write the same schema with other words. */
const COMPARED_MAJOR = 18;

let database: TestDatabase;
let major = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.pool.query(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  major = rows[0]?.major;
});
afterAll(() => database.drop());

describe('schema.sql', () => {
  it('is what the migrations make; else run "npm run schema"', async (context) => {
    context.skip(major !== COMPARED_MAJOR, `compared on PostgreSQL ${COMPARED_MAJOR}, this is ${major}`);
    expect(await dumpSchema(database.pool, roles)).toBe(readFileSync(SCHEMA_FILE, 'utf8'));
  });

  it('has every object of our schemas, whichever role owns it', async () => {
    const names = new TestRoles();
    const others = names.pair();
    const folder = new MigrationFolder({
      '000001_zoo.sql': `
        create schema app_public; create schema app_private;
        comment on schema app_public is 'What all\n  may see.';
        create type app_public.mood as enum ('calm', 'wild');
        create domain app_public.weight as numeric not null constraint weight_is_positive check (value > 0);
        create type app_private.pair as (a int, b text);
        create table app_public.animals (
          id int generated always as identity constraint animals_have_an_id primary key,
          mood app_public.mood not null default 'calm', weight app_public.weight,
          double_weight numeric generated always as (weight * 2) stored,
          parent int references app_public.animals on delete set null, constraint animals_are_light check (weight < 9000)
        );
        comment on column app_public.animals.mood is 'How it feels.';
        comment on constraint animals_are_light on app_public.animals is 'The scale ends there.';
        create index animals_by_mood on app_public.animals (mood) where parent is null;
        create function app_private.note() returns trigger language plpgsql as 'begin return new; end';
        create trigger animals_are_noted after insert on app_public.animals for each row execute function app_private.note();
        alter table app_public.animals enable row level security;
        create view app_public.calm_animals with (security_invoker) as select id from app_public.animals where mood = 'calm';
        create sequence app_private.tickets;`,
      'functions/feed.sql': `
        create or replace function app_public.feed(animal int, grams numeric default 1.5) returns void
          language sql stable strict security definer set search_path = pg_catalog as 'select';
        comment on function app_public.feed is 'Feeds one.';`,
      'grants.sql': `
        revoke all on function app_public.feed(int, numeric) from public;
        grant execute on function app_public.feed(int, numeric) to :"api_role";
        grant select (id, mood), update (mood) on app_public.animals to :"visitor_role";
        drop policy if exists visitors_see_calm on app_public.animals;
        create policy visitors_see_calm on app_public.animals for select to :"visitor_role" using (mood = 'calm');`,
    });
    const empty = await createEmptyDatabase();
    await migrate({ url: empty.url, roles: others, log: silentLog, folder: folder.path });
    const dump = await dumpSchema(empty.pool, others);
    const lines = dump.split('\n').map((line) => line.trim().toLowerCase());
    for (const line of EXPECTED_LINES) expect(lines).toContain(line.toLowerCase());
    expect(dump).not.toContain(others.api);
    expect(await dumpSchema(empty.pool, others)).toBe(dump);
    await empty.drop();
    folder.remove();
    await names.dropAll();
  });
});

const EXPECTED_LINES = [
  '-- What all may see.',
  'create schema app_public;',
  "create type app_public.mood as enum ('calm', 'wild');",
  'create domain app_public.weight as numeric not null',
  'constraint weight_is_positive CHECK ((VALUE > (0)::numeric));',
  'create type app_private.pair as (a integer, b text);',
  'create table app_public.animals (',
  'id integer not null generated always as identity,',
  "mood app_public.mood not null default 'calm'::app_public.mood, -- How it feels.",
  'double_weight numeric generated always as (((weight)::numeric * (2)::numeric)) stored,',
  'constraint animals_have_an_id primary key (id),',
  'constraint animals_parent_fkey foreign key (parent) references app_public.animals(id) on delete set null,',
  'constraint animals_are_light check (((weight)::numeric < (9000)::numeric)) -- The scale ends there.',
  'alter table app_public.animals enable row level security;',
  'create index animals_by_mood on app_public.animals using btree (mood) where (parent is null);',
  'create trigger animals_are_noted after insert on app_public.animals for each row execute function app_private.note();',
  'create policy visitors_see_calm on app_public.animals for select to visitor',
  'grant select (id), select (mood), update (mood) on table app_public.animals to visitor;',
  'create view app_public.calm_animals with (security_invoker=true) as',
  'create sequence app_private.tickets;',
  '-- Feeds one.',
  'grams numeric default 1.5',
  'language sql stable strict security definer',
  'set search_path=pg_catalog;',
  'grant execute on function app_public.feed(integer,numeric) to api;',
  'grant execute on function app_private.note() to public;',
];
