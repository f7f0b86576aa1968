import { describe, expect, it } from 'vitest';
import { isFlat, linesOf } from './report.ts';
import { soak } from './run.ts';
import { judge } from './series.ts';

function growing(values: readonly number[], floor = 10): boolean {
  return judge({ name: 'memory', unit: 'MB', floor, values }).isGrowing;
}

describe('a figure', () => {
  it('grows when it rises all the time, by more than its floor', () => {
    expect(growing(Array.from({ length: 60 }, (_, i) => 100 + i * 2))).toBe(true);
    expect(growing(Array.from({ length: 60 }, (_, i) => 10 + i / 10))).toBe(false);
  });

  it('is flat when it rises during the warm-up only, or goes up and down', () => {
    expect(growing(Array.from({ length: 60 }, (_, i) => Math.min(200, 100 + i * 10)))).toBe(false);
    expect(growing(Array.from({ length: 60 }, (_, i) => 100 + (i % 7) * 20))).toBe(false);
  });

  it('grows when its low points rise, however much it goes up and down', () => {
    expect(growing(Array.from({ length: 60 }, (_, i) => 100 + i * 2 + (i % 7) * 20))).toBe(true);
  });

  it('grows when it leaks less than it goes up and down', () => {
    const sawtooth = (leak: number) => Array.from({ length: 120 }, (_, i) => 400 + (i % 9) + i * leak);
    expect(growing(sawtooth(0.2), 6)).toBe(true);
    expect(growing(sawtooth(0), 6)).toBe(false);
  });

  it('tells by how much it grew while it was judged, and by how much at least', () => {
    const verdict = judge({ name: 'memory', unit: 'MB', floor: 6, values: [9, 9, 9, 1, 2, 3, 4, 5, 6] });
    expect(verdict).toMatchObject({ before: 1, after: 5, growth: 6, surely: 6, isGrowing: false });
  });
});

describe('the report of a soak', () => {
  const flat = judge({ name: 'memory', unit: 'MB', floor: 6, values: [9, 9, 9, 9, 9, 9] });

  it('is not flat when a process restarted, since that hides a leak', () => {
    const troubles = ['worker 1 ended by itself (1)'];
    const report = { verdicts: [flat], picks: 10, seconds: 60, troubles };
    expect(isFlat(report)).toBe(false);
    expect(isFlat({ ...report, troubles: [] })).toBe(true);
    expect(linesOf(report)).toContain('TROUBLE: worker 1 ended by itself (1)');
    expect(linesOf(report).at(-1)).toContain('in trouble');
  });

  it('says when the run was too short for memory to settle', () => {
    const report = { verdicts: [flat], picks: 10, seconds: 60, troubles: [] };
    expect(linesOf(report).join()).toContain('warming up');
    expect(linesOf({ ...report, seconds: 1_200 }).join()).not.toContain('warming up');
    expect(linesOf({ ...report, seconds: 1_200 }).at(-1)).toContain('everything is flat');
  });
});

describe('a soak', () => {
  it('plays drafts, samples every process and table, and reports what it found', async () => {
    const report = await soak({ minutes: 0.1, drafts: 20, sampleEverySeconds: 2 }, () => undefined);
    expect(report.picks).toBeGreaterThan(0);
    const names = report.verdicts.map(({ series }) => series.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'worker 2: memory',
        'server 1: heap',
        '_private_jobs: dead rows',
        'sessions that listen',
        'teams: size',
      ]),
    );
    for (const { series } of report.verdicts) expect(series.values).toHaveLength(3);
    expect(
      report.verdicts.find(({ series }) => series.name === 'drafts: rows')?.series.values.at(-1),
    ).toBeGreaterThan(0);
    expect(report.troubles).toEqual([]);
    expect(linesOf(report).at(-1)).toMatch(/^0\.1 min, \d+ picks/);
  });
});
