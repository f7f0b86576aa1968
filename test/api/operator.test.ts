import { describe, expect, it } from 'vitest';
import { countAlarms } from '../../src/database/alarms.ts';
import { createUser } from '../../src/database/leagues.ts';
import { ask, codeOf, fieldOf, tokenFor } from '../support/api.ts';
import { withWorkers } from '../support/clock.ts';
import { newDraft, setDeadline } from '../support/drafts.ts';
import { testService } from '../support/service.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();

const STATUS = `{ serviceStatus {
  at problems { needsYou what section } figures { name text } workers { number name state isDrained }
  overdue { draftId overdueSeconds alarm } failing { draftId } } }`;

interface Status {
  readonly problems: readonly { needsYou: boolean; what: string; section: string }[];
  readonly figures: readonly { name: string; text: string }[];
  readonly workers: readonly { number: number; state: string; isDrained: boolean }[];
  readonly overdue: readonly { draftId: string; overdueSeconds: number; alarm: string }[];
}

async function someone(isOperator: boolean): Promise<string> {
  return tokenFor(await createUser(database.pool, 'Somebody'), { isOperator });
}

async function status(token: string): Promise<Status> {
  return fieldOf((await ask(api.url, STATUS, {}, token)).data, 'serviceStatus');
}

describe('the status of the service', () => {
  it('is for operators alone, and says what the command says', async () => {
    expect(codeOf(await ask(api.url, STATUS))).toBe('NOT_SIGNED_IN');
    expect(codeOf(await ask(api.url, STATUS, {}, await someone(false)))).toBe('NOT_OPERATOR');
    const operator = await someone(true);
    const draft = await newDraft(database.pool);
    await setDeadline(database.pool, draft.draftId, -30);
    const alone = await status(operator);
    expect(alone.problems.map(({ section }) => section)).toEqual(
      expect.arrayContaining(['nobody-keeps-the-time', 'a-draft-stands-still']),
    );
    expect(alone.overdue).toMatchObject([{ draftId: draft.draftId, alarm: 'waits for a worker' }]);
    expect(alone.figures.map(({ name }) => name)).toContain('Late now');
    await withWorkers(database.url, 1, async () => {
      const well = await until(async () => {
        const told = await status(operator);
        return told.problems.length === 0 ? told : undefined;
      });
      expect(well).toMatchObject({ workers: [{ state: 'ALIVE', isDrained: false }], overdue: [] });
      const [{ number } = { number: 0 }] = well.workers;
      const drain = `mutation ($process: Int!) { drainProcess(process: $process) { isDrained } }`;
      const answer = await ask(api.url, drain, { process: number }, operator);
      expect(answer.data).toEqual({ drainProcess: { isDrained: true } });
      expect((await status(operator)).workers).toMatchObject([{ number, isDrained: true }]);
      await until(async () => api.program.said().includes('An operator drained a process') || undefined);
    });
  });
});

describe('the alarm of a draft', () => {
  const REARM = `mutation ($draftId: UUID!) { rearmDraft(draftId: $draftId) { draft { state } } }`;

  it('is set anew by an operator, whatever became of its job, and noted', async () => {
    const { draftId } = await newDraft(database.pool);
    await database.pool.query(
      'delete from graphile_worker._private_jobs where key = app_private.alarm_key($1)',
      [draftId],
    );
    expect(await countAlarms(database.pool, draftId)).toBe(0);
    const answer = await ask(api.url, REARM, { draftId }, await someone(true));
    expect(answer.data).toEqual({ rearmDraft: { draft: { state: 'IN_PROGRESS' } } });
    expect(await countAlarms(database.pool, draftId)).toBe(1);
    const { rows } = await database.pool.query(
      `select actor_kind as "actorKind" from app_public.audit_entries where draft_id = $1 and action = 'ALARM_SET_ANEW'`,
      [draftId],
    );
    expect(rows).toEqual([{ actorKind: 'OPERATOR' }]);
  });

  it('is left alone where no clock runs, and for who is no operator', async () => {
    const draft = await newDraft(database.pool, { open: false });
    const asked = { draftId: draft.draftId };
    expect(codeOf(await ask(api.url, REARM, asked, await someone(true)))).toBe('DRAFT_NOT_IN_PROGRESS');
    expect(codeOf(await ask(api.url, REARM, asked, await someone(false)))).toBe('NOT_OPERATOR');
  });
});
