import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { createUser } from '../../src/database/leagues.ts';
import { resumeDraft } from '../../src/database/life_cycle.ts';
import { readPool } from '../../src/database/players.ts';
import { readStatus } from '../../src/database/status.ts';
import type { DraftErrorCode } from '../../src/draft/errors.ts';
import { type RosterSlot, standardRoster, standardSlots } from '../../src/draft/roster_slots.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { judge } from '../../src/status/judge.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  newPool,
  openRoster,
  setDeadline,
  type TestDraft,
} from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { KICKER_AND_BENCH, newStandOff, pauseStandOff, pickRank, poolOf } from '../support/stand_off.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function newOperator(): Promise<Actor> {
  return { kind: 'OPERATOR', userId: await createUser(database.pool, 'On call') };
}

/** The only pool of connections here goes without saying. */
const pick = (draft: TestDraft, pickNumber: number, rank: number, actor: Actor, waiveRoster = false) =>
  pickRank(database.pool, draft, pickNumber, rank, actor, waiveRoster);

describe('a draft whose pool cannot fill all rosters', () => {
  const top200 = readFileSync(new URL('../fixtures/cases/top200.csv', import.meta.url), 'utf8');
  const positions = top200
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[2] ?? '');
  const cases: [string, () => Promise<string>, readonly RosterSlot[], number, Record<string, unknown>][] = [
    [
      'seven kickers and eight defences for twelve seats each',
      () =>
        poolOf(
          database.pool,
          [...new Set(positions)].map((name) => [name, positions.filter((p) => p === name).length]),
        ),
      standardRoster,
      15,
      {
        shortages: [
          { slots: ['K'], seats: 12, players: 7 },
          { slots: ['DEF'], seats: 12, players: 8 },
        ],
      },
    ],
    [
      'a slot for a position nobody plays',
      () => newPool(database.pool),
      [{ name: 'LB', seats: 1, positions: ['LB'] }, ...openRoster(2)],
      3,
      { shortages: [{ slots: ['LB'], seats: 12, players: 0 }] },
    ],
  ];

  it.each(cases)('is refused when it is created: %s', async (_name, pool, rosterSlots, rounds, numbers) => {
    const created = newDraft(database.pool, { teams: 12, rounds, rosterSlots, poolId: await pool() });
    expect(await refusal(created)).toMatchObject({ code: 'ROSTER_CANNOT_BE_FILLED', numbers });
  });

  it.each(cases)('is refused when it is opened, where it exists already: %s', async (...given) => {
    const [, pool, rosterSlots, rounds, numbers] = given;
    const draft = await newDraft(database.pool, {
      teams: 12,
      rounds,
      rosterSlots: openRoster(rounds),
      poolId: await pool(),
      open: false,
    });
    await database.pool.query('update app_public.draft_settings set roster_slots = $2 where draft_id = $1', [
      draft.draftId,
      JSON.stringify(rosterSlots),
    ]);
    const opened = openDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await refusal(opened)).toMatchObject({ code: 'ROSTER_CANNOT_BE_FILLED', numbers });
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('SCHEDULED');
  });

  it('is refused for a slot that nobody plays even where a bench makes up for it', async () => {
    const poolId = await newPool(database.pool);
    const rosterSlots = [{ name: 'LB', seats: 1, positions: ['LB'] }, ...openRoster(3)];
    const created = newDraft(database.pool, { teams: 2, rounds: 3, rosterSlots, poolId });
    expect(await refusal(created)).toMatchObject({
      code: 'ROSTER_CANNOT_BE_FILLED',
      numbers: { shortages: [{ slots: ['LB'], seats: 2, players: 0 }] },
    });
  });

  it('is refused with its own code where it is too small or unknown', async () => {
    const small = newDraft(database.pool, {
      teams: 12,
      rounds: 15,
      rosterSlots: standardRoster,
      poolSize: 20,
    });
    expect(await refusal(small)).toMatchObject({ code: 'POOL_TOO_SMALL' });
    const unknown = newDraft(database.pool, { poolId: '00000000-0000-4000-8000-000000000000' });
    expect(await refusal(unknown)).toMatchObject({ code: 'POOL_NOT_FOUND' });
  });
});

describe('a pick that no free player fits', () => {
  it('pauses the draft after the second attempt with a cause, and status says what to do', async () => {
    const { draftId } = await newStandOff(database.pool);
    await pauseStandOff(database.pool, draftId);
    expect(await draftRow(database.pool, draftId)).toMatchObject({
      state: 'PAUSED',
      attemptCount: 2,
      lastError: expect.stringMatching(/^NO_PLAYER_FITS: /),
    });
    expect(await alarms(database.pool, draftId)).toEqual([]);
    const told = await events(database.pool, draftId);
    expect(told.at(-1)).toMatchObject({ kind: 'PAUSED', data: { pickNumber: 4, cause: 'NO_PLAYER_FITS' } });
    const facts = await readStatus(database.pool, database.url);
    expect(facts.failing.standOffs).toBeGreaterThanOrEqual(1);
    const problem = judge({ ...facts, provider: null }).find(
      ({ section }) => section === 'no-free-player-fits-a-roster',
    );
    expect(problem).toMatchObject({ needsYou: true });
    await expectFoldToMatch(database.pool, draftId);
  });

  it.each([
    ['the commissioner', async (draft: TestDraft) => draft.commissioner],
    ['an operator', newOperator],
  ])('is made by %s with any player, resumes the paused draft and ends it', async (_name, actorOf) => {
    const draft = await newStandOff(database.pool);
    const actor = await actorOf(draft);
    await pauseStandOff(database.pool, draft.draftId);
    const judged = await pick(draft, 4, 5, actor, true);
    expect(judged).toMatchObject({ outcome: 'picked', playerId: draft.players[4] });
    expect(await pick(draft, 4, 5, actor, true)).toMatchObject({ outcome: 'repeated' });
    expect((await eventKinds(database.pool, draft.draftId)).slice(-4)).toEqual([
      'PAUSED',
      'RESUMED',
      'PICKED',
      'COMPLETED',
    ]);
    const picked = (await events(database.pool, draft.draftId)).find(
      ({ kind, data }) => kind === 'PICKED' && data.pickNumber === 4,
    );
    expect(picked?.data).toMatchObject({ rosterWaived: true });
    await expectFoldToMatch(database.pool, draft.draftId);
    const { rows } = await database.pool.query(
      `select facts ->> 'rosterWaived' as waived from app_public.audit_entries
        where draft_id = $1 and action = 'PICK_MADE'`,
      [draft.draftId],
    );
    expect(rows).toEqual([{ waived: 'true' }]);
  });

  it('is made while the clock runs, and after it ran out, without a pause before', async () => {
    for (const secondsLeft of [30, -1]) {
      const draft = await newStandOff(database.pool);
      await setDeadline(database.pool, draft.draftId, secondsLeft);
      expect(await pick(draft, 4, 5, draft.commissioner, true)).toMatchObject({ outcome: 'picked' });
      expect((await eventKinds(database.pool, draft.draftId)).slice(-3)).toEqual([
        'PICKED',
        'PICKED',
        'COMPLETED',
      ]);
    }
  });

  it('goes on with the next cell and its whole clock where there is one', async () => {
    const poolId = await poolOf(database.pool, [
      ['K', 2],
      ['RB', 8],
    ]);
    const draft = await newDraft(database.pool, {
      teams: 2,
      rounds: 3,
      secondsPerPick: 60,
      order: {
        kind: 'CUSTOM',
        rounds: [
          [1, 2],
          [1, 2],
          [2, 1],
        ],
      },
      rosterSlots: standardSlots([
        { name: 'K', seats: 1 },
        { name: 'BN', seats: 2 },
      ]),
      poolId,
    });
    const [first, second] = draft.managers as [Actor, Actor];
    for (const [pickNumber, rank, actor] of [
      [1, 1, first],
      [2, 3, second],
      [3, 2, first],
      [4, 4, second],
    ] as const) {
      await pick(draft, pickNumber, rank, actor);
    }
    await pauseStandOff(database.pool, draft.draftId);
    await pick(draft, 5, 6, draft.commissioner, true);
    const row = await draftRow(database.pool, draft.draftId);
    expect(row).toMatchObject({ state: 'IN_PROGRESS', currentPick: 6, attemptCount: 0, lastError: null });
    expect((row.nextDeadline?.getTime() ?? 0) - row.at.getTime()).toBeGreaterThan(55_000);
    expect(await alarms(database.pool, draft.draftId)).toHaveLength(1);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is refused to managers, for taken players, and with the codes of any pick', async () => {
    const draft = await newStandOff(database.pool);
    const { second, commissioner, draftId } = draft;
    await pauseStandOff(database.pool, draftId);
    const refused: [number, number, Actor, boolean, DraftErrorCode][] = [
      [4, 5, second, true, 'DRAFT_NOT_IN_PROGRESS'],
      [4, 5, commissioner, false, 'DRAFT_NOT_IN_PROGRESS'],
      [4, 1, commissioner, true, 'PLAYER_TAKEN'],
      [3, 5, commissioner, true, 'PICK_ALREADY_MADE'],
    ];
    for (const [pickNumber, rank, actor, waives, code] of refused) {
      expect(await refusal(pick(draft, pickNumber, rank, actor, waives))).toMatchObject({ code });
    }
    expect((await eventKinds(database.pool, draftId)).at(-1)).toBe('PAUSED');
    await resumeDraft(database.pool, draftId, commissioner);
    await setDeadline(database.pool, draftId, 60);
    expect(await refusal(pick(draft, 4, 5, second, true))).toMatchObject({ code: 'NOT_COMMISSIONER' });
    expect(await refusal(pick(draft, 4, 5, second))).toMatchObject({ code: 'PLAYER_DOES_NOT_FIT' });
  });

  it('is spoken of in the refusal of a pick, to those alone who may make it', async () => {
    const draft = await newStandOff(database.pool);
    const { second, commissioner, draftId } = draft;
    const told = async (actor: Actor) => {
      const { message, numbers } = await refusal(pick(draft, 4, 5, actor));
      return [/waiveRoster: true/.test(message), numbers['mayWaiveRoster']];
    };
    for (const isPaused of [false, true]) {
      if (isPaused) await pauseStandOff(database.pool, draftId);
      expect(await told(commissioner)).toEqual([true, true]);
      expect(await told(second)).toEqual([false, undefined]);
    }
  });

  it('is made once when two commissioners settle it at once', async () => {
    const draft = await newStandOff(database.pool);
    await pauseStandOff(database.pool, draft.draftId);
    const both = await Promise.allSettled([
      pick(draft, 4, 5, draft.commissioner, true),
      pick(draft, 4, 6, await newOperator(), true),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await board(database.pool, draft.draftId)).filter(({ playerId }) => playerId === null)).toEqual(
      [],
    );
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('the roster rule', () => {
  it('holds, also for the commissioner, while a free player fits', async () => {
    const poolId = await poolOf(database.pool, [
      ['K', 3],
      ['RB', 6],
    ]);
    const draft = await newDraft(database.pool, {
      teams: 2,
      rounds: 2,
      order: { kind: 'LINEAR' },
      rosterSlots: KICKER_AND_BENCH,
      poolId,
    });
    const [first, second] = draft.managers as [Actor, Actor];
    await pick(draft, 1, 1, first);
    await pick(draft, 2, 4, second);
    await pick(draft, 3, 2, first);
    expect(await refusal(pick(draft, 4, 5, draft.commissioner, true))).toMatchObject({
      code: 'ROSTER_RULE_HOLDS',
    });
    await setDeadline(database.pool, draft.draftId, -1);
    // Neither does the argument get anybody past the deadline.
    expect(await refusal(pick(draft, 4, 3, draft.commissioner, true))).toMatchObject({
      code: 'DEADLINE_PASSED',
    });
    const { players } = await readPool(database.pool, poolId);
    await setDeadline(database.pool, draft.draftId, 60);
    // Nor is it accepted where it would have no effect.
    expect(await refusal(pick(draft, 4, 3, draft.commissioner, true))).toMatchObject({
      code: 'ROSTER_RULE_HOLDS',
    });
    const judged = await pick(draft, 4, 3, draft.commissioner);
    expect(judged).toMatchObject({ outcome: 'picked', playerId: players[2]?.id });
    const picked = (await events(database.pool, draft.draftId)).filter(({ kind }) => kind === 'PICKED');
    expect(picked.at(-1)?.data).toMatchObject({ rosterWaived: false });
  });
});
