import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import { MigrationFolder, TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/test_database.ts';

const OWN = join(import.meta.dirname, '..', '..', 'migrations');
const NUMBER = 17;

const names = new TestRoles();
const roles = names.pair();
let database: TestDatabase;
let folder: MigrationFolder;
beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = new MigrationFolder({});
  for (const file of readdirSync(OWN).filter(
    (name) => /^\d{6}_/.test(name) && Number(name.slice(0, 6)) < NUMBER,
  ))
    cpSync(join(OWN, file), join(folder.path, file));
  await migrate({ url: database.url, roles, log: silentLog, folder: folder.path });
});
afterEach(async () => {
  await database.drop();
  folder.remove();
});
afterAll(() => names.dropAll());

async function values(sql: string): Promise<unknown[]> {
  const { rows } = await database.pool.query({ text: sql, rowMode: 'array' });
  return rows.map((row) => (row.length === 1 ? row[0] : row));
}

it('names from before get their plain form, teams stay apart, and settings lose what has no effect', async () => {
  const { pool } = database;
  await pool.query(`
    insert into app_public.users (name) values ('Ann'), ('  Bob   Best '), (E'\\u200bCid'), (E'\\u200b');
    insert into app_public.leagues (name, commissioner_id) select E'Friends\\u00a0', id from app_public.users where name = 'Ann';
    insert into app_public.teams (league_id, name, created_at)
    select l.id, t.name, now() + t.place * interval '1 s'
    from app_public.leagues l, unnest(array['A (2)', ' A ', 'A', E'A\\u200d', E'\\u2067', repeat('x', 99) || E'\\u202e', repeat('x', 99)])
      with ordinality as t (name, place);
    insert into app_public.player_pools (name, positions) values (E'P\\u202eool', '{D,DEF,WR,rb}'), ('Opened', '{Def,QB}');
    insert into app_public.players (pool_id, rank, name, positions, position_bits, pro_team)
    select p.id, r.rank, r.name, r.positions::text[], r.bits, r.team from app_public.player_pools p,
      (values (1, ' Luka  Dončić', '{D}', 1, ' DAL '), (2, E'\\u3164', '{DEF,rb}', 10, E'\\u200b'), (3, 'Fine', '{WR}', 4, 'KC')) as r (rank, name, positions, bits, team)
    where p.name <> 'Opened';
    insert into app_public.players (pool_id, rank, name, positions, position_bits)
    select id, 1, 'Bears', '{Def}', 1 from app_public.player_pools where name = 'Opened';
    insert into app_public.drafts (league_id, pool_id, state, opened_at, ended_at)
    select l.id, p.id, 'COMPLETED', now(), now() from app_public.leagues l, app_public.player_pools p where p.name = 'Opened';
    insert into app_public.drafts (league_id, pool_id, state)
    select l.id, p.id, 'SCHEDULED' from app_public.leagues l, app_public.player_pools p, generate_series(1, 4) where p.name <> 'Opened';
    insert into app_public.draft_settings (draft_id, pick_order, rounds, seconds_per_pick, roster_slots)
    select d.id, (array['{"kind":"REVERSAL","fromRound":9}', '{"kind":"REVERSAL","fromRound":2}', '{"kind":"SNAKE"}', '{"kind":"LINEAR"}', '{"kind":"SNAKE"}'])[row_number() over (order by d.id)]::jsonb, 3, 30, '[]'
    from app_public.drafts d`);
  cpSync(OWN, folder.path, { recursive: true });
  await migrate({ url: database.url, roles, log: silentLog, folder: folder.path });

  expect(await values('select name from app_public.users order by name collate "C"')).toEqual([
    'Ann',
    'Bob Best',
    'Cid',
    'Somebody',
  ]);
  expect(await values('select name from app_public.leagues')).toEqual(['Friends']);
  const x = 'x'.repeat(90);
  expect(await values('select name from app_public.teams order by created_at')).toEqual([
    ...['A (2)', 'A (3)', 'A', 'A (4)', 'Team', `${x} (2)`, 'x'.repeat(99)],
  ]);
  expect(
    await values(`select name, positions from app_public.player_pools order by name collate "C" desc`),
  ).toEqual([
    ['Pool', ['DEF', 'RB', 'WR']],
    ['Opened', ['Def', 'QB']],
  ]);
  expect(
    await values(
      'select name, positions, position_bits, pro_team, folded_name from app_public.players order by id',
    ),
  ).toEqual([
    ['Luka Dončić', ['DEF'], 1, 'DAL', 'luka doncic'],
    ['Player', ['DEF', 'RB'], 3, null, 'player'],
    ['Fine', ['WR'], 4, 'KC', 'fine'],
    ['Bears', ['Def'], 1, null, 'bears'],
  ]);
  expect((await values('select pick_order::text from app_public.draft_settings')).sort()).toEqual(
    [
      '{"kind": "LINEAR"}',
      ...Array(3).fill('{"kind": "SNAKE"}'),
      '{"kind": "REVERSAL", "fromRound": 2}',
    ].sort(),
  );
});
