import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSource } from '../../src/database/inbox.ts';
import { createLeague, createUser } from '../../src/database/leagues.ts';
import { createDraft } from '../../src/database/life_cycle.ts';
import { createPlayerPool } from '../../src/database/players.ts';
import { newDraft, newPool, userActor } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/**
 * Columns called name without a check: processes name themselves, and every pick would pay for one of drafts, whose names the two functions
 * check that write them.
 */
const WITHOUT_CHECK = ['app_private.worker_processes', 'app_public.drafts'];

it('every name that is kept has its plain form', async () => {
  const { rows } = await database.pool.query<{ table: string; constraint: string | null }>(
    `select n.nspname || '.' || c.relname as table, (
        select max(conname) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
          and pg_get_constraintdef(k.oid) like '%COALESCE((name = app_private.plain_name(name)), false)%'
      ) as constraint
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'name' and not a.attisdropped
     where n.nspname in ('app_public', 'app_private') and c.relkind = 'r' order by 1`,
  );
  expect(rows.filter(({ table }) => !WITHOUT_CHECK.includes(table))).toEqual(
    ['leagues', 'player_pools', 'players', 'rankings', 'sources', 'teams', 'users'].map((table) => ({
      table: `app_public.${table}`,
      constraint: `${table}_have_a_readable_name`,
    })),
  );
});

describe.each([' A', 'A  B', 'A\u200b', '\u202eA', 'e\u0301', '\u00a0', ''])(
  'the database refuses the name %j',
  (name) => {
    it('of a person, a league, a team, a pool, a player, a source', async () => {
      const { pool } = database;
      const user = userActor(await createUser(pool, 'Ann'));
      const player = { rank: 1, name: 'Bob', positions: ['QB'], proTeam: null, byeWeek: null };
      for (const asked of [
        () => createUser(pool, name),
        () => createLeague(pool, { name, teams: [{ name: 'T', managerId: null }] }, user),
        () => createLeague(pool, { name: 'L', teams: [{ name, managerId: null }] }, user),
        () => createPlayerPool(pool, name, [player]),
        () => createPlayerPool(pool, 'P', [{ ...player, name }]),
        () =>
          createSource(
            pool,
            { leagueId: null, name, kinds: ['draft.pause_requested'], secret: 'whsec_' },
            { kind: 'OPERATOR', userId: null },
          ),
      ])
        expect((await refusal(asked())).code).toBe('TEXT_INVALID');
      expect((await refusal(createPlayerPool(pool, 'P', [{ ...player, proTeam: name }]))).code).toBe(
        'POOL_INVALID',
      );
    });
  },
);

describe('the database refuses settings that have no effect', () => {
  it.each([
    ['fromRound with a snake', { order: { kind: 'SNAKE', fromRound: 1 } }, 'ORDER_INVALID'],
    ['rounds with a reversal', { order: { kind: 'REVERSAL', fromRound: 1, rounds: [] } }, 'ORDER_INVALID'],
    ['a reversal that never comes', { order: { kind: 'REVERSAL', fromRound: 3 } }, 'ORDER_INVALID'],
    ['a reversal from nowhere', { order: { kind: 'REVERSAL' } }, 'ORDER_INVALID'],
    ['a custom order of one round', { order: { kind: 'CUSTOM', rounds: [[1, 2]] } }, 'ORDER_INVALID'],
    ['an order of no kind', { order: {} }, 'ORDER_INVALID'],
    ['a clock of round 3', { secondsPerPickByRound: { 3: 5 } }, 'ROUND_CLOCK_INVALID'],
    ['a clock of round 0', { secondsPerPickByRound: { 0: 5 } }, 'ROUND_CLOCK_INVALID'],
    ['a clock of round "02"', { secondsPerPickByRound: { '02': 5 } }, 'ROUND_CLOCK_INVALID'],
    ['a clock of no round', { secondsPerPickByRound: { x: 5 } }, 'ROUND_CLOCK_INVALID'],
  ])('%s', async (_, change, code) => {
    const { pool } = database;
    const { leagueId, teamIds, commissioner } = await newDraft(pool, { teams: 2, rounds: 2, open: false });
    const settings = {
      order: { kind: 'SNAKE' },
      rounds: 2,
      secondsPerPick: 30,
      secondsPerPickByRound: { 2: 5 },
      rosterSlots: [{ name: 'BN', seats: 2, positions: 'ANY' }],
      tradedPicks: [],
    };
    const create = async (changed: object) =>
      createDraft(
        pool,
        {
          leagueId,
          poolId: await newPool(pool, 10),
          teamIds,
          settings: { ...settings, ...changed },
          startsAt: null,
          visibility: 'PRIVATE',
        } as never,
        commissioner,
      );
    await expect(create({})).resolves.toBeTypeOf('string');
    expect((await refusal(create(change))).code).toBe(code);
  });

  it('a league without teams', async () => {
    const user = userActor(await createUser(database.pool, 'Ann'));
    expect(await refusal(createLeague(database.pool, { name: 'L', teams: [] }, user))).toMatchObject({
      code: 'TEAMS_OUT_OF_RANGE',
      numbers: { teams: 0, least: 1 },
    });
  });
});
