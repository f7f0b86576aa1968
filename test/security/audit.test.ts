import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import { cancelDraft, pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 50);
});
afterAll(() => database.drop());

/** What was noted about a league, in order: action, with whose rights, by whom. */
async function noted({ leagueId }: TestDraft) {
  const { rows } = await database.pool.query<{ action: string; kind: string; by: string; facts: object }>(
    `select action, actor_kind as kind, actor_id as by, facts from app_public.audit_entries where league_id = $1 order by id`,
    [leagueId],
  );
  return rows;
}

const pick = (draft: TestDraft, pickNumber: number, actor: Actor) =>
  applyPick(database.pool, {
    ...{ kind: 'MANUAL' as const, draftId: draft.draftId, pickNumber, actor },
    playerId: draft.players[pickNumber - 1] ?? 0,
  });

describe('the audit', () => {
  it('has an entry for everything a commissioner or an operator does, and for nothing else', async () => {
    const { pool } = database;
    const draft = await newDraft(pool, { poolId, teams: 2, rounds: 3 });
    const { draftId, teamIds, commissioner } = draft;
    const operator: Actor = { kind: 'OPERATOR', userId: await createUser(pool, 'Operator') };
    const [first = '', second = ''] = teamIds;
    await pauseDraft(pool, draftId, operator);
    await resumeDraft(pool, draftId, commissioner);
    const [manager, other] = draft.managers;
    if (!manager || !other) expect.fail('a draft has managers');
    await pick(draft, 1, manager);
    await pick(draft, 2, commissioner);
    await pick(draft, 2, commissioner);
    await setAutopilot(pool, draftId, second, true, other);
    await setAutopilot(pool, draftId, first, true, commissioner);
    await setTeamManager(pool, first, null, operator);
    expect((await refusal(pauseDraft(pool, draftId, other))).code).toBe('NOT_COMMISSIONER');
    await cancelDraft(pool, draftId, commissioner);
    await cancelDraft(pool, draftId, commissioner);
    const entries = await noted(draft);
    expect(entries.map(({ action, kind }) => `${kind} ${action}`)).toEqual([
      'USER LEAGUE_CREATED',
      'USER DRAFT_CREATED',
      'USER DRAFT_OPENED',
      'OPERATOR DRAFT_PAUSED',
      'USER DRAFT_RESUMED',
      'USER PICK_MADE',
      'USER AUTOPILOT_SET',
      'OPERATOR MANAGER_SET',
      'USER DRAFT_CANCELLED',
    ]);
    expect(entries.find(({ action }) => action === 'MANAGER_SET')).toMatchObject({
      by: operator.userId,
      facts: { managerId: null, formerManagerId: manager.kind === 'CLOCK' ? null : manager.userId },
    });
  });

  it('has no entry for changes that were rolled back', async () => {
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 3 });
    const client = await database.pool.connect();
    await client.query('begin');
    await pauseDraft(client, draft.draftId, draft.commissioner);
    await client.query('rollback');
    client.release();
    expect((await noted(draft)).map(({ action }) => action)).not.toContain('DRAFT_PAUSED');
  });
});
