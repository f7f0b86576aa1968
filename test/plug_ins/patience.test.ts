import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { FreePlayers } from '../../src/orchestrator/free_players.ts';
import type { RankedPool } from '../../src/orchestrator/pool_cache.ts';
import { PlugIns } from '../../src/plug_ins/plug_ins.ts';
import { silentLog } from '../support/silent_log.ts';
import { context } from '../support/strategy_context.ts';
import { until } from '../support/until.ts';

const fixture = (name: string) => new URL(`../fixtures/strategies/${name}.mjs`, import.meta.url).href;
const pool: RankedPool = { positions: [], statusVersion: 0, ranked: [], places: new Map() };
const asked = { ...context({}), available: new FreePlayers(pool) };

let plugIns = new PlugIns();
afterEach(() => plugIns.stop());

function use(modules: readonly string[], withinMs: number): void {
  plugIns = new PlugIns(withinMs);
  plugIns.use(modules.map(fixture), silentLog);
}

async function useTalks(withinMs: number): Promise<void> {
  use(['talks'], withinMs);
  await plugIns.loaded();
}

/** The number of the process that answered. */
async function ask(name: string): Promise<string> {
  const choice = (await plugIns.ask(name, null, asked, pool)) as { reason: string };
  return choice.reason;
}

/** The number of the process that answers now, however long it takes to start. */
function processNow(): Promise<string> {
  return until(() => ask('tells_process').catch(() => undefined));
}

/** Whether no process of that number does anything any more. */
function isGone(pid: string): boolean {
  const file = `/proc/${pid}/stat`;
  return !existsSync(file) || readFileSync(file, 'utf8').includes(') Z ');
}

/** Nothing is heard meanwhile. */
function holdThisProcess(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('a strategy whose module is loaded', () => {
  it('is asked at once while another module loads, and one that may be of that module is not', async () => {
    use(['loads_slowly', 'talks'], 2_500);
    const first = await processNow();
    const startedAt = performance.now();
    expect(await ask('tells_process')).toBe(first);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await expect(ask('slow')).rejects.toThrow('is being started');
    expect(await ask('tells_process')).toBe(first);
  });
});

describe('the process of a plug-in is kept', () => {
  it('where its answer came while the process of the service was held up', async () => {
    await useTalks(500);
    const first = await processNow();
    const answer = ask('tells_process');
    holdThisProcess(3_000);
    expect(await answer).toBe(first);
  });

  it('where it is asked so much at once that the last answers come too late', async () => {
    await useTalks(2_000);
    const first = await processNow();
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, () => ask('ponders')));
    expect(outcomes[0]).toEqual({ status: 'fulfilled', value: first });
    expect(outcomes.at(-1)).toMatchObject({ reason: { message: 'took longer than 2000 ms' } });
    expect(await processNow()).toBe(first);
  });
});

describe('the process of a plug-in is ended', () => {
  it('where it loops after it answered somebody else, though nobody asks it anything any more', async () => {
    await useTalks(500);
    const first = await processNow();
    await Promise.allSettled([ask('tells_process'), ask('loops_for_ever')]);
    await until(async () => isGone(first) || undefined);
  });

  it('where it loops after it claimed to have answered what it was not asked, and who waits is told', async () => {
    await useTalks(500);
    const first = await processNow();
    expect(await ask('claims_answers')).toBe(first);
    await expect(ask('loops_for_ever')).rejects.toThrow('took longer than 500 ms');
    await until(async () => isGone(first) || undefined);
  });

  it.each(['says_nothing', 'says_half', 'says_no_schema'])(
    'where it says what nobody understands, as %s does, and another is started',
    async (name) => {
      await useTalks(5_000);
      const first = await processNow();
      await expect(ask(name)).rejects.toThrow('said something that nobody understands');
      expect(await processNow()).not.toBe(first);
    },
  );
});
