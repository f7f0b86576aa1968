import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { deadlineAfter } from '../../src/draft/events.ts';
import { board, draftRow, newDraft, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { events } from '../support/events.ts';
import { silentFor } from '../support/pulse.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Fills exactly these cells of a board, as a keeper or an undo would, without their events. */
async function fillOnly({ draftId, players }: TestDraft, filled: readonly boolean[]): Promise<void> {
  await database.pool.query(
    `update app_public.picks p
        set player_id = case when f.filled then ($3::integer[])[p.pick_number] end,
            source = case when f.filled then 'MANUAL'::app_public.pick_source end,
            picked_at = case when f.filled then clock_timestamp() end
       from unnest($2::boolean[]) with ordinality as f (filled, pick_number)
      where p.draft_id = $1 and p.pick_number = f.pick_number`,
    [draftId, filled, players],
  );
}

function pick({ draftId, players, commissioner }: TestDraft, pickNumber: number, rank: number) {
  const playerId = players[rank - 1] ?? 0;
  return applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
}

describe('next_open_cell', () => {
  it('is the lowest open cell of any board, and nothing where all are made', async () => {
    const draft = await newDraft(database.pool, { teams: 4, rounds: 3 });
    const boards = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    const full = Array<boolean>(12).fill(true);
    await fc.assert(
      fc.asyncProperty(boards, async (filled) => {
        await fillOnly(draft, filled);
        const { rows } = await database.pool.query<{ pickNumber: number }>(
          'select pick_number as "pickNumber" from app_private.next_open_cell($1)',
          [draft.draftId],
        );
        const lowest = filled.indexOf(false) + 1;
        expect(rows).toEqual(lowest === 0 ? [] : [{ pickNumber: lowest }]);
      }),
      { numRuns: 100, examples: [[full]] },
    );
  });

  it('puts a cell on the clock that is open again before the one that was picked', async () => {
    const draft = await newDraft(database.pool, { teams: 4, rounds: 2, order: { kind: 'LINEAR' } });
    for (let number = 1; number <= 3; number += 1) await pick(draft, number, number);
    await fillOnly(draft, [true, false, true, false, false, false, false, false]);
    expect(await pick(draft, 4, 20)).toMatchObject({ outcome: 'picked', nextPick: 2 });
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ currentPick: 2 });
    // Only then the first one behind it that is open, passing over those that are made.
    expect(await pick(draft, 2, 21)).toMatchObject({ outcome: 'picked', nextPick: 5 });
  });

  it('passes over cells that are made, also the last ones: the draft is complete', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, order: { kind: 'LINEAR' } });
    await fillOnly(draft, [false, true, false, true]);
    expect(await pick(draft, 1, 20)).toMatchObject({ nextPick: 3 });
    expect(await pick(draft, 3, 21)).toMatchObject({ nextPick: null, nextDeadline: null });
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'COMPLETED' });
  });
});

describe('clock_for', () => {
  it('is the instant plus the seconds of the cell or those given, and the instant itself on autopilot', async () => {
    const draft = await newDraft(database.pool, { teams: 1, rounds: 1 });
    const seconds = fc.double({ min: 0.05, max: 2_592_000, noNaN: true });
    const instant = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(
        instant,
        seconds,
        fc.option(fc.oneof(seconds, fc.constant(0))),
        fc.boolean(),
        async (at, ofCell, given, autopilot) => {
          await database.pool.query('update app_public.picks set seconds = $2 where draft_id = $1', [
            draft.draftId,
            ofCell,
          ]);
          await database.pool.query('update app_public.draft_slots set autopilot = $2 where draft_id = $1', [
            draft.draftId,
            autopilot,
          ]);
          const { rows } = await database.pool.query<{ same: boolean }>(
            `select clock.next_deadline = case when $3 then $2 else $2 + make_interval(secs => coalesce($5, $4)) end as same
               from app_private.next_open_cell($1) as cell
               cross join lateral app_private.clock_for(cell, $2::timestamptz, $5::double precision) as clock
              where $3::boolean is not null and $4::double precision is not null`,
            [draft.draftId, at, autopilot, ofCell, given],
          );
          expect(rows).toEqual([{ same: true }]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('an event that puts a team on the clock', () => {
  /** The last event, its deadline by all names, and the seconds it gives. */
  async function lastDeadline({ draftId }: TestDraft) {
    const event = (await events(database.pool, draftId)).at(-1) ?? expect.fail('no event');
    const { rows } = await database.pool.query<{ deadline: Date; same: boolean; seconds: number }>(
      `select next_deadline as deadline, next_deadline = ($2::jsonb ->> 'deadline')::timestamptz as same,
              extract(epoch from next_deadline - $3::timestamptz)::float8 as seconds
         from app_public.drafts where id = $1`,
      [draftId, JSON.stringify(event.data), event.at],
    );
    const [row] = rows;
    expect(new Date(deadlineAfter(event) ?? 0)).toEqual(row?.deadline);
    return [event.kind, row?.same, row?.seconds];
  }

  it('tells its deadline as the row has it, on every way to the clock', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 2, rounds: 4, order: { kind: 'LINEAR' }, secondsPerPick: 60 },
      secondsPerPickByRound: { 2: 0.123456, 3: 86_400 },
    });
    const { draftId, commissioner, teamIds } = draft;
    const [first = '', second = ''] = teamIds;
    expect(await lastDeadline(draft)).toEqual(['OPENED', true, 60]);
    await pick(draft, 1, 1);
    expect(await lastDeadline(draft)).toEqual(['PICKED', true, 60]);
    await setDeadline(database.pool, draftId, -0.5);
    await runTimeOut(database.pool, draftId);
    expect(await lastDeadline(draft)).toEqual(['PICKED', true, 0.123456]);

    await setDeadline(database.pool, draftId, -10);
    await silentFor(database.pool, 20);
    await database.pool.query(
      `update app_public.drafts set attempt_count = 2, last_error = 'the outage', retry_at = clock_timestamp() where id = $1`,
      [draftId],
    );
    await runTimeOut(database.pool, draftId);
    expect(await lastDeadline(draft)).toEqual(['TIME_RETURNED', true, expect.closeTo(20, 0)]);
    // What failed before is forgotten with it: a new clock has failed at nothing yet.
    expect(await draftRow(database.pool, draftId)).toMatchObject({
      attemptCount: 0,
      lastError: null,
      retryAt: null,
    });

    await setAutopilot(database.pool, draftId, first, true, commissioner);
    expect(await lastDeadline(draft)).toEqual(['AUTOPILOT_CHANGED', true, 0]);
    await pauseDraft(database.pool, draftId, commissioner);
    await resumeDraft(database.pool, draftId, commissioner);
    expect(await lastDeadline(draft)).toEqual(['RESUMED', true, 0]);
    await setAutopilot(database.pool, draftId, first, false, commissioner);
    await setAutopilot(database.pool, draftId, second, true, commissioner);
    await runTimeOut(database.pool, draftId);
    const cells = await board(database.pool, draftId);
    expect(cells.filter(({ playerId }) => playerId !== null).map(({ source }) => source)).toEqual([
      ...['COMMISSIONER', 'AUTO', 'AUTO', 'AUTOPILOT'],
    ]);
    expect(await lastDeadline(draft)).toEqual(['PICKED', true, 86_400]);
    await pauseDraft(database.pool, draftId, commissioner);
    const { remainingSeconds } = await draftRow(database.pool, draftId);
    await resumeDraft(database.pool, draftId, commissioner);
    expect(await lastDeadline(draft)).toEqual(['RESUMED', true, remainingSeconds]);
  });

  it('is written in the order of the requests, whatever becomes of each', async () => {
    // Three drafts of one call: picked, returned and picked, and one that is stale.
    const drafts: TestDraft[] = [];
    for (let i = 0; i < 4; i += 1) drafts.push(await newDraft(database.pool, { teams: 2, rounds: 2 }));
    const requests = drafts.map(({ draftId, players }, index) => ({
      ...{
        kind: 'AUTO',
        draftId,
        pickNumber: 1,
        playerId: players[0],
        queueVersion: 1,
        strategy: 'standard',
        reason: 'x',
      },
      version: index === 2 ? 99 : 2,
    }));
    const due = [-0.1, -10, -0.1, -0.1];
    await silentFor(database.pool, 20);
    for (const [index, { draftId }] of drafts.entries())
      await setDeadline(database.pool, draftId, due[index] ?? 0);
    await database.pool.query(
      `update app_private.pulse set at = clock_timestamp(), outage_began = clock_timestamp() - interval '20 s',
              outage_ended = clock_timestamp() - interval '5 s'`,
    );
    const { rows: versions } = await database.pool.query<{ version: number }>(
      'select distinct queue_version as version from app_public.draft_slots',
    );
    expect(versions).toHaveLength(1);
    const { rows } = await database.pool.query<{ draftId: string; outcome: string; next: number | null }>(
      `select draft_id as "draftId", outcome, next_pick as next from app_private.apply_picks($1, null)`,
      [JSON.stringify(requests.map((request) => ({ ...request, queueVersion: versions[0]?.version })))],
    );
    expect(rows).toEqual(
      ['picked', 'returned', 'stale', 'picked'].map((outcome, index) => ({
        draftId: drafts[index]?.draftId,
        outcome,
        next: { picked: 2, returned: 1 }[outcome] ?? null,
      })),
    );
  });
});
