import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rollBack } from '../../src/database/deeds.ts';
import { pauseDraft } from '../../src/database/life_cycle.ts';
import { setQueue } from '../../src/database/queues.ts';
import { ForcedPicks } from '../../src/orchestrator/force_pick.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  runTimeOut,
  seats,
  setDeadline,
  type TestDraft,
} from '../support/drafts.ts';
import { events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, passTime, pickBy } from '../support/time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const EVERY_DAY = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

const forced = new ForcedPicks();
const force = ({ draftId, commissioner: actor }: TestDraft, pickNumber: number, note: string | null = null) =>
  forced.force(database.pool, { draftId, pickNumber }, { actor, note });
async function privateReasons({ draftId }: TestDraft): Promise<number> {
  const { rows } = await database.pool.query('select from app_public.pick_reasons where draft_id = $1', [
    draftId,
  ]);
  return rows.length;
}
const code = async (act: Promise<unknown>) => (await refusal(act)).code;

describe('a pick that the commissioner has the service make now', () => {
  it('is whom the strategy of the team takes, with its queue, and the next pick is on the clock', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const [teamId = ''] = draft.teamIds;
    await setQueue(database.pool, draft.draftId, teamId, draft.players.slice(7, 9), managerOf(draft, 1));
    await force(draft, 1, 'No answer');
    const [cell] = await board(database.pool, draft.draftId);
    expect(cell).toMatchObject({ playerId: draft.players[7], source: 'FORCED', teamId });
    expect(cell?.reason).toContain('queue');
    const row = await draftRow(database.pool, draft.draftId);
    expect(row.currentPick).toBe(2);
    expect(await alarms(database.pool, draft.draftId)).toMatchObject([{ runAt: row.nextDeadline }]);
    expect((await events(database.pool, draft.draftId)).at(-1)).toMatchObject({
      ...{ kind: 'PICKED', data: { source: 'FORCED', note: 'No answer' } },
    });
    await expectFoldToMatch(database.pool, draft.draftId);
    // What only the team may read of it goes with the pick.
    expect(await privateReasons(draft)).toBe(1);
    const decided = { toPick: 1, version: row.version };
    await rollBack(database.pool, draft.draftId, decided, { actor: draft.commissioner });
    expect(await privateReasons(draft)).toBe(0);
  });

  it('is made once, also where twenty ask at once', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => force(draft, 1)));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await draftRow(database.pool, draft.draftId)).currentPick).toBe(2);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is no miss and earns nothing, but the bank pays for what was used of it', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 2, rounds: 2, secondsPerPick: 60, time: { bankSeconds: 100, incrementSeconds: 5 } },
    });
    await passTime(database.pool, draft.draftId, 90);
    await force(draft, 1);
    const [seat] = await seats(database.pool, draft.draftId);
    expect(seat?.misses).toBe(0);
    expect(seat?.bankSeconds).toBeLessThan(70.1);
    expect(seat?.bankSeconds).toBeGreaterThan(67);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('ends an overtime', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, time: { atZero: 'WAIT' } });
    await setDeadline(database.pool, draft.draftId, -1);
    await runTimeOut(database.pool, draft.draftId);
    await force(draft, 1);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({
      currentPick: 2,
      overtimeSince: null,
    });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('completes the draft where it is the last one', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    await force(draft, 1);
    await force(draft, 2);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
    expect((await force(draft, 2)).repeated).toBe(true);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is refused for a pick that is made, that is not on the clock, or of a paused draft, and for a manager', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
    expect(await code(force(draft, 1))).toBe('PICK_ALREADY_MADE');
    expect(await code(force(draft, 3))).toBe('PICK_NOT_ON_CLOCK');
    expect(await code(force(draft, 5))).toBe('PICK_NOT_FOUND');
    expect(await code(force({ ...draft, commissioner: managerOf(draft, 2) }, 2))).toBe('NOT_COMMISSIONER');
    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    expect(await code(force(draft, 2))).toBe('DRAFT_NOT_IN_PROGRESS');
    expect(await code(force(await newDraft(database.pool, { open: false }), 1))).toBe(
      'DRAFT_NOT_IN_PROGRESS',
    );
  });

  it('is refused in quiet hours in which the draft takes no picks', async () => {
    const now = new Date();
    const clock = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString().slice(11, 16);
    const windows = [{ weekdays: EVERY_DAY, from: clock(-5), to: clock(5) }];
    const quietHours = { zone: 'UTC', windows, picks: 'REFUSED' as const };
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, time: { quietHours } });
    expect(await code(force(draft, 1))).toBe('QUIET_HOURS');
  });
});
