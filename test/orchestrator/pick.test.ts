import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { cancelDraft, pauseDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { readPool } from '../../src/database/players.ts';
import { assignRoster } from '../../src/draft/assign_roster.ts';
import type { DraftErrorCode } from '../../src/draft/errors.ts';
import { fits, rosterLimits } from '../../src/draft/roster_limits.ts';
import { standardRoster } from '../../src/draft/roster_slots.ts';
import {
  board,
  draftRow,
  newDraft,
  newPool,
  setDeadline,
  type TestDraft,
  userIdOf,
} from '../support/drafts.ts';
import { eventKinds, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until, untilWaiting } from '../support/until.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function pick(draft: TestDraft, pickNumber: number, rank: number, actor?: Actor) {
  const playerId = draft.players[rank - 1] ?? 0;
  const slot = ((pickNumber - 1) % draft.managers.length) + 1;
  const manager = draft.managers[slot - 1] ?? draft.commissioner;
  return applyPick(database.pool, {
    kind: 'MANUAL',
    draftId: draft.draftId,
    pickNumber,
    playerId,
    actor: actor ?? manager,
  });
}

async function expectRefused(
  call: Promise<unknown>,
  code: DraftErrorCode,
  numbers: Record<string, unknown> = {},
) {
  expect(await refusal(call)).toMatchObject({ code, numbers });
}

/** What apply_picks answers a process of 0.2.0, and what apply_pick answers, but for the instants. */
async function bothWays(draft: TestDraft, pickNumber: number, playerId: number, actor: Actor) {
  const userId = userIdOf(actor);
  const asked = {
    kind: 'MANUAL',
    draftId: draft.draftId,
    pickNumber,
    playerId,
    actorKind: actor.kind,
    userId,
  };
  const read = `select to_jsonb(j) - 'picked_at' || jsonb_build_object('numbers', j.numbers - 'at') as answer`;
  const answers = [
    await database.pool.query(`${read} from app_private.apply_picks($1, null) as j`, [
      JSON.stringify([asked]),
    ]),
    await database.pool.query(
      `${read} from app_private.apply_pick($1, $2, $3, false, null, row($4, $5)::app_private.actor) as j`,
      [draft.draftId, pickNumber, playerId, actor.kind, userId],
    ),
  ];
  return answers.map(({ rows }) => rows[0].answer);
}

describe('a manual pick that a process of 0.2.0 asks for', () => {
  it('is answered as those of this release are', async () => {
    const draft = await newDraft(database.pool);
    const [first = 0, second = 0] = draft.players;
    const [one = draft.commissioner, two = draft.commissioner] = draft.managers;
    const [picked, repeated] = await bothWays(draft, 1, first, one);
    expect([picked.outcome, repeated.outcome]).toEqual(['picked', 'repeated']);
    const asked = [
      ...([
        [1, first, one, 'repeated', null],
        [1, second, one, 'refused', 'PICK_ALREADY_MADE'],
      ] as const),
      ...([
        [2, first, two, 'refused', 'PLAYER_TAKEN'],
        [2, second, one, 'refused', 'NOT_YOUR_TEAM'],
      ] as const),
      ...([[3, second, draft.commissioner, 'refused', 'PICK_NOT_ON_CLOCK']] as const),
    ];
    for (const [pickNumber, playerId, actor, outcome, code] of asked) {
      const [former, now] = await bothWays(draft, pickNumber, playerId, actor);
      expect(former).toMatchObject({ outcome, code });
      expect(now).toEqual(former);
    }
  });
});

describe('a manual pick', () => {
  it('fills the cell, puts the next team on the clock and appends one event', async () => {
    const draft = await newDraft(database.pool, { secondsPerPick: 60 });
    const judged = await pick(draft, 1, 5);
    expect(judged).toMatchObject({ outcome: 'picked', source: 'MANUAL', version: 3, nextPick: 2 });
    const [cell] = await board(database.pool, draft.draftId);
    expect(cell).toMatchObject({ playerId: draft.players[4], source: 'MANUAL', pickedAt: judged.pickedAt });
    const row = await draftRow(database.pool, draft.draftId);
    expect(row).toMatchObject({ currentPick: 2, version: 3, state: 'IN_PROGRESS' });
    expect((row.nextDeadline?.getTime() ?? 0) - judged.pickedAt.getTime()).toBe(60_000);
    expect(await eventKinds(database.pool, draft.draftId)).toEqual(['CREATED', 'OPENED', 'PICKED']);
  });

  it('gets the same answer when the same request comes again, and draws one player', async () => {
    const draft = await newDraft(database.pool);
    const first = await pick(draft, 1, 1);
    const again = await pick(draft, 1, 1);
    expect(again).toMatchObject({ outcome: 'repeated', playerId: first.playerId, pickedAt: first.pickedAt });
    expect((await board(database.pool, draft.draftId)).filter((cell) => cell.playerId !== null)).toHaveLength(
      1,
    );
    expect((await draftRow(database.pool, draft.draftId)).version).toBe(3);
  });

  it('drafts one player when twenty copies of the request arrive at once', async () => {
    const draft = await newDraft(database.pool);
    const answers = await Promise.all(Array.from({ length: 20 }, () => pick(draft, 1, 1)));
    expect(answers.filter((answer) => answer.outcome === 'picked')).toHaveLength(1);
    expect(answers.filter((answer) => answer.outcome === 'repeated')).toHaveLength(19);
  });

  it('may be made by the commissioner for any team, and is marked so', async () => {
    const draft = await newDraft(database.pool);
    expect(await pick(draft, 1, 1, draft.commissioner)).toMatchObject({ source: 'COMMISSIONER' });
  });

  it('plays a draft to its end: completed, no clock, no alarm, events that fold to the tables', async () => {
    const draft = await newDraft(database.pool, { teams: 3, rounds: 3, order: { kind: 'LINEAR' } });
    for (let number = 1; number <= 9; number += 1) await pick(draft, number, number);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      state: 'COMPLETED',
      currentPick: null,
      nextDeadline: null,
      jobId: null,
      version: 12,
    });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('gives each round its own clock where the settings say so', async () => {
    const draft = await newDraft(database.pool, {
      teams: 1,
      rounds: 2,
      secondsPerPick: 60,
      secondsPerPickByRound: { 2: 5 },
    });
    const judged = await pick(draft, 1, 1);
    expect((judged.nextDeadline?.getTime() ?? 0) - judged.pickedAt.getTime()).toBe(5_000);
  });
});

describe('a manual pick is refused', () => {
  it('when another team is on the clock', async () => {
    const draft = await newDraft(database.pool);
    await expectRefused(pick(draft, 2, 1), 'PICK_NOT_ON_CLOCK', { pickNumber: 2, currentPick: 1 });
  });

  it("for another's team", async () => {
    const draft = await newDraft(database.pool);
    await expectRefused(pick(draft, 1, 1, draft.managers[1]), 'NOT_YOUR_TEAM');
    const stranger = await newDraft(database.pool, { poolId: draft.poolId });
    await expectRefused(pick(draft, 1, 1, stranger.commissioner), 'NOT_YOUR_TEAM');
  });

  it('from an anonymous caller', async () => {
    const draft = await newDraft(database.pool);
    await expectRefused(pick(draft, 1, 1, { kind: 'USER', userId: null }), 'NOT_SIGNED_IN');
  });

  it('of a player who is taken, unknown, or of another pool', async () => {
    const draft = await newDraft(database.pool);
    await pick(draft, 1, 1);
    await expectRefused(pick(draft, 2, 1), 'PLAYER_TAKEN', { playerId: draft.players[0] });
    await expectRefused(pick(draft, 2, 9_999), 'PLAYER_NOT_IN_POOL');
    const other = await newDraft(database.pool);
    const foreign = { ...draft, players: other.players };
    await expectRefused(pick(foreign, 2, 2), 'PLAYER_NOT_IN_POOL');
  });

  it('of a player who fits nowhere on the roster', async () => {
    // Rank 5 and 15 are quarterbacks; one seat takes them, and there is no bench.
    const draft = await newDraft(database.pool, {
      teams: 1,
      rounds: 2,
      rosterSlots: [
        { name: 'QB', seats: 1, positions: ['QB'] },
        { name: 'RB', seats: 1, positions: ['RB'] },
      ],
    });
    await pick(draft, 1, 5);
    await expectRefused(pick(draft, 2, 15), 'PLAYER_DOES_NOT_FIT');
    await expectRefused(pick(draft, 2, 2), 'PLAYER_DOES_NOT_FIT');
    expect(await pick(draft, 2, 1)).toMatchObject({ outcome: 'picked' });
  });

  it('with a pick number that is over, to come, or not on the board', async () => {
    const draft = await newDraft(database.pool);
    await pick(draft, 1, 1);
    await expectRefused(pick(draft, 1, 2), 'PICK_ALREADY_MADE');
    await expectRefused(pick(draft, 3, 2), 'PICK_NOT_ON_CLOCK');
    for (const number of [0, -1, 13, 2_147_483_647]) {
      await expectRefused(pick(draft, number, 2, draft.commissioner), 'PICK_NOT_FOUND');
    }
  });

  it('in a draft that is scheduled, paused, completed, cancelled or unknown', async () => {
    const scheduled = await newDraft(database.pool, { open: false });
    await expectRefused(pick(scheduled, 1, 1), 'DRAFT_NOT_IN_PROGRESS', { state: 'SCHEDULED' });
    const paused = await newDraft(database.pool);
    await pauseDraft(database.pool, paused.draftId, paused.commissioner);
    await expectRefused(pick(paused, 1, 1), 'DRAFT_NOT_IN_PROGRESS', { state: 'PAUSED' });
    await cancelDraft(database.pool, paused.draftId, paused.commissioner);
    await expectRefused(pick(paused, 1, 1), 'DRAFT_NOT_IN_PROGRESS', { state: 'CANCELLED' });
    const completed = await newDraft(database.pool, { teams: 1, rounds: 1 });
    await pick(completed, 1, 1);
    await expectRefused(pick(completed, 1, 2), 'PICK_ALREADY_MADE');
    await expectRefused(pick(completed, 2, 2), 'PICK_NOT_FOUND');
    const unknown = { ...completed, draftId: completed.leagueId };
    await expectRefused(pick(unknown, 1, 1), 'DRAFT_NOT_FOUND');
  });

  it('after the deadline, also by a commissioner, and never a moment before it', async () => {
    const draft = await newDraft(database.pool);
    await setDeadline(database.pool, draft.draftId, -0.001);
    await expectRefused(pick(draft, 1, 1), 'DEADLINE_PASSED');
    await expectRefused(pick(draft, 1, 1, draft.commissioner), 'DEADLINE_PASSED');
    await setDeadline(database.pool, draft.draftId, 5);
    expect(await pick(draft, 1, 1)).toMatchObject({ outcome: 'picked' });
  });

  it('when its deadline passes while it waits for the lock: the time is read after it', async () => {
    const draft = await newDraft(database.pool);
    await setDeadline(database.pool, draft.draftId, 0.3);
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select from app_public.drafts where id = $1 for update', [draft.draftId]);
    const refused = refusal(pick(draft, 1, 1));
    await untilWaiting(database.pool);
    await until(async () => {
      const { nextDeadline, at } = await draftRow(database.pool, draft.draftId);
      return (nextDeadline !== null && at > nextDeadline) || undefined;
    });
    await holder.query('rollback');
    holder.release();
    expect((await refused).code).toBe('DEADLINE_PASSED');
  });

  it('without waiting for the lock, where the refusal is already certain', async () => {
    const draft = await newDraft(database.pool);
    const holder = await database.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('select from app_public.drafts where id = $1 for update', [draft.draftId]);
      await expectRefused(pick(draft, 2, 1), 'PICK_NOT_ON_CLOCK');
      await expectRefused(pick(draft, 1, 1), 'DRAFT_BUSY');
    } finally {
      await holder.query('rollback');
      holder.release();
    }
  });
});

describe('a roster in the database', () => {
  it('takes exactly the players that src/draft says fit, to the last round', async () => {
    const poolId = await newPool(database.pool, 300);
    const draft = await newDraft(database.pool, {
      teams: 1,
      rounds: 15,
      poolId,
      rosterSlots: standardRoster,
    });
    const { positions, players } = await readPool(database.pool, poolId);
    const limits = rosterLimits(standardRoster, positions, 15);
    // One position after the other, so that each runs into its limit.
    const candidates = players.toSorted((a, b) => (a.positions[0] ?? '').localeCompare(b.positions[0] ?? ''));
    const roster: string[][] = [];
    let refused = 0;
    for (const candidate of candidates) {
      if (roster.length === 15) break;
      const answer = await pick(draft, roster.length + 1, candidate.rank).then(
        () => 'picked',
        (error: { code: string }) => error.code,
      );
      expect(answer).toBe(fits(limits, roster, candidate.positions) ? 'picked' : 'PLAYER_DOES_NOT_FIT');
      if (answer === 'picked') roster.push(candidate.positions);
      else refused += 1;
    }
    expect(roster).toHaveLength(15);
    expect(refused).toBeGreaterThan(20);
    expect(assignRoster(standardRoster, roster)).not.toBeNull();
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});
