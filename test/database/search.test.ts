import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { createPlayerPool } from '../../src/database/players.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { importPlayers } from '../../src/players/import_players.ts';
import { newDraft } from '../support/drafts.ts';
import { TestRoles } from '../support/migrating.ts';
import { silentLog } from '../support/silent_log.ts';
import { asAdmin, dropDatabase, withDatabase } from '../support/test_server.ts';

const CASES = join(import.meta.dirname, '..', 'fixtures', 'cases');
/** A server may be built without ICU; the C locale is always there. */
const hasIcu = await asAdmin(inject('adminUrl'), async (client) => {
  const { rows } = await client.query("select from pg_collation where collname = 'tr-x-icu'");
  return rows.length > 0;
});
const icu = (locale: string) => `locale_provider icu icu_locale '${locale}' locale 'C'`;
const LOCALES: readonly (readonly [string, string])[] = [
  ['the C locale', "locale 'C'"],
  ...(hasIcu
    ? ([
        ['Turkish (ICU)', icu('tr-TR')],
        ['Lithuanian (ICU)', icu('lt-LT')],
        ['the root locale (ICU)', icu('und')],
      ] as const)
    : []),
];
const roles = new TestRoles();
afterAll(() => roles.dropAll());

async function search(
  db: ConnectionPool,
  draftId: string,
  find: { search?: string; position?: string },
): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select p.name from app_public.drafts d
      cross join lateral app_public.drafts_players(d, "position" => $2, search => $3) as p where d.id = $1`,
    [draftId, find.position ?? null, find.search ?? null],
  );
  return rows.map(({ name }) => name);
}

describe.each(LOCALES)('in a database with %s, the search for players', (_what, options) => {
  const name = `${inject('databasePrefix')}${process.pid}_locale_${options.replace(/\W+/g, '_')}`
    .slice(0, 63)
    .toLowerCase();
  let db: ConnectionPool;
  let draftId: string;
  let draftOfPlain: string;

  beforeAll(async () => {
    const url = withDatabase(inject('adminUrl'), name);
    await asAdmin(inject('adminUrl'), (client) =>
      client.query(`create database ${name} template template0 encoding 'UTF8' ${options}`),
    );
    await migrate({ url, roles: roles.pair(), log: silentLog });
    db = createConnectionPool(url, { max: 2, applicationName: 'test', log: silentLog });
    const { poolId } = await importPlayers(db, { file: join(CASES, 'accents_nfc.csv'), name: 'A' });
    draftId = (await newDraft(db, { poolId, teams: 1, rounds: 1, open: false })).draftId;
    const names = [
      'İlkay Işık',
      "Ja'Marr Chase",
      'A.J. Brown',
      'Jaxon Smith-Njigba',
      'Großkreutz',
      'Łukasz Đorđević',
      'Никола Јокић',
    ];
    const players = names.map((player, index) => ({
      rank: index + 1,
      name: player,
      positions: ['Wr'],
      proTeam: null,
      byeWeek: null,
    }));
    draftOfPlain = (
      await newDraft(db, {
        poolId: await createPlayerPool(db, 'B', players),
        teams: 1,
        rounds: 1,
        open: false,
      })
    ).draftId;
  });
  afterAll(async () => {
    await endConnectionPool(db);
    await asAdmin(inject('adminUrl'), (client) => dropDatabase(client, name));
  });

  it.each([
    ['doncic', 'Luka Dončić'],
    ['DONCIC', 'Luka Dončić'],
    ['Donc\u030cic\u0301', 'Luka Dončić'],
    ['saric', 'Dario Šarić'],
    ['odegaard', 'Martin Ødegaard'],
    ['ØDEGAARD', 'Martin Ødegaard'],
    ['  jokic ', 'Nikola Jokić'],
  ])('finds %j', async (text, found) => {
    expect(await search(db, draftId, { search: text })).toEqual([found]);
  });

  it.each([
    ['ilkay', 'İlkay Işık'],
    ['ISIK', 'İlkay Işık'],
    ['ışık', 'İlkay Işık'],
    ['jamarr', "Ja'Marr Chase"],
    ['Ja’Marr', "Ja'Marr Chase"],
    ['aj br', 'A.J. Brown'],
    ['smith njig', 'Jaxon Smith-Njigba'],
    ['GROSSK', 'Großkreutz'],
    ['dordevic', 'Łukasz Đorđević'],
    ['lukasz', 'Łukasz Đorđević'],
    ['никола јокић', 'Никола Јокић'],
  ])('finds %j', async (text, found) => {
    expect(await search(db, draftOfPlain, { search: text })).toEqual([found]);
  });

  it('finds nobody for a text that is in no name, and takes signs of patterns as they are', async () => {
    for (const text of ['xyz', 'l%a', 'l_ka', 'l\\ka'])
      expect(await search(db, draftId, { search: text }), JSON.stringify(text)).toEqual([]);
  });

  it('finds everybody where there is nothing to search for', async () => {
    for (const text of ['', ' ', '.', "'", '%', '_', '\\', '\u200b'])
      expect(await search(db, draftId, { search: text }), JSON.stringify(text)).toHaveLength(4);
  });

  it('finds players by each name of a position, and players of several positions', async () => {
    for (const position of ['PG', 'pg', ' Pg ', 'point guard'])
      expect(await search(db, draftId, { position })).toEqual(['Luka Dončić']);
    expect(await search(db, draftId, { position: 'sg' })).toEqual(['Luka Dončić']);
    expect(await search(db, draftOfPlain, { position: 'wr' })).toHaveLength(7);
    expect(await search(db, draftId, { position: 'QB' })).toEqual([]);
    expect(await search(db, draftId, { position: 'pf', search: 'SARIC' })).toEqual(['Dario Šarić']);
  });
});
