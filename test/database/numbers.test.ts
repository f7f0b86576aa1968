import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelDraft, pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { lastDays, readNumbers } from '../../src/database/numbers.ts';
import { applyPick } from '../../src/database/picks.ts';
import { setPlayerNews } from '../../src/database/players.ts';
import { numbersText } from '../../src/status/numbers_text.ts';
import { newDraft, newPool, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const OPERATOR = { kind: 'OPERATOR', userId: null } as const;

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 60);
});
afterAll(() => database.drop());

const numbers = async () => readNumbers(database.pool, await lastDays(database.pool, 30), OPERATOR);

async function pick(
  { draftId, players, managers }: TestDraft,
  pickNumber: number,
  slot: number,
  rank: number,
) {
  const actor = managers[slot - 1] ?? expect.fail('nobody drafts there');
  const playerId = players[rank - 1] ?? 0;
  await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
}

/** Moves the events of a draft: each so many seconds after the one before. */
async function spread({ draftId }: TestDraft, from: string, ...seconds: number[]) {
  for (const [index, passed] of seconds.entries()) {
    const since = seconds.slice(0, index).reduce((sum, each) => sum + each, 0);
    await database.pool.query(
      `update app_public.draft_events set at = $2::timestamptz + make_interval(secs => $3) where draft_id = $1 and version = $4`,
      [draftId, from, since + passed, index + 1],
    );
  }
}

describe('the numbers of a period', () => {
  it('are nothing where no draft was opened in it', async () => {
    const found = await numbers();
    expect(new Set(Object.values(found.drafts))).toEqual(new Set([0]));
    expect([found.sources, found.rounds, found.minutes]).toEqual([[], [], []]);
    expect(numbersText(found)).toContain(': 0');
  });

  it('count what happened in its drafts, and only what happened without an interruption as time', async () => {
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 3 });
    // CREATED, OPENED, then: 20 s for pick 1, a pause during pick 2, a clock that runs out, an autopilot.
    await pick(draft, 1, 1, 5);
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    await pick(draft, 2, 2, 1);
    await pick(draft, 3, 2, 20);
    await setDeadline(database.pool, draft.draftId, -1);
    await runTimeOut(database.pool, draft.draftId);
    await setAutopilot(database.pool, draft.draftId, draft.teamIds[0] ?? '', true, draft.commissioner);
    await runTimeOut(database.pool, draft.draftId);
    await pick(draft, 6, 2, 6);
    await spread(draft, '2026-01-01T10:00:00Z', 0, 0, 20, 5, 100, 7, 30, 60, 1, 1, 13);

    const cancelled = await newDraft(database.pool, { poolId, teams: 2, rounds: 3 });
    await cancelDraft(database.pool, cancelled.draftId, cancelled.commissioner);
    const abandoned = await newDraft(database.pool, { poolId, teams: 2, rounds: 3 });
    await spread(abandoned, '2026-01-01T10:00:00Z', 0, 0);
    await newDraft(database.pool, { poolId, teams: 2, rounds: 3 });
    await newDraft(database.pool, { poolId, teams: 2, rounds: 3, open: false });
    const preview = await newDraft(database.pool, { poolId, teams: 2, rounds: 3 });
    await pick(preview, 1, 1, 5);
    await database.pool.query('update app_public.drafts set is_preview = true where id = $1', [
      preview.draftId,
    ]);

    const found = await numbers();
    expect(found.drafts).toEqual({
      ...{
        opened: 4,
        completed: 1,
        running: 1,
        cancelled: 1,
        abandoned: 2,
        rolledBackDrafts: 0,
        rollbacks: 0,
      },
      ...{ undonePicks: 0, corrections: 0, clocksRunOut: 1, autopilotsAfterMisses: 0 },
    });
    expect(found.sources).toEqual([
      { source: 'MANUAL', picks: 4, share: 4 / 6 },
      { source: 'AUTO', picks: 1, share: 1 / 6 },
      { source: 'AUTOPILOT', picks: 1, share: 1 / 6 },
    ]);
    expect(found.rounds).toEqual([
      // Ranks 5 and 1 at picks 1 and 2: 4 early, 1 late. Pick 2 was interrupted.
      {
        round: 1,
        picks: 2,
        timedPicks: 1,
        medianSeconds: 20,
        p90Seconds: 20,
        medianReach: 1.5,
        nearRankShare: 1,
      },
      {
        round: 2,
        picks: 1,
        timedPicks: 1,
        medianSeconds: 30,
        p90Seconds: 30,
        medianReach: 17,
        nearRankShare: 0,
      },
      {
        round: 3,
        picks: 1,
        timedPicks: 1,
        medianSeconds: 13,
        p90Seconds: 13,
        medianReach: 0,
        nearRankShare: 1,
      },
    ]);
    expect(found.minutes.map(({ picks, drafts }) => [picks, drafts])).toEqual([
      [3, 1],
      [2, 1],
      [1, 1],
    ]);
    const text = numbersText(found);
    expect(text).toContain('completed 1, running 1, cancelled 1, abandoned 2');
    expect(text).toMatch(/rollbacks \d+ in (1 draft|\d+ drafts) \((1 cell|\d+ cells)\)/);
    expect(text).toContain('  1: 2, 20.0, 20.0, 1.5, 100.0 %');
  });

  it('tell the reach against the ADP, the one that is known now, where there is one', async () => {
    const draft = await newDraft(database.pool, { teams: 1, rounds: 5, poolSize: 20 });
    await database.pool.query('update app_public.players set adp = rank + 0.5 where pool_id = $1', [
      draft.poolId,
    ]);
    const news = [{ playerId: draft.players[19] ?? 0, adp: 4 }];
    await setPlayerNews(database.pool, draft.poolId, news, OPERATOR);
    for (const [place, rank] of [1, 2, 3, 10, 20].entries()) await pick(draft, place + 1, 1, rank);
    const { rounds } = await numbers();
    expect(
      rounds.map(({ round, medianReach, nearRankShare }) => [round, medianReach, nearRankShare]),
    ).toEqual([
      [1, expect.any(Number), 1],
      [2, expect.any(Number), expect.any(Number)],
      [3, expect.any(Number), 1],
      [4, 6.5, 1],
      [5, -1, 1],
    ]);
    expect(numbersText(await numbers())).toContain(', 6.5, 100.0 %');
  });

  it('are for operators, and of a period that begins before it ends, of 366 days at most', async () => {
    const of = (since: string, until: string, actor: Parameters<typeof readNumbers>[2] = OPERATOR) =>
      refusal(readNumbers(database.pool, { since, until }, actor));
    const [early, late] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];
    expect(await of(early, late, { kind: 'USER', userId: null })).toMatchObject({ code: 'NOT_SIGNED_IN' });
    const person = { kind: 'USER', userId: '00000000-0000-4000-8000-000000000000' } as const;
    expect(await of(early, late, person)).toMatchObject({ code: 'NOT_OPERATOR' });
    expect(await of(late, early)).toMatchObject({ code: 'PERIOD_INVALID' });
    expect(await of(early, '2027-02-01T00:00:00Z')).toMatchObject({ code: 'PERIOD_INVALID' });
  });

  it('are each explained in docs/numbers.md', () => {
    const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
    const page = readFileSync(new URL('../../docs/numbers.md', import.meta.url), 'utf8');
    for (const type of ['DraftNumbers', 'SourceNumbers', 'RoundNumbers', 'MinuteNumbers']) {
      const fields = schema.getType(type)?.toConfig() as { fields: Record<string, unknown> };
      for (const name of Object.keys(fields.fields))
        if (name !== 'round') expect(page, `${type}.${name}`).toContain(`\`${name}\``);
    }
  });
});
