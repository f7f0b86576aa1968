import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import { MigrationFolder, TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { createEmptyDatabase } from '../support/test_database.ts';

const OWN = join(import.meta.dirname, '..', '..', 'migrations');
const FILE = '000095_leagues_that_draft.sql';

const names = new TestRoles();
afterAll(() => names.dropAll());

it('leagues that were put away and draft all the same come back, and no others', async () => {
  const database = await createEmptyDatabase();
  const folder = new MigrationFolder({});
  const options = { url: database.url, roles: names.pair(), log: silentLog, folder: folder.path };
  try {
    cpSync(OWN, folder.path, { recursive: true });
    // As it was before this file and those after it.
    for (const name of readdirSync(folder.path))
      if (/^\d{6}_/.test(name) && name >= FILE) rmSync(join(folder.path, name));
    await migrate(options);
    await database.pool.query(`
      insert into app_public.users (name) values ('Ann');
      insert into app_public.player_pools (name, positions) values ('Pool', '{QB}');
      insert into app_public.leagues (name, commissioner_id, archived_at)
      select made.name, u.id, now() from app_public.users u, unnest(array['Over', 'Empty', 'Scheduled']) as made (name);
      insert into app_public.drafts (league_id, pool_id, state, opened_at, ended_at)
      select l.id, p.id, 'COMPLETED', now(), now() from app_public.leagues l, app_public.player_pools p where l.name <> 'Empty';
      insert into app_public.drafts (league_id, pool_id)
      select l.id, p.id from app_public.leagues l, app_public.player_pools p where l.name = 'Scheduled'`);
    cpSync(OWN, folder.path, { recursive: true });
    await migrate(options);
    const { rows } = await database.pool.query<{ name: string; away: boolean }>(
      'select name, archived_at is not null as away from app_public.leagues order by name',
    );
    expect(rows).toEqual([
      { name: 'Empty', away: true },
      { name: 'Over', away: true },
      { name: 'Scheduled', away: false },
    ]);
  } finally {
    await database.drop();
    folder.remove();
  }
});
