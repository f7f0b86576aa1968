import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/api/identity/cookies.ts';
import { readSettings } from '../../src/api/viewer.ts';
import { readConfig } from '../../src/config/config.ts';
import { claimInvitation, createInvitation, revokeInvitation } from '../../src/database/identity.ts';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { setQueue } from '../../src/database/queues.ts';
import { createDraft } from '../../src/orchestrator/create_draft.ts';
import { draftRow, managerId, newDraft, newPool, openRoster, type TestDraft } from '../support/drafts.ts';
import { events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { untilWaiting } from '../support/until.ts';

const { roles } = readConfig({});

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 50);
});
afterAll(() => database.drop());

const giveTo = ({ teamIds, commissioner }: TestDraft, userId: string | null) =>
  setTeamManager(database.pool, teamIds[0] ?? '', userId, commissioner);

/** The players on the queues that somebody can read of a draft. */
async function queueSeenBy(userId: string, { draftId }: TestDraft): Promise<number[]> {
  const client = await database.pool.connect();
  await client.query('begin');
  const settings = readSettings({ userId, isOperator: false }, roles.visitor);
  for (const [setting, value] of Object.entries(settings)) {
    await client.query('select set_config($1, $2, true)', [setting, value]);
  }
  const { rows } = await client.query<{ player_id: number }>(
    'select player_id from app_public.queue_entries where draft_id = $1 order by place',
    [draftId],
  );
  await client.query('rollback');
  client.release();
  return rows.map(({ player_id }) => player_id);
}

async function lastAudit({ leagueId }: TestDraft) {
  const { rows } = await database.pool.query<{ action: string; facts: Record<string, unknown> }>(
    'select action, facts from app_public.audit_entries where league_id = $1 order by id desc limit 1',
    [leagueId],
  );
  return rows[0];
}

let secrets = 0;
async function invite({ teamIds, commissioner }: TestDraft) {
  secrets += 1;
  const hash = hashOf(`secret ${secrets}`);
  const { id } = await createInvitation(database.pool, {
    teamId: teamIds[0] ?? '',
    hash,
    actor: commissioner,
  });
  const claim = (userId: string | null = null) =>
    claimInvitation(database.pool, {
      hash,
      name: 'Invited',
      userId,
      sessionHash: hashOf(`session ${Math.random()}`),
    });
  return { id, claim };
}

describe('a commissioner who makes himself the manager of a team', () => {
  it('cannot read its queue, and everybody in the draft gets an event of the change', async () => {
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 2 });
    const manager = managerId(draft, 1);
    const commissioner = draft.commissioner.kind === 'USER' ? (draft.commissioner.userId ?? '') : '';
    const queued = draft.players.slice(10, 13);
    const [teamId = ''] = draft.teamIds;
    await setQueue(database.pool, draft.draftId, teamId, queued, draft.managers[0] ?? draft.commissioner);
    expect(await giveTo(draft, commissioner)).toEqual([{ draftId: draft.draftId, version: 3 }]);
    expect(await queueSeenBy(commissioner, draft)).toEqual([]);
    expect(await queueSeenBy(manager, draft)).toEqual([]);
    await giveTo(draft, manager);
    expect(await queueSeenBy(manager, draft)).toEqual(queued);
    expect((await events(database.pool, draft.draftId)).slice(2)).toMatchObject([
      { kind: 'MANAGER_CHANGED', data: { teamId, managerId: commissioner, formerManagerId: manager } },
      { kind: 'MANAGER_CHANGED', data: { teamId, managerId: manager, formerManagerId: commissioner } },
    ]);
    expect(await lastAudit(draft)).toMatchObject({
      action: 'MANAGER_SET',
      facts: { managerId: manager, formerManagerId: commissioner, revokedInvitationIds: [] },
    });
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('a change of manager', () => {
  it('is an event of every draft of the team that is not over, tells the running deadline, and is nothing the second time', async () => {
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 2 });
    const settings = {
      order: { kind: 'SNAKE' },
      rounds: 2,
      secondsPerPick: 60,
      secondsPerPickByRound: {},
      tradedPicks: [],
    } as const;
    const again = () =>
      createDraft(
        database.pool,
        {
          ...{
            leagueId: draft.leagueId,
            poolId,
            teamIds: draft.teamIds,
            startsAt: null,
            visibility: 'PRIVATE',
          },
          settings: { ...settings, rosterSlots: openRoster(2) },
        },
        draft.commissioner,
      );
    const [scheduled, over] = [await again(), await again()];
    await cancelDraft(database.pool, over, draft.commissioner);
    const { nextDeadline } = await draftRow(database.pool, draft.draftId);
    const newcomer = await createUser(database.pool, 'Newcomer');
    const changed = await giveTo(draft, newcomer);
    expect(changed.map(({ draftId }) => draftId).sort()).toEqual([draft.draftId, scheduled].sort());
    const [running] = (await events(database.pool, draft.draftId)).slice(-1);
    if (running?.kind !== 'MANAGER_CHANGED') return expect.unreachable();
    expect(new Date(running.data.nextDeadline ?? '')).toEqual(nextDeadline);
    expect((await events(database.pool, scheduled)).at(-1)).toMatchObject({
      kind: 'MANAGER_CHANGED',
      data: { nextDeadline: null },
    });
    expect((await events(database.pool, over)).at(-1)?.kind).toBe('CANCELLED');
    const noted = await lastAudit(draft);
    expect(await giveTo(draft, newcomer)).toEqual([]);
    expect(await lastAudit(draft)).toEqual(noted);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('that commits while a pick waits for it decides that pick', async () => {
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 2 });
    const client = await database.pool.connect();
    await client.query('begin');
    await setTeamManager(client, draft.teamIds[0] ?? '', null, draft.commissioner);
    const { draftId } = draft;
    const picking = refusal(
      applyPick(database.pool, {
        ...{ kind: 'MANUAL', draftId, pickNumber: 1, playerId: draft.players[0] ?? 0 },
        actor: draft.managers[0] ?? draft.commissioner,
      }),
    );
    await untilWaiting(database.pool);
    await client.query('commit');
    client.release();
    expect((await picking).code).toBe('NOT_YOUR_TEAM');
  });
});

describe('an invitation', () => {
  it('is taken back when a manager is set, who keeps the team; the refusal says why, the audit which', async () => {
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 2 });
    const { id, claim } = await invite(draft);
    const chosen = await createUser(database.pool, 'Chosen');
    await giveTo(draft, chosen);
    expect(await lastAudit(draft)).toMatchObject({
      action: 'MANAGER_SET',
      facts: { revokedInvitationIds: [id] },
    });
    expect((await refusal(claim())).code).toBe('TEAM_HAS_MANAGER');
    const { rows } = await database.pool.query('select manager_id from app_public.teams where id = $1', [
      draft.teamIds[0],
    ]);
    expect(rows).toEqual([{ manager_id: chosen }]);
    // A link that is made afterwards is the commissioner's newer decision.
    const { userId } = await (await invite(draft)).claim();
    expect(await lastAudit(draft)).toMatchObject({
      action: 'INVITATION_CLAIMED',
      facts: { formerManagerId: chosen },
    });
    expect((await events(database.pool, draft.draftId)).at(-1)).toMatchObject({
      kind: 'MANAGER_CHANGED',
      data: { managerId: userId, formerManagerId: chosen },
    });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('loses against a manager who was set later, even where it was not taken back', async () => {
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 2 });
    const { id, claim } = await invite(draft);
    await giveTo(draft, await createUser(database.pool, 'Chosen'));
    await database.pool.query('update app_public.invitations set revoked_at = null where id = $1', [id]);
    expect((await refusal(claim())).code).toBe('TEAM_HAS_MANAGER');
  });

  it('that is revoked, used, or for a team that lost its manager is refused with another reason', async () => {
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 2 });
    const first = await invite(draft);
    await revokeInvitation(database.pool, first.id, draft.commissioner);
    expect((await refusal(first.claim())).code).toBe('INVITATION_INVALID');
    // Nobody was set since: it stays good.
    const second = await invite(draft);
    await giveTo(draft, null);
    await second.claim();
    expect((await refusal(second.claim())).code).toBe('INVITATION_INVALID');
  });
});
