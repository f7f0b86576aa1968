import { describe, expect, it } from 'vitest';
import { linesOf } from './report.ts';
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

  it('grows when what it comes back to rises, however it goes up and down', () => {
    expect(growing(Array.from({ length: 60 }, (_, i) => 100 + i * 2 + (i % 7) * 20))).toBe(true);
  });
});

describe('a soak', () => {
  it('plays, looks at every process and table, and says what it saw', async () => {
    const report = await soak({ minutes: 0.1, drafts: 20, sampleEverySeconds: 2 }, () => undefined);
    expect(report.picks).toBeGreaterThan(0);
    const names = report.verdicts.map(({ series }) => series.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'worker 2: memory',
        'server 1: heap',
        '_private_jobs: dead rows',
        'sessions that listen',
      ]),
    );
    for (const { series } of report.verdicts) expect(series.values).toHaveLength(3);
    expect(
      report.verdicts.find(({ series }) => series.name === 'drafts: rows')?.series.values.at(-1),
    ).toBeGreaterThan(0);
    expect(linesOf(report).at(-1)).toMatch(/^0\.1 min, \d+ picks/);
  });
});
