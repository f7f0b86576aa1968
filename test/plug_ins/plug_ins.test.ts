import { existsSync, readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unobserved } from '../../bench/seed.ts';
import { Deliberations } from '../../src/orchestrator/deliberations.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { timeOut } from '../../src/orchestrator/time_out.ts';
import { PlugIns } from '../../src/plug_ins/plug_ins.ts';
import { optionsSchema } from '../../src/strategy/options.ts';
import { strategies, strategyNamed } from '../../src/strategy/registry.ts';
import { DeadlinePicker } from '../../src/worker/deadline_picker.ts';
import { board, newDraft, setDeadline, type TestDraft } from '../support/drafts.ts';
import { startProgram } from '../support/processes.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const fixture = (name: string) => new URL(`../fixtures/strategies/${name}.mjs`, import.meta.url).href;
const STANDARD = ', so the standard one chose.';
/** A pick of a plug-in's draft is at most so much later, in milliseconds; here with room for a busy machine. */
const LATE_MS = 250 * 20;
const PATIENT_MS = 5_000;
const WITHIN_MS = 200;

let database: TestDatabase;
let plugIns = new PlugIns();
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Unless told, with more time than is given elsewhere: on a busy machine a thread waits for its turn. */
async function use(modules: readonly string[], withinMs = PATIENT_MS): Promise<void> {
  plugIns = new PlugIns(withinMs);
  plugIns.use(modules.map(fixture), silentLog);
  await plugIns.loaded();
}
afterEach(() => plugIns.stop());

/** A draft whose teams have a strategy, at its second pick. The roster takes running backs alone. */
async function draftWith(strategy: string, options: object = {}): Promise<TestDraft> {
  const draft = await newDraft(database.pool, {
    ...{ rosterSlots: [{ name: 'RB', seats: 2, positions: ['RB'] }], rounds: 2, teams: 1 },
  });
  await setDeadline(database.pool, draft.draftId, -1);
  await timeOut(database.pool, draft.draftId, {
    ...{ memory: new DraftMemory(), observer: unobserved, giveWayMs: 0 },
  });
  await database.pool.query(
    'update app_public.draft_settings set strategy = $2, strategy_options = $3 where draft_id = $1',
    [draft.draftId, strategy, JSON.stringify(options)],
  );
  return draft;
}

async function dueDraft(strategy: string, options?: object): Promise<TestDraft> {
  const draft = await draftWith(strategy, options);
  await setDeadline(database.pool, draft.draftId, -1);
  return draft;
}

/** What became of the second pick when its job ran: who chose, both halves of the reason, and how long it took. */
async function secondPick(strategy: string, options?: object, made?: TestDraft) {
  const draft = made ?? (await draftWith(strategy, options));
  await setDeadline(database.pool, draft.draftId, -1);
  const startedAt = performance.now();
  await timeOut(database.pool, draft.draftId, {
    ...{ memory: new DraftMemory(), observer: unobserved, giveWayMs: 0 },
    deliberations: new Deliberations(plugIns),
  });
  const ms = performance.now() - startedAt;
  const [, pick] = await board(database.pool, draft.draftId);
  const { rows } = await database.pool.query<{ reason: string }>(
    'select reason from app_public.pick_reasons where draft_id = $1',
    [draft.draftId],
  );
  return {
    chosenBy: pick?.strategy,
    reason: pick?.reason,
    privately: rows[0]?.reason,
    ms,
    isMade: pick?.playerId !== null,
  };
}

describe('a strategy of a plug-in', () => {
  it('chooses, with its options complete, and sees nothing of our settings', async () => {
    await use(['good']);
    expect(await secondPick('good')).toMatchObject({
      ...{ chosenBy: 'good', reason: 'From rank 3: Player 3.' },
      privately: 'slot 1, number, 0 settings',
    });
    expect(await secondPick('good', { from: 9 })).toMatchObject({ reason: 'From rank 9: Player 11.' });
  });

  it('can be chosen like any other: by its name, its sentence and the shape of its options', async () => {
    await use(['good']);
    expect(strategies().map(({ name }) => name)).toContain('good');
    expect(strategyNamed('good').description).toBe('The best player from a rank on.');
    expect(optionsSchema(strategyNamed('good'))).toMatchObject({
      properties: { from: { type: 'integer', minimum: 1, default: 3 } },
    });
    await plugIns.stop();
    expect(() => strategyNamed('good')).toThrow(expect.objectContaining({ code: 'STRATEGY_UNKNOWN' }));
  });

  it('is not asked with options that do not fit', async () => {
    await use(['good']);
    for (const options of [{ from: 0 }, { form: 3 }]) {
      const { reason, privately } = await secondPick('good', options);
      expect(reason).toMatch(/^The team's strategy failed, so the standard one chose\./);
      expect(privately).toContain('options');
    }
  });

  it.each([
    ['throws', 'failed', 'failed (a wrong turn)'],
    ['takes_taken', 'named somebody who is not free', 'player '],
    ['takes_unfit', 'named somebody who does not fit the roster', 'Player 2'],
    ['takes_unknown', 'named somebody who is not free', 'player -1'],
    ['takes_nobody', 'found nobody', ''],
    ['promises', 'answered a promise instead of a choice', ''],
    ['answers_a_function', 'answered something that is no choice', ''],
    ['says_no_choice', 'answered something that is no choice', ''],
    ['unheard_of', 'failed', 'There is no strategy "unheard_of"'],
  ])('that %s is replaced by the standard one, and the reason says so', async (name, objection, detail) => {
    await use(['faults']);
    const { reason, privately, isMade } = await secondPick(name);
    expect(reason).toContain(`The team's strategy ${objection}${STANDARD}`);
    expect(privately).toContain(detail);
    expect(isMade).toBe(true);
  });

  it.each([
    ['loops', /took longer than 200 ms/],
    ['eats_memory', /ran out of memory|took longer than 200 ms/],
    ['eats_decimals', /ran out of memory|took longer than 200 ms/],
    ['fills_a_gigabyte', /took longer than 200 ms|named somebody who is not free/],
    ['ends_its_process', /ended its process|took longer than 200 ms/],
  ])('that %s costs its draft a moment, and its process is started again', async (name, objection) => {
    await use(['faults'], WITHIN_MS);
    const { reason, ms, isMade } = await secondPick(name);
    expect(reason).toMatch(objection);
    expect(ms).toBeLessThan(LATE_MS);
    expect(isMade).toBe(true);
    await until(async () =>
      (await secondPick('takes_nobody')).reason?.includes('found nobody') ? true : undefined,
    );
  });

  it('that hangs again and again is not waited for each time', async () => {
    await use(['faults'], WITHIN_MS);
    await secondPick('loops');
    // Before the process that is not started again for a second.
    const last = await draftWith('loops');
    await until(async () => ((await secondPick('loops')).reason?.includes('took longer') ? true : undefined));
    const { reason, ms } = await secondPick('loops', {}, last);
    expect(reason).toContain('is being started again, since it took longer than 200 ms');
    expect(ms).toBeLessThan(LATE_MS);
  });
});

describe('the process of a plug-in', () => {
  it('ends with the one of the service, however that ends, also in a loop without an end', async () => {
    const service = startProgram(['test/support/plug_in_program.ts'], {});
    const pid = Number(/^\d+$/m.exec(await service.untilSaid(/^\d+$/m))?.[0]);
    expect(isGone(pid)).toBe(false);
    await service.kill();
    await until(async () => isGone(pid) || undefined);
  });
});

/** Whether no process of that number does anything any more. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Nobody may have asked yet how it ended.
    return existsSync(`/proc/${pid}/stat`) && readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
}

describe('a module that is no plug-in', () => {
  it.each(['broken', 'empty', 'takes_a_name', 'nowhere', 'half_loaded'])(
    'as %s is not used, and the others are',
    async (name) => {
      await use([name, 'good']);
      expect(strategyNamed('standard').description).toContain('queue');
      expect(await secondPick('good')).toMatchObject({ chosenBy: 'good' });
      expect((await secondPick('of_it')).reason).toMatch(
        /^The team's strategy failed, so the standard one chose\./,
      );
    },
  );

  it('since there is no file or package of its name is told to the log once, and the others are used', async () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    plugIns = new PlugIns(PATIENT_MS);
    const named = ['./nowhere.mjs', 'no-such-package', 7, fixture('good')];
    plugIns.use(named, log);
    plugIns.use(named, log);
    await plugIns.loaded();
    expect(strategies().map(({ name }) => name)).toContain('good');
    const problem = `there is no such file or package, seen from ${process.cwd()}`;
    expect(lines).toMatchObject(
      ['./nowhere.mjs', 'no-such-package', '7'].map((module) => ({
        ...{ module, problem, msg: 'A plug-in does not load' },
      })),
    );
  });

  it('by itself, and not in a list, is used like one in a list', async () => {
    plugIns = new PlugIns(PATIENT_MS);
    plugIns.use(fixture('good'), silentLog);
    await plugIns.loaded();
    expect(strategies().map(({ name }) => name)).toContain('good');
  });
});

describe('drafts that are due beside one whose strategy hangs', () => {
  it('are picked for at once, in the same ring; it comes up again, and is picked for when its time is over', async () => {
    await use(['faults'], WITHIN_MS);
    const hanging = await draftWith('loops');
    const others = [await draftWith('standard'), await draftWith('best_available')];
    for (const { draftId } of [hanging, ...others]) await setDeadline(database.pool, draftId, -1);
    const picker = new DeadlinePicker(
      database.pool,
      { memory: new DraftMemory(), observer: unobserved, deliberations: new Deliberations(plugIns) },
      (error) => expect.unreachable(String(error)),
    );
    const all = [hanging, ...others].map(({ draftId }) => draftId);
    const first = await picker.ring(all);
    expect(first.held).toEqual([hanging.draftId]);
    expect(new Set(first.done)).toEqual(new Set(all.slice(1)));
    await until(async () => ((await picker.ring([hanging.draftId])).done.length > 0 ? true : undefined));
    const [, pick] = await board(database.pool, hanging.draftId);
    expect(pick?.reason).toContain('took longer than 200 ms');
  });

  it('is asked anew where its draft changed meanwhile', async () => {
    await use(['good']);
    const draft = await dueDraft('good');
    const memory = new DraftMemory();
    const picker = new DeadlinePicker(
      database.pool,
      { memory, observer: unobserved, deliberations: new Deliberations(plugIns) },
      (error) => expect.unreachable(String(error)),
    );
    expect((await picker.ring([draft.draftId])).held).toEqual([draft.draftId]);
    await database.pool.query('update app_public.drafts set version = version + 1 where id = $1', [
      draft.draftId,
    ]);
    await database.pool.query(
      `update app_public.draft_settings set strategy_options = '{"from": 9}' where draft_id = $1`,
      [draft.draftId],
    );
    memory.forget(draft.draftId);
    await until(async () => ((await picker.ring([draft.draftId])).done.length > 0 ? true : undefined));
    const [, pick] = await board(database.pool, draft.draftId);
    expect(pick?.reason).toBe('From rank 9: Player 11.');
  });
});
