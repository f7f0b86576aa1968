import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unobserved } from '../../bench/seed.ts';
import { resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import {
  type AutoRequest,
  applyPick,
  applyPicks,
  type JudgedPick,
  readDue,
  recordFailure,
} from '../../src/database/picks.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { standardRoster } from '../../src/draft/roster_slots.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { timeOut } from '../../src/orchestrator/time_out.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  newPool,
  runTimeOut,
  setDeadline,
  type TestDraft,
} from '../support/drafts.ts';
import { eventKinds, expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What the clock would ask for right now, had it chosen the best player left by rank. */
async function autoRequest(draft: TestDraft): Promise<AutoRequest> {
  const row = await draftRow(database.pool, draft.draftId);
  const pickNumber = row.currentPick ?? 0;
  return {
    kind: 'AUTO',
    draftId: draft.draftId,
    pickNumber,
    playerId: draft.players[pickNumber - 1] ?? 0,
    version: row.version,
    queueVersion: 0,
    strategy: 'best_available',
    reason: 'The best player left.',
    privateReason: null,
  };
}

describe('a clock that ran out', () => {
  it('picks for its team, says why, and sets the next alarm', async () => {
    const draft = await newDraft(database.pool, { rosterSlots: standardRoster, rounds: 15, teams: 4 });
    const deadline = await setDeadline(database.pool, draft.draftId, -0.05);
    const { picked } = await runTimeOut(database.pool, draft.draftId);
    expect(picked).toMatchObject([{ pickNumber: 1, source: 'AUTO', deadline }]);
    const [cell] = await board(database.pool, draft.draftId);
    expect(cell).toMatchObject({ source: 'AUTO', playerId: draft.players[0] });
    expect(cell?.reason).toMatch(/\.$/);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ currentPick: 2, timeoutCount: 1 });
    expect(await alarms(database.pool, draft.draftId)).toHaveLength(1);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('never picks early: a job that rings too soon changes nothing and leaves an alarm', async () => {
    const draft = await newDraft(database.pool);
    const before = await draftRow(database.pool, draft.draftId);
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toEqual([]);
    expect({ ...(await draftRow(database.pool, draft.draftId)), at: 0 }).toEqual({ ...before, at: 0 });
    const early = await applyPicks(database.pool, [await autoRequest(draft)], draft.draftId);
    expect(early).toMatchObject([{ outcome: 'stale' }]);
    expect(await alarms(database.pool, draft.draftId)).toHaveLength(1);
  });

  it('picks for every other draft that is due as well', async () => {
    const poolId = await newPool(database.pool);
    const drafts: TestDraft[] = [];
    for (let i = 0; i < 12; i += 1) drafts.push(await newDraft(database.pool, { poolId }));
    for (const draft of drafts) await setDeadline(database.pool, draft.draftId, -1);
    const { picked } = await runTimeOut(database.pool, drafts[0]?.draftId ?? '');
    expect(new Set(picked.map((pick) => pick.draftId))).toEqual(
      new Set(drafts.map((draft) => draft.draftId)),
    );
    for (const draft of drafts) expect(await alarms(database.pool, draft.draftId)).toHaveLength(1);
  });

  it('completes rosters that are legal to the last seat', async () => {
    const draft = await newDraft(database.pool, { teams: 4, rounds: 15, rosterSlots: standardRoster });
    for (let number = 1; number <= 60; number += 1) {
      await setDeadline(database.pool, draft.draftId, -0.001);
      const { picked, failed } = await runTimeOut(database.pool, draft.draftId);
      expect({ picked: picked.length, failed }).toEqual({ picked: 1, failed: [] });
    }
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      state: 'COMPLETED',
      timeoutCount: 60,
    });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is stale when another version overtook the choice', async () => {
    const draft = await newDraft(database.pool);
    await setDeadline(database.pool, draft.draftId, -1);
    const request = await autoRequest(draft);
    expect(await applyPicks(database.pool, [request], draft.draftId)).toMatchObject([{ outcome: 'picked' }]);
    expect(await applyPicks(database.pool, [request], draft.draftId)).toMatchObject([{ outcome: 'stale' }]);
    expect(await eventKinds(database.pool, draft.draftId)).toEqual(['CREATED', 'OPENED', 'PICKED']);
  });

  it('is stale when the draft changed in any way, even with the same pick still on the clock', async () => {
    const draft = await newDraft(database.pool);
    await setDeadline(database.pool, draft.draftId, -1);
    const request = await autoRequest(draft);
    const [, waiting = ''] = draft.teamIds;
    await setAutopilot(database.pool, draft.draftId, waiting, true, draft.commissioner);
    expect(await applyPicks(database.pool, [request], draft.draftId)).toMatchObject([{ outcome: 'stale' }]);
    // Chosen anew, it holds: for this team, and at once for the one on autopilot.
    expect((await runTimeOut(database.pool, draft.draftId)).picked.map((pick) => pick.pickNumber)).toEqual([
      1, 2,
    ]);
  });

  it.each(['first', 'last'])(
    'refuses a set with a manual pick in it, %s among others, as a whole',
    async (place) => {
      const [draft, other] = [await newDraft(database.pool), await newDraft(database.pool)];
      const [managerId] = draft.managers.map((manager) => (manager.kind === 'USER' ? manager.userId : null));
      const [manual, auto] = [
        {
          ...{ kind: 'MANUAL', draftId: draft.draftId, pickNumber: 1, playerId: draft.players[0] },
          ...{ actorKind: 'USER', userId: managerId },
        },
        await autoRequest(other),
      ];
      const requests = place === 'first' ? [manual, auto] : [auto, manual];
      const call = database.pool.query('select from app_private.apply_picks($1, $2)', [
        JSON.stringify(requests),
        draft.draftId,
      ]);
      await expect(call).rejects.toMatchObject({
        code: '22023',
        message: 'apply_picks takes a manual pick alone, not among 2 requests',
      });
      for (const { draftId } of [draft, other]) {
        expect(await eventKinds(database.pool, draftId)).toEqual(['CREATED', 'OPENED']);
      }
    },
  );

  it('skips other drafts that somebody holds, and waits only for its own', async () => {
    const [own, held] = [await newDraft(database.pool), await newDraft(database.pool)];
    for (const draft of [own, held]) await setDeadline(database.pool, draft.draftId, -1);
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select from app_public.drafts where id = $1 for update', [held.draftId]);
    const requests = [await autoRequest(own), await autoRequest(held)];
    const alone = await applyPicks(database.pool, [await autoRequest(held)], null);
    expect(alone).toMatchObject([{ outcome: 'skipped' }]);
    const answers = await applyPicks(database.pool, requests, own.draftId);
    expect(answers).toMatchObject([{ outcome: 'picked' }, { outcome: 'skipped' }]);
    await holder.query('rollback');
    holder.release();
    expect((await runTimeOut(database.pool, held.draftId)).picked).toHaveLength(1);
  });

  it('is read without a lock and through indexes, however many drafts wait', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query('set transaction read only');
      await client.query('select from app_private.read_due(null, 200, interval $$0$$)');
      const { rows } = await client.query<{ granted: number }>(
        `select count(*)::int as granted from pg_locks
          where pid = pg_backend_pid() and mode not in ('AccessShareLock', 'ExclusiveLock')`,
      );
      expect(rows).toEqual([{ granted: 0 }]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('a job that finds an alarm picking for its draft', () => {
  /** All teams are on autopilot, so each pick is due at once when the one before it is made. */
  async function newDraftOnAutopilot(overdueSeconds: number): Promise<TestDraft> {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 10 });
    const [, waiting = ''] = draft.teamIds;
    await setAutopilot(database.pool, draft.draftId, waiting, true, draft.commissioner);
    await setDeadline(database.pool, draft.draftId, -overdueSeconds);
    return draft;
  }

  /** Runs the job; the alarm picks before that statement of it, by its place among those of its kind. */
  async function runBeside(draft: TestDraft, statement: RegExp, place: number): Promise<number[]> {
    let seen = 0;
    const through: Queryable = {
      query: async (text, values) => {
        if (statement.test(text)) seen += 1;
        if (statement.test(text) && seen === place) {
          const picks = await applyPicks(database.pool, [await autoRequest(draft)], draft.draftId);
          expect(picks).toMatchObject([{ outcome: 'picked' }]);
        }
        return database.pool.query(text, values);
      },
    };
    const picked: number[] = [];
    const observer = { ...unobserved, picked: ({ pickNumber }: JudgedPick) => void picked.push(pickNumber) };
    await timeOut(through, draft.draftId, { memory: new DraftMemory(), observer });
    return picked;
  }

  it('leaves it to the alarm, where that picked while the job gave way', async () => {
    const draft = await newDraftOnAutopilot(0);
    expect(await runBeside(draft, /\bread_due\b/, 2)).toEqual([]);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ currentPick: 2 });
    expect(await alarms(database.pool, draft.draftId)).toHaveLength(1);
    // What is due goes on, so that no other test finds it.
    expect((await runTimeOut(database.pool, draft.draftId)).picked).not.toEqual([]);
  });

  it('leaves the next pick to the alarm, where that was faster with one that was left behind', async () => {
    const draft = await newDraftOnAutopilot(2);
    expect(await runBeside(draft, /\bapply_choices\b/, 1)).toEqual([]);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ currentPick: 2 });
    expect(await alarms(database.pool, draft.draftId)).toHaveLength(1);
    // What is due goes on, so that no other test finds it.
    expect((await runTimeOut(database.pool, draft.draftId)).picked).not.toEqual([]);
  });

  it('picks where nobody did, however often the draft changed otherwise', async () => {
    const draft = await newDraftOnAutopilot(2);
    const [first = ''] = draft.teamIds;
    let changed = false;
    const through: Queryable = {
      query: async (text, values) => {
        if (/\bapply_choices\b/.test(text) && !changed) {
          changed = true;
          await setAutopilot(database.pool, draft.draftId, first, true, draft.commissioner);
        }
        return database.pool.query(text, values);
      },
    };
    await timeOut(through, draft.draftId, { memory: new DraftMemory(), observer: unobserved });
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'COMPLETED' });
  });
});

describe('a draft that cannot be picked for', () => {
  /** Limits as bits of positions and how many players; with every bit and nobody, no player fits. */
  async function limitRosters(draft: TestDraft, limits: { bits: number; players: number }[]): Promise<void> {
    await database.pool.query(
      'update app_public.draft_settings set limit_positions = $2, limit_players = $3 where draft_id = $1',
      [draft.draftId, limits.map(({ bits }) => bits), limits.map(({ players }) => players)],
    );
  }

  async function failing(): Promise<TestDraft> {
    const draft = await newDraft(database.pool);
    await limitRosters(draft, [{ bits: -1, players: 0 }]);
    await setDeadline(database.pool, draft.draftId, -1);
    return draft;
  }

  it('delays no other draft, and is tried again later with its cause on record', async () => {
    const bad = await failing();
    const good = await newDraft(database.pool);
    await setDeadline(database.pool, good.draftId, -1);
    const { picked, failed } = await runTimeOut(database.pool, bad.draftId);
    expect(picked.map((pick) => pick.draftId)).toEqual([good.draftId]);
    expect(failed).toMatchObject([{ draftId: bad.draftId, paused: false }]);
    const row = await draftRow(database.pool, bad.draftId);
    expect(row).toMatchObject({ state: 'IN_PROGRESS', attemptCount: 1 });
    expect(row.lastError).toContain('NO_PLAYER_FITS');
    expect(row.retryAt?.getTime()).toBeGreaterThan(row.at.getTime());
    expect(await alarms(database.pool, bad.draftId)).toMatchObject([{ runAt: row.retryAt }]);
    expect((await readDue(database.pool, null, 500, 0)).map((due) => due.draftId)).not.toContain(bad.draftId);
  });

  it('is healthy again after the next pick', async () => {
    const draft = await failing();
    await runTimeOut(database.pool, draft.draftId);
    await limitRosters(draft, []);
    await database.pool.query('update app_public.drafts set retry_at = clock_timestamp() where id = $1', [
      draft.draftId,
    ]);
    expect((await runTimeOut(database.pool, draft.draftId)).picked).toHaveLength(1);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      attemptCount: 0,
      lastError: null,
      retryAt: null,
    });
  });

  it('is paused after eight attempts, says so, and can be resumed', async () => {
    const draft = await failing();
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const { version } = await draftRow(database.pool, draft.draftId);
      const noted = await recordFailure(database.pool, draft.draftId, version, `attempt ${attempt}`);
      expect(noted).toMatchObject({ attemptCount: attempt, paused: attempt === 8 });
    }
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      state: 'PAUSED',
      lastError: 'attempt 8',
    });
    expect(await alarms(database.pool, draft.draftId)).toEqual([]);
    await expectFoldToMatch(database.pool, draft.draftId);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      state: 'IN_PROGRESS',
      attemptCount: 0,
    });
  });

  it('is left alone when the failed version is over', async () => {
    const draft = await newDraft(database.pool);
    const { version } = await draftRow(database.pool, draft.draftId);
    await applyPick(database.pool, {
      kind: 'MANUAL',
      draftId: draft.draftId,
      pickNumber: 1,
      playerId: draft.players[0] ?? 0,
      actor: draft.commissioner,
    });
    expect(await recordFailure(database.pool, draft.draftId, version, 'late')).toBeNull();
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ attemptCount: 0 });
  });
});
