import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLeague, createUser, setTeamManager } from '../../src/database/leagues.ts';
import { cancelDraft, pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { setQueue } from '../../src/database/queues.ts';
import { deadlineAfter, transitions } from '../../src/draft/events.ts';
import { createDraft } from '../../src/orchestrator/create_draft.ts';
import { openDraft, openOnSchedule } from '../../src/orchestrator/open_draft.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  openRoster,
  runTimeOut,
  setDeadline,
  userActor,
} from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What the clock picked for that draft; other drafts that are due go along and are not of interest here. */
async function picksByClock(draftId: string) {
  const { picked } = await runTimeOut(database.pool, draftId);
  return picked.filter((pick) => pick.draftId === draftId);
}

describe('a draft', () => {
  it('opens with its whole board, the first cell on the clock and one alarm', async () => {
    const draft = await newDraft(database.pool, { teams: 4, rounds: 3, secondsPerPick: 30 });
    const row = await draftRow(database.pool, draft.draftId);
    const cells = await board(database.pool, draft.draftId);
    expect(row).toMatchObject({ state: 'IN_PROGRESS', currentPick: 1, version: 2 });
    expect(cells.map((cell) => cell.slot)).toEqual([1, 2, 3, 4, 4, 3, 2, 1, 1, 2, 3, 4]);
    expect(cells.every((cell) => cell.teamId === draft.teamIds[cell.slot - 1])).toBe(true);
    const [alarm, ...more] = await alarms(database.pool, draft.draftId);
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({
      id: row.jobId,
      runAt: row.nextDeadline,
      payload: { draftId: draft.draftId },
    });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('gives traded picks to their new owners', async () => {
    const draft = await newDraft(database.pool, {
      teams: 3,
      rounds: 2,
      order: { kind: 'LINEAR' },
      tradedPicks: [{ round: 2, slot: 1, owner: 3 }],
      rosterSlots: openRoster(3),
    });
    const cells = await board(database.pool, draft.draftId);
    expect(cells.map((cell) => draft.teamIds.indexOf(cell.teamId) + 1)).toEqual([1, 2, 3, 3, 2, 3]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('keeps the time left while paused, to the microsecond, and no alarm', async () => {
    const draft = await newDraft(database.pool, { secondsPerPick: 60 });
    const before = await draftRow(database.pool, draft.draftId);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    const paused = await draftRow(database.pool, draft.draftId);
    expect(paused).toMatchObject({ state: 'PAUSED', nextDeadline: null, currentPick: 1, jobId: null });
    expect(paused.remainingSeconds).toBeGreaterThan(50);
    expect(paused.remainingSeconds).toBeLessThan(60);
    expect(await alarms(database.pool, draft.draftId)).toEqual([]);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    const resumed = await draftRow(database.pool, draft.draftId);
    expect(resumed).toMatchObject({ state: 'IN_PROGRESS', remainingSeconds: null });
    expect(resumed.nextDeadline?.getTime()).toBeGreaterThan(before.nextDeadline?.getTime() ?? 0);
    expect(await alarms(database.pool, draft.draftId)).toMatchObject([{ runAt: resumed.nextDeadline }]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('that is paused after its deadline goes on at zero and is picked for after the resume', async () => {
    const draft = await newDraft(database.pool);
    await setDeadline(database.pool, draft.draftId, -1);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    expect((await draftRow(database.pool, draft.draftId)).remainingSeconds).toBe(0);
    expect(await picksByClock(draft.draftId)).toEqual([]);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await picksByClock(draft.draftId)).toMatchObject([{ pickNumber: 1 }]);
  });

  it('survives many pauses and resumes in the last moments of a clock', async () => {
    const draft = await newDraft(database.pool, { secondsPerPick: 0.1 });
    const calls = Array.from({ length: 100 }, (_, i) =>
      (i % 2 === 0 ? pauseDraft : resumeDraft)(database.pool, draft.draftId, draft.commissioner).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    );
    const answers = new Set(await Promise.all(calls));
    expect([...answers].every((answer) => answer === 'done' || answer === 'ILLEGAL_TRANSITION')).toBe(true);
    const row = await draftRow(database.pool, draft.draftId);
    if (row.state === 'PAUSED') await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await alarms(database.pool, draft.draftId)).toHaveLength(1);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('that is cancelled is over: no clock, no alarm, no way back', async () => {
    const draft = await newDraft(database.pool);
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'CANCELLED', jobId: null });
    expect(await alarms(database.pool, draft.draftId)).toEqual([]);
    for (const [change, to] of [
      [pauseDraft, 'PAUSED'],
      [resumeDraft, 'IN_PROGRESS'],
      [openDraft, 'IN_PROGRESS'],
    ] as const) {
      expect(await refusal(change(database.pool, draft.draftId, draft.commissioner))).toMatchObject({
        code: 'ILLEGAL_TRANSITION',
        message: `The draft is CANCELLED and cannot become ${to} this way. It is over for good.`,
      });
    }
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('that waits to be opened is neither resumed nor paused', async () => {
    const draft = await newDraft(database.pool, { open: false });
    for (const change of [resumeDraft, pauseDraft]) {
      const refused = await refusal(change(database.pool, draft.draftId, draft.commissioner));
      expect([refused.code, refused.numbers]).toMatchObject(['ILLEGAL_TRANSITION', { from: 'SCHEDULED' }]);
    }
    await openDraft(database.pool, draft.draftId, draft.commissioner);
  });

  it('opens at its time through its own job, once', async () => {
    const startsAt = new Date(
      (await draftRow(database.pool, (await newDraft(database.pool)).draftId)).at.getTime() + 60_000,
    );
    const draft = await newDraft(database.pool, { open: false, startsAt: startsAt.toISOString() });
    const { rows } = await database.pool.query('select run_at from graphile_worker.jobs where key = $1', [
      `draft_start:${draft.draftId}`,
    ]);
    expect(rows).toEqual([{ run_at: startsAt }]);
    await openOnSchedule(database.pool, draft.draftId);
    await openOnSchedule(database.pool, draft.draftId);
    expect(await eventKinds(database.pool, draft.draftId)).toEqual(['CREATED', 'OPENED']);
  });

  it('opened by hand before its time has no start job left', async () => {
    const startsAt = new Date(
      (await draftRow(database.pool, (await newDraft(database.pool)).draftId)).at.getTime() + 60_000,
    );
    const draft = await newDraft(database.pool, { startsAt: startsAt.toISOString() });
    const { rows } = await database.pool.query('select from graphile_worker.jobs where key like $1', [
      `draft_start:${draft.draftId}`,
    ]);
    expect(rows).toEqual([]);
  });

  it('allows exactly the transitions that src/draft lists', async () => {
    const { rows } = await database.pool.query<{ from: string; to: string }>(
      'select from_state as "from", to_state as "to" from app_private.draft_transitions',
    );
    const listed = Object.entries(transitions).flatMap(([from, tos]) => tos.map((to) => `${from} → ${to}`));
    expect(rows.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual(listed.sort());
  });

  it('cannot be changed past the table of transitions, not even by hand', async () => {
    const draft = await newDraft(database.pool);
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    const byHand = database.pool.query(`update app_public.drafts set state = 'SCHEDULED' where id = $1`, [
      draft.draftId,
    ]);
    await expect(byHand).rejects.toMatchObject({ code: 'DRAFT', message: 'ILLEGAL_TRANSITION' });
  });
});

describe('only who runs the league', () => {
  it('opens, pauses, resumes and cancels', async () => {
    const draft = await newDraft(database.pool, { open: false });
    const manager = draft.managers[0] ?? draft.commissioner;
    for (const change of [openDraft, pauseDraft, resumeDraft, cancelDraft]) {
      expect((await refusal(change(database.pool, draft.draftId, manager))).code).toBe('NOT_COMMISSIONER');
      const nobody = { kind: 'USER', userId: null } as const;
      expect((await refusal(change(database.pool, draft.draftId, nobody))).code).toBe('NOT_SIGNED_IN');
    }
    await openDraft(database.pool, draft.draftId, { kind: 'OPERATOR', userId: null });
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('IN_PROGRESS');
  });

  it('gives a team to another manager, who then picks for it', async () => {
    const draft = await newDraft(database.pool);
    const newcomer = await createUser(database.pool, 'Newcomer');
    const [teamId = ''] = draft.teamIds;
    const manager = draft.managers[0] ?? draft.commissioner;
    expect((await refusal(setTeamManager(database.pool, teamId, newcomer, manager))).code).toBe(
      'NOT_COMMISSIONER',
    );
    await setTeamManager(database.pool, teamId, newcomer, draft.commissioner);
    const request = {
      kind: 'MANUAL',
      draftId: draft.draftId,
      pickNumber: 1,
      playerId: draft.players[0] ?? 0,
    } as const;
    expect((await refusal(applyPick(database.pool, { ...request, actor: manager }))).code).toBe(
      'NOT_YOUR_TEAM',
    );
    await applyPick(database.pool, { ...request, actor: userActor(newcomer) });
  });

  it('leaves the clock of the team as it runs, with its bank, its grace and its alarm', async () => {
    const time = { bankSeconds: 60, graceSeconds: 2 };
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, time });
    const { draftId, teamIds, commissioner } = draft;
    const before = await draftRow(database.pool, draftId);
    const [alarm] = await alarms(database.pool, draftId);
    const newcomer = await createUser(database.pool, 'Newcomer');
    await setTeamManager(database.pool, teamIds[0] ?? '', newcomer, commissioner);
    const after = await draftRow(database.pool, draftId);
    expect(after).toEqual({ ...before, at: after.at, version: before.version + 1 });
    expect(await alarms(database.pool, draftId)).toEqual([alarm]);
    const told = (await events(database.pool, draftId)).at(-1);
    const deadline = told && deadlineAfter(told);
    // What people count down to, without the grace.
    expect(deadline && new Date(deadline)).toEqual(before.deadline);
    await expectFoldToMatch(database.pool, draftId);
  });
});

describe('autopilot', () => {
  it('picks at once when it is switched on while the team is on the clock', async () => {
    const draft = await newDraft(database.pool, { secondsPerPick: 3600 });
    const [teamId = ''] = draft.teamIds;
    await setAutopilot(database.pool, draft.draftId, teamId, true, draft.managers[0] ?? draft.commissioner);
    const picked = await picksByClock(draft.draftId);
    expect(picked).toMatchObject([{ pickNumber: 1, source: 'AUTOPILOT' }]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('plays a whole draft at once when every team is on it', async () => {
    const draft = await newDraft(database.pool, { teams: 4, rounds: 5, secondsPerPick: 3600 });
    for (const teamId of draft.teamIds) {
      await setAutopilot(database.pool, draft.draftId, teamId, true, draft.commissioner);
    }
    expect(await picksByClock(draft.draftId)).toHaveLength(20);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('cannot be switched by anybody else', async () => {
    const draft = await newDraft(database.pool);
    const [teamId = ''] = draft.teamIds;
    const stranger = draft.managers[1] ?? draft.commissioner;
    expect((await refusal(setAutopilot(database.pool, draft.draftId, teamId, true, stranger))).code).toBe(
      'NOT_YOUR_TEAM',
    );
  });
});

describe('a queue', () => {
  it('is what the clock takes from first, passing over players taken meanwhile', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, order: { kind: 'LINEAR' } });
    const [first = '', second = ''] = draft.teamIds;
    const queued = [draft.players[40] ?? 0, draft.players[30] ?? 0];
    await setQueue(database.pool, draft.draftId, first, queued, draft.managers[0] ?? draft.commissioner);
    await setQueue(database.pool, draft.draftId, second, queued, draft.managers[1] ?? draft.commissioner);
    await setDeadline(database.pool, draft.draftId, -1);
    const one = await picksByClock(draft.draftId);
    await setDeadline(database.pool, draft.draftId, -1);
    const two = await picksByClock(draft.draftId);
    expect([...one, ...two].map((pick) => pick.playerId)).toEqual(queued);
    const cells = await board(database.pool, draft.draftId);
    expect(cells[1]).toMatchObject({ strategy: 'from_queue', source: 'AUTO' });
    expect(cells[1]?.reason).toContain('Player 31');
  });

  it('that names foreign, unknown or doubled players is refused whole', async () => {
    const draft = await newDraft(database.pool);
    const other = await newDraft(database.pool);
    const [teamId = ''] = draft.teamIds;
    const manager = draft.managers[0] ?? draft.commissioner;
    const [, p2 = 0, p3 = 0] = draft.players;
    const queue = (players: number[]) => setQueue(database.pool, draft.draftId, teamId, players, manager);
    await queue([p2, p3]);
    expect((await refusal(queue([p2, other.players[0] ?? 0]))).code).toBe('PLAYER_NOT_IN_POOL');
    expect((await refusal(queue([2_000_000_000]))).code).toBe('PLAYER_NOT_IN_POOL');
    expect((await refusal(queue([p2, p2]))).code).toBe('PLAYER_LISTED_TWICE');
    const { rows } = await database.pool.query(
      'select player_id from app_public.queue_entries where draft_id = $1 order by place',
      [draft.draftId],
    );
    expect(rows.map((row) => row.player_id)).toEqual([p2, p3]);
    await queue([]);
  });

  it('is private: not even the commissioner writes it', async () => {
    const draft = await newDraft(database.pool);
    const [teamId = ''] = draft.teamIds;
    expect((await refusal(setQueue(database.pool, draft.draftId, teamId, [], draft.commissioner))).code).toBe(
      'NOT_YOUR_TEAM',
    );
  });
});

describe('creating a draft refuses', () => {
  const settings = {
    order: { kind: 'SNAKE' },
    rounds: 3,
    secondsPerPick: 30,
    secondsPerPickByRound: {},
    rosterSlots: openRoster(3),
    tradedPicks: [],
  } as const;

  async function creating(change: Record<string, unknown>, other: Record<string, unknown> = {}) {
    const base = await newDraft(database.pool, { open: false, poolSize: 20 });
    return refusal(
      createDraft(
        database.pool,
        {
          leagueId: base.leagueId,
          poolId: base.poolId,
          teamIds: base.teamIds,
          startsAt: null,
          visibility: 'PUBLIC',
          ...other,
          settings: { ...settings, ...change },
        },
        base.commissioner,
      ),
    );
  }

  it('no teams, teams of another league, a team twice', async () => {
    expect((await creating({}, { teamIds: [] })).code).toBe('TEAMS_OUT_OF_RANGE');
    const other = await newDraft(database.pool, { open: false });
    expect((await creating({}, { teamIds: other.teamIds })).code).toBe('TEAM_NOT_FOUND');
    const base = await newDraft(database.pool, { open: false });
    const [team = ''] = base.teamIds;
    const twice = createDraft(
      database.pool,
      {
        leagueId: base.leagueId,
        poolId: base.poolId,
        teamIds: [team, team],
        startsAt: null,
        visibility: 'PUBLIC',
        settings,
      },
      base.commissioner,
    );
    expect((await refusal(twice)).code).toBe('TEAM_LISTED_TWICE');
  });

  it('more picks than players', async () => {
    expect(await creating({ rounds: 6, rosterSlots: openRoster(6) })).toMatchObject({
      code: 'POOL_TOO_SMALL',
      numbers: { players: 20, picks: 24 },
    });
  });

  it('absurd clocks', async () => {
    for (const seconds of [0, -1, 0.001, 1e12, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect((await creating({ secondsPerPick: seconds })).code).toBe('CLOCK_OUT_OF_RANGE');
      expect((await creating({ secondsPerPickByRound: { 2: seconds } })).code).toBe('CLOCK_OUT_OF_RANGE');
    }
  });

  it('a start that is over or decades away, unknown leagues and pools', async () => {
    expect((await creating({}, { startsAt: '2001-01-01T00:00:00Z' })).code).toBe('START_INVALID');
    expect((await creating({}, { startsAt: '2222-01-01T00:00:00Z' })).code).toBe('START_INVALID');
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect((await creating({}, { leagueId: nowhere })).code).toBe('LEAGUE_NOT_FOUND');
    expect((await creating({}, { poolId: nowhere })).code).toBe('POOL_NOT_FOUND');
  });
});

describe('texts', () => {
  it('keep hostile strings unchanged, and refuse what is no readable line', async () => {
    const hostile = [
      `Robert'); drop table app_public.drafts;--`,
      '<script>alert(1)</script>',
      '$$; --',
      '🏈 ñ',
    ];
    for (const name of hostile) {
      const id = await createUser(database.pool, name);
      const { rows } = await database.pool.query('select name from app_public.users where id = $1', [id]);
      expect(rows).toEqual([{ name }]);
    }
    const unreadable = [
      '',
      '   ',
      'a\nb',
      'nul\0',
      '\u001b[31m',
      'x'.repeat(101),
      'a\u202eb',
      '\u200b',
      ' a',
      'a  b',
    ];
    for (const name of unreadable) {
      expect((await refusal(createUser(database.pool, name))).code).toBe('TEXT_INVALID');
    }
    const user = userActor(await createUser(database.pool, 'Ann'));
    const teams = [{ name: 'nul\0', managerId: null }];
    expect((await refusal(createLeague(database.pool, { name: 'L', teams }, user))).code).toBe(
      'TEXT_INVALID',
    );
    const twins = [
      { name: 'A', managerId: null },
      { name: 'A', managerId: null },
    ];
    expect((await refusal(createLeague(database.pool, { name: 'L', teams: twins }, user))).code).toBe(
      'TEAM_LISTED_TWICE',
    );
  });
});
