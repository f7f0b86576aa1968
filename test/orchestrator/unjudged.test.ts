import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pauseDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { type AutoRequest, applyChoices, applyPick } from '../../src/database/picks.ts';
import { setQueue } from '../../src/database/queues.ts';
import { type QuietHours, WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { applySet } from '../../src/orchestrator/apply_set.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import { randomFrom, shuffled } from '../chaos/random.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  newPool,
  runTimeOut,
  seats,
  setDeadline,
  type TestDraft,
} from '../support/drafts.ts';
import { eventKinds, expectFoldToMatch } from '../support/events.ts';
import { silentFor } from '../support/pulse.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** An hour on the wall clock of nowhere near. */
const QUIET_LATER: QuietHours = {
  zone: 'UTC',
  picks: 'ALLOWED',
  windows: [
    { weekdays: [WEEKDAYS[(new Date().getUTCDay() + 2) % 7] ?? 'MONDAY'], from: '12:00', to: '13:00' },
  ],
};

/** Has the clock of a draft run out. */
async function dueNow(draft: TestDraft): Promise<TestDraft> {
  await setDeadline(database.pool, draft.draftId, -1);
  return draft;
}

/** Drafts whose first clock has run out. */
async function dueDrafts(count: number, rounds = 3): Promise<TestDraft[]> {
  const poolId = await newPool(database.pool);
  const drafts: TestDraft[] = [];
  for (let i = 0; i < count; i += 1) {
    drafts.push(await dueNow(await newDraft(database.pool, { poolId, rounds, secondsPerPick: 60 + i })));
  }
  return drafts;
}

async function dueDraft(): Promise<TestDraft> {
  const [draft] = await dueDrafts(1);
  return draft ?? expect.fail();
}

/** What the clock chooses, which takes the best player by rank. */
async function choice(draft: TestDraft): Promise<AutoRequest> {
  const { currentPick, version } = await draftRow(database.pool, draft.draftId);
  return {
    ...{ kind: 'AUTO', draftId: draft.draftId, version, queueVersion: 0 },
    ...{ pickNumber: currentPick ?? 0, playerId: draft.players[(currentPick ?? 1) - 1] ?? 0 },
    ...{ strategy: 'best_available', reason: 'The best player left.', privateReason: null },
  };
}

const choicesOf = (drafts: readonly TestDraft[]) => Promise.all(drafts.map(choice));

describe('a choice that is not judged', () => {
  it('is picked: cell, event, clock and alarm, as its answer says', async () => {
    const draft = await dueDraft();
    const [answer] = await applyChoices(database.pool, [await choice(draft)], null);
    const row = await draftRow(database.pool, draft.draftId);
    const [cell] = await board(database.pool, draft.draftId);
    expect(answer).toMatchObject({
      ...{
        outcome: 'picked',
        pickNumber: 1,
        teamId: draft.teamIds[0],
        source: 'AUTO',
        version: 3,
        nextPick: 2,
      },
      ...{ nextDeadline: row.nextDeadline, pickedAt: cell?.pickedAt },
    });
    expect(row).toMatchObject({ version: 3, currentPick: 2, timeoutCount: 1 });
    expect(await alarms(database.pool, draft.draftId)).toMatchObject([
      { id: row.jobId, runAt: row.nextDeadline },
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it.each<[string, (draft: TestDraft) => Promise<unknown>]>([
    [
      'the draft changed: somebody picked',
      ({ draftId, players, commissioner: actor }) =>
        setDeadline(database.pool, draftId, 60).then(() =>
          applyPick(database.pool, {
            kind: 'MANUAL',
            draftId,
            pickNumber: 1,
            playerId: players[5] ?? 0,
            actor,
          }),
        ),
    ],
    [
      "the team's queue changed",
      ({ draftId, teamIds, players, managers: [manager] }) =>
        setQueue(database.pool, draftId, teamIds[0] ?? '', [players[9] ?? 0], manager ?? expect.fail()),
    ],
    [
      "another team's autopilot was switched",
      ({ draftId, teamIds, commissioner }) =>
        setAutopilot(database.pool, draftId, teamIds[1] ?? '', true, commissioner),
    ],
    [
      "the team's own autopilot was switched",
      ({ draftId, teamIds, commissioner }) =>
        setAutopilot(database.pool, draftId, teamIds[0] ?? '', true, commissioner),
    ],
    ['the draft is paused', ({ draftId, commissioner }) => pauseDraft(database.pool, draftId, commissioner)],
    ['the clock still runs', ({ draftId }) => setDeadline(database.pool, draftId, 60)],
  ])('is stale, and changes nothing, when %s', async (_, change) => {
    const draft = await dueDraft();
    const request = await choice(draft);
    await change(draft);
    const before = await board(database.pool, draft.draftId);
    const kinds = await eventKinds(database.pool, draft.draftId);
    expect(await applyChoices(database.pool, [request], draft.draftId)).toMatchObject([{ outcome: 'stale' }]);
    expect(await board(database.pool, draft.draftId)).toEqual(before);
    expect(await eventKinds(database.pool, draft.draftId)).toEqual(kinds);
  });

  it('is judged where there is no such draft, or no such cell', async () => {
    const [gone, odd] = await choicesOf(await dueDrafts(2));
    if (!gone || !odd) return expect.unreachable();
    await database.pool.query('delete from app_public.drafts where id = $1', [gone.draftId]);
    await database.pool.query('delete from app_public.picks where draft_id = $1 and pick_number = 1', [
      odd.draftId,
    ]);
    const answers = await applyChoices(database.pool, [gone, odd], null);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['judge', 'judge']);
    const set = await applySet(database.pool, [gone], gone.draftId);
    expect(set.answers).toMatchObject([{ outcome: 'refused', code: 'DRAFT_NOT_FOUND' }]);
  });

  it('belongs to its own draft and job, in whatever order the set comes', async () => {
    const drafts = shuffled(randomFrom(7), await dueDrafts(9));
    const requests = await choicesOf(drafts);
    const answers = await applyChoices(database.pool, requests, requests[4]?.draftId ?? null);
    expect(answers.map(({ draftId, outcome }) => [draftId, outcome])).toEqual(
      drafts.map(({ draftId }) => [draftId, 'picked']),
    );
    for (const [i, { draftId, players, teamIds }] of drafts.entries()) {
      const row = await draftRow(database.pool, draftId);
      expect(answers[i]).toMatchObject({
        playerId: players[0],
        teamId: teamIds[0],
        nextDeadline: row.nextDeadline,
      });
      expect(await alarms(database.pool, draftId)).toMatchObject([
        { id: row.jobId, runAt: row.nextDeadline },
      ]);
      expect((await board(database.pool, draftId))[0]).toMatchObject({ playerId: players[0] });
    }
  });

  it('may be the last one of its draft among others that go on', async () => {
    const drafts = await dueDrafts(3);
    const [, ending = expect.fail()] = drafts;
    await database.pool.query(
      `update app_public.picks set player_id = -pick_number, source = 'AUTO', picked_at = now()
        where draft_id = $1 and pick_number < 12`,
      [ending.draftId],
    );
    await database.pool.query('update app_public.drafts set current_pick = 12 where id = $1', [
      ending.draftId,
    ]);
    const answers = await applyChoices(database.pool, await choicesOf(drafts), null);
    expect(answers.map(({ outcome, nextPick }) => [outcome, nextPick])).toEqual([
      ['picked', 2],
      ['picked', null],
      ['picked', 2],
    ]);
    expect(await draftRow(database.pool, ending.draftId)).toMatchObject({
      state: 'COMPLETED',
      jobId: null,
      version: 4,
    });
    expect(await alarms(database.pool, ending.draftId)).toEqual([]);
    expect(await eventKinds(database.pool, ending.draftId)).toEqual([
      'CREATED',
      'OPENED',
      'PICKED',
      'COMPLETED',
    ]);
    for (const { draftId } of [drafts[0], drafts[2]].filter((draft) => draft !== undefined)) {
      expect(await alarms(database.pool, draftId)).toHaveLength(1);
    }
  });

  it('that takes a player who is gone is found among the others, and judged', async () => {
    const drafts = await dueDrafts(5);
    const requests = await choicesOf(drafts);
    const [, , lying = expect.fail()] = drafts;
    const taken = lying.players[0] ?? 0;
    await database.pool.query(
      `update app_public.picks set player_id = $2, source = 'AUTO', picked_at = now()
        where draft_id = $1 and pick_number = 5`,
      [lying.draftId, taken],
    );
    // One connection: over another one the next statement may come before the locks of the one that failed are gone.
    const client = await database.pool.connect();
    const { answers, failures } = await applySet(client, requests, null).finally(() => client.release());
    expect(failures).toEqual([]);
    expect(answers).toHaveLength(5);
    for (const answer of answers) {
      const isLying = answer.draftId === lying.draftId;
      expect(answer).toMatchObject(
        isLying ? { outcome: 'refused', code: 'PLAYER_TAKEN' } : { outcome: 'picked' },
      );
    }
    expect(await eventKinds(database.pool, lying.draftId)).toEqual(['CREATED', 'OPENED']);
  });

  it('is made once when two workers come with the same set', async () => {
    const drafts = await dueDrafts(20);
    const requests = await choicesOf(drafts);
    const random = randomFrom(3);
    const both = await Promise.all([
      applyChoices(database.pool, shuffled(random, requests), null),
      applyChoices(database.pool, shuffled(random, requests), null),
    ]);
    const picked = both.flat().filter(({ outcome }) => outcome === 'picked');
    expect(picked.map(({ draftId }) => draftId).sort()).toEqual(drafts.map(({ draftId }) => draftId).sort());
    const others = new Set(both.flat().map(({ outcome }) => outcome));
    expect([...others].filter((outcome) => outcome === 'judge')).toEqual([]);
    for (const { draftId } of drafts) await expectFoldToMatch(database.pool, draftId);
  });

  it('is skipped while somebody holds the draft, unless it is the one that is waited for', async () => {
    const [held = expect.fail(), free = expect.fail()] = await dueDrafts(2);
    const requests = await choicesOf([held, free]);
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select from app_public.drafts where id = $1 for update', [held.draftId]);
    const answers = await applyChoices(database.pool, requests, null);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['skipped', 'picked']);
    const waiting = applyChoices(database.pool, requests.slice(0, 1), held.draftId);
    await holder.query('rollback');
    holder.release();
    expect(await waiting).toMatchObject([{ outcome: 'picked' }]);
  });
});

describe('in a draft with rules of time', () => {
  const SUMS: Partial<TimeSettings> = {
    ...{
      bankSeconds: 120,
      incrementSeconds: 5,
      graceSeconds: 2,
      autopilotSeconds: 5,
      quietHours: QUIET_LATER,
    },
    ...{ autopilotAfterMisses: 2, resume: 'RESET' },
  };

  it('a choice is not judged where they are sums, alone and among plain ones', async () => {
    const poolId = await newPool(database.pool);
    const drafts: TestDraft[] = [];
    for (const time of [SUMS, SUMS, {}])
      drafts.push(await dueNow(await newDraft(database.pool, { poolId, time })));
    const [first, ...set] = await choicesOf(drafts);
    if (!first) return expect.unreachable();
    const answers = [
      ...(await applyChoices(database.pool, [first], first.draftId)),
      ...(await applyChoices(database.pool, set, null)),
    ];
    for (const { draftId } of drafts) {
      const row = await draftRow(database.pool, draftId);
      const answer = answers.find((each) => each.draftId === draftId);
      expect(answer).toMatchObject({ outcome: 'picked', source: 'AUTO', nextPick: 2 });
      expect(answer).toMatchObject({ version: row.version, nextDeadline: row.nextDeadline });
      await expectFoldToMatch(database.pool, draftId);
    }
    const [withBank] = drafts;
    const [seat] = await seats(database.pool, withBank?.draftId ?? '');
    expect(seat).toMatchObject({ bankSeconds: 0, misses: 1 });
  });

  it.each<[string, Partial<TimeSettings>, arrange?: (draft: TestDraft) => Promise<unknown>]>([
    ['the pick is passed over', { atZero: 'SKIP' }],
    ['the team is waited for', { atZero: 'WAIT' }],
    ['this miss switches the autopilot on', { autopilotAfterMisses: 1 }],
    ['the draft pauses before a later pick', { pauseBeforePicks: [3] }],
    ['a pause is planned', { pauseAt: [new Date(Date.now() + 86_400_000).toISOString()] }],
    [
      'the pick on the clock goes by settings that were changed since',
      { atZero: 'SKIP' },
      ({ draftId, commissioner }) =>
        changeSettings(
          database.pool,
          draftId,
          (present) => ({ ...present, settings: { ...present.settings, atZero: 'AUTO_PICK' } }),
          commissioner,
        ),
    ],
  ])('a choice is judged, alone and among others, where %s', async (_, time, arrange) => {
    const draft = await newDraft(database.pool, { time });
    await arrange?.(draft);
    await dueNow(draft);
    const [request = expect.fail(), other = expect.fail()] = await choicesOf([draft, await dueDraft()]);
    const kinds = await eventKinds(database.pool, draft.draftId);
    expect(await applyChoices(database.pool, [request], draft.draftId)).toMatchObject([{ outcome: 'judge' }]);
    const answers = await applyChoices(database.pool, [request, other], null);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['judge', 'picked']);
    expect(await eventKinds(database.pool, draft.draftId)).toEqual(kinds);
  });

  it('a choice is stale in overtime, when nothing is due', async () => {
    const draft = await dueNow(await newDraft(database.pool, { time: { atZero: 'WAIT' } }));
    await runTimeOut(database.pool, draft.draftId);
    const [request = expect.fail(), other = expect.fail()] = await choicesOf([draft, await dueDraft()]);
    expect(await applyChoices(database.pool, [request], null)).toMatchObject([{ outcome: 'stale' }]);
    const answers = await applyChoices(database.pool, [request, other], null);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['stale', 'picked']);
  });
});

describe('in an outage', () => {
  it('a choice is judged, and its team gets its time back instead; also when the outage is over', async () => {
    const [during = expect.fail(), after = expect.fail(), late = expect.fail()] = await dueDrafts(3);
    const requests = await choicesOf([during, after, late]);
    await silentFor(database.pool, 20);
    const [first] = requests;
    const judged = await applyChoices(database.pool, first ? [first] : [], null);
    expect(judged).toMatchObject([{ outcome: 'judge' }]);
    const returned = await applySet(database.pool, requests.slice(0, 1), null);
    expect(returned.answers).toMatchObject([{ outcome: 'returned', version: 3 }]);

    // It was recorded that the outage is over; the others ran out in it, or after it.
    await setDeadline(database.pool, late.draftId, -0.001);
    await database.pool.query(
      `update app_private.pulse set outage_ended = (select next_deadline - interval '1 microsecond' from app_public.drafts where id = $1)`,
      [late.draftId],
    );
    const answers = await applyChoices(database.pool, requests.slice(1), null);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['judge', 'picked']);
    const set = await applySet(database.pool, requests.slice(1, 2), null);
    expect(set.answers).toMatchObject([{ outcome: 'returned' }]);
  });
});
