import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import { addToQueue, setQueue } from '../../src/database/queues.ts';
import { setStrategy } from '../../src/database/strategies.ts';
import { newDraft, type TestDraft, userActor } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { untilWaiting } from '../support/until.ts';

let database: TestDatabase;
let draft: TestDraft;
let teamId: string;
let removed: ReturnType<typeof userActor>;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
  teamId = draft.teamIds[0] ?? '';
});
afterAll(() => database.drop());

/** Gives the team to somebody whom it is taken from in the test. */
async function giveTeam(): Promise<string> {
  const first = await createUser(database.pool, 'First');
  await setTeamManager(database.pool, teamId, first, draft.commissioner);
  removed = userActor(first);
  return createUser(database.pool, 'Second');
}

const DEEDS: readonly [what: string, act: () => Promise<unknown>][] = [
  [
    'set a strategy',
    () =>
      setStrategy(
        database.pool,
        { draftId: draft.draftId, teamId, strategy: { name: 'best_available', options: {} } },
        removed,
      ),
  ],
  ['set a queue', () => setQueue(database.pool, draft.draftId, teamId, draft.players.slice(0, 2), removed)],
  [
    'add to a queue',
    () =>
      addToQueue(
        database.pool,
        { draftId: draft.draftId, teamId, playerId: draft.players[4] ?? 0, place: null },
        removed,
      ),
  ],
];

async function kept(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select (select count(*) from app_public.team_strategies where team_id = $1)::integer
          + (select count(*) from app_public.queue_entries where team_id = $1)::integer as count`,
    [teamId],
  );
  return rows[0]?.count ?? 0;
}

describe('a manager who is removed while they wait', () => {
  it.each(DEEDS)('for the lock of the seat cannot %s any more', async (_what, act) => {
    const next = await giveTeam();
    const other = await database.pool.connect();
    try {
      await other.query('begin');
      await other.query('select from app_public.draft_slots where team_id = $1 for no key update', [teamId]);
      const refused = refusal(act());
      await untilWaiting(database.pool);
      await setTeamManager(database.pool, teamId, next, draft.commissioner);
      await other.query('commit');
      expect(await refused).toMatchObject({ code: 'NOT_YOUR_TEAM' });
    } finally {
      other.release();
    }
    expect(await kept()).toBe(0);
  });

  it.each(DEEDS)('for who gives the team away cannot %s any more', async (_what, act) => {
    const next = await giveTeam();
    const other = await database.pool.connect();
    try {
      await other.query('begin');
      await other.query('update app_public.teams set manager_id = $2 where id = $1', [teamId, next]);
      const refused = refusal(act());
      await untilWaiting(database.pool);
      await other.query('commit');
      expect(await refused).toMatchObject({ code: 'NOT_YOUR_TEAM' });
    } finally {
      other.release();
    }
    expect(await kept()).toBe(0);
  });
});
