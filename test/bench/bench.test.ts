import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Figures } from '../../bench/report.ts';
import { benchReport } from '../support/run_bench.ts';

async function bench(...args: string[]) {
  const said: string[] = [];
  const report = await benchReport(args, (what) => said.push(what));
  expect(said.length).toBeGreaterThan(0);
  return report;
}

const SHORT_FLOOR = ['--floor-seconds', '0.3'];

/** Every run says what this machine could do at most. */
function expectFloor(results: Figures): void {
  expect((results['floor'] as { picks_per_second: number }).picks_per_second).toBeGreaterThan(0);
}

describe('the benches', () => {
  it('lateness: the alarm is on time; without the plugin, as stock, most picks are late', async () => {
    const { results } = await bench(
      'lateness',
      ...['--drafts', '60', '--rate', '20', '--seconds', '2', '--warm-up', '1', '--vs-stock'],
      ...SHORT_FLOOR,
    );
    expectFloor(results);
    expect(results).toMatchObject({ early: 0, not_picked: 0 });
    expect(results['picks']).toBeGreaterThan(30);
    // No timed test: two worlds apart. Stock looks every two seconds, so it finds about one in twenty within 100 ms.
    expect(results['within_100ms']).toBeGreaterThan(0.5);
    expect((results['stock'] as { within_100ms: number }).within_100ms).toBeLessThan(0.5);
    expect(results['ratio']).toMatchObject({ lateness_ms: { p50: expect.any(Number) } });
    for (const rate of ['queries_per_second', 'notifies_per_second'])
      expect(results[rate]).toBeGreaterThan(0);
  });

  it('lateness --rules: drafts with a bank and quiet hours are picked for as well', async () => {
    const { results } = await bench(
      'lateness',
      ...['--drafts', '60', '--rate', '20', '--seconds', '2', '--warm-up', '1', '--rules'],
    );
    expect(results).toMatchObject({ early: 0, not_picked: 0 });
    expect(results['picks']).toBeGreaterThan(30);
  });

  it('lateness --previews --bad-strategies: drafts beside bots, and beside strategies that do everything wrong', async () => {
    const { results } = await bench(
      'lateness',
      ...['--drafts', '40', '--rate', '20', '--seconds', '1', '--warm-up', '0', ...SHORT_FLOOR],
      ...['--previews', '2', '--speed', '20', '--bad-strategies', '10%'],
    );
    expect(results).toMatchObject({ early: 0, not_picked: expect.any(Number) });
    // On a busy machine the last of them may wait behind a strategy that hangs when the bench looks.
    expect(results['not_picked']).toBeLessThan(3);
    expect(results['picks']).toBeGreaterThan(5);
    expect(results['company']).toMatchObject({ picks: expect.any(Number), lateness_ms: expect.any(Object) });
  });

  it('tracing: picks go on whatever share of them is recorded', async () => {
    const { results } = await bench('tracing', '--drafts', '20', '--seconds', '0.2', '--runs', '1');
    for (const mode of ['off', 'traced_0', 'traced_1_percent', 'traced_all']) {
      expect(results[mode]).toMatchObject({
        picks_per_second: expect.any(Number),
        cpu_percent_of_off: expect.any(Number),
      });
    }
  });

  it('preview: whole drafts of bots at top speed', async () => {
    const { results } = await bench('preview', '--drafts', '2', '--runs', '1');
    expect(results).toMatchObject({ previews_at_once: 2, picks_per_preview: 180 });
    expect(results['seconds']).toBeGreaterThan(0);
  });

  it('herd: every draft is picked for, cold and warm', async () => {
    const { results } = await bench('herd', '--drafts', '40', ...SHORT_FLOOR);
    expectFloor(results);
    expect(results['times_floor']).toBeGreaterThan(0);
    expect(results['drained_ms']).toBeGreaterThan(0);
    expect(results['rings']).toBeLessThan(40);
  });

  it('herd: the floor is measured until the boards are full, where that is sooner than asked for', async () => {
    const hour = 3_600;
    const { results } = await bench(
      'herd',
      ...['--drafts', '4', '--connections', '2', '--floor-seconds', String(hour)],
    );
    expectFloor(results);
    const { seconds_measured: seconds } = results['floor'] as { seconds_measured: number };
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(hour);
  });

  it('picks: through apply_pick, without a job, and with the job of stock', async () => {
    const { results } = await bench(
      'picks',
      ...['--drafts', '150', '--seconds', '1', '--connections', '2', ...SHORT_FLOOR],
    );
    expectFloor(results);
    expect(results['share_of_floor']).toBeGreaterThan(0);
    expect(results['by_manager']).toMatchObject({ picks_per_second: expect.any(Number) });
    expect(results['picks_per_second']).toBeGreaterThan(0);
    expect(results['no_job']).toMatchObject({ picks_per_second: expect.any(Number) });
    expect(results['stock_add_job']).toMatchObject({ picks_per_second: expect.any(Number) });
  });

  it('idle: a process asks once a second, however many drafts wait', async () => {
    const { results } = await bench('idle', '--drafts', '50', '--seconds', '4', '--warm-up', '1');
    // One tick a second, and now and then a look for jobs.
    expect(results['queries_per_second_per_process']).toBeGreaterThan(0.5);
    expect(results['queries_per_second_per_process']).toBeLessThan(4);
  });

  it('growth: sizes side by side, and a plot of them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'growth-'));
    const svg = join(folder, 'growth.svg');
    const { results } = await bench(
      'growth',
      ...['--sizes', '20,40', '--rate', '20', '--seconds', '1', '--warm-up', '0', '--svg', svg],
    );
    expect(Object.keys(results)).toEqual(['20', '40']);
    expect(await readFile(svg, 'utf8')).toContain('<polyline');
    await rm(folder, { recursive: true });
  });

  it('recovery: drafts go on after kill -9 of one process, and of all', async () => {
    const { results } = await bench('recovery', '--drafts', '20', '--runs', '1');
    for (const killed of ['one_killed', 'all_killed']) {
      const { seconds_to_next_pick: seconds } = results[killed] as Record<string, Record<string, number>>;
      expect(seconds).toEqual({ min: seconds?.['max'], median: seconds?.['max'], max: expect.any(Number) });
    }
    // The others went on while one was dead; after all were, somebody had to start first.
    const { all_killed: all } = results as { all_killed: { seconds_to_next_pick: { min: number } } };
    expect(all.seconds_to_next_pick.min).toBeGreaterThan(0);
  });
});
