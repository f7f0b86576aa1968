import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deck } from './faults/deck.ts';
import { endBackend } from './faults/end_backend.ts';
import { plan } from './plan.ts';
import { type ChaosReport, linesOf } from './report.ts';
import { type ChaosOptions, runChaos } from './run.ts';

const AT_MOST_MS = 180_000;
const small: ChaosOptions = {
  seed: 2026,
  minutes: 0.35,
  drafts: 100,
  workers: 3,
  servers: 2,
  quietSeconds: 18,
  faults: deck,
  replication: 'sync',
  former: null,
  withoutReconciler: false,
};

/** The names of the checks that failed. */
function failedOf({ verdicts }: ChaosReport): string[] {
  return verdicts.filter(({ holds }) => !holds).map(({ name }) => name);
}

describe('chaos', () => {
  it(
    'loses no clock and no pick, whatever breaks',
    async () => {
      const report = await runChaos(small, () => undefined);
      expect(failedOf(report), linesOf(report).join('\n')).toEqual([]);
      // Each kind of fault must have happened, or the run proves nothing.
      for (const what of ['changes of', 'changes', 'events', 'pauses in', 'stand-offs'])
        expect(report.verdicts.map(({ figures }) => figures).join('\n')).toMatch(
          new RegExp(`^[1-9]\\d* ${what}`, 'm'),
        );
      const rules = report.verdicts.find(({ name }) => name.startsWith('each clock is as long'));
      for (const what of ['over quiet time', 'skipped picks', 'made up', 'in overtime', 'planned pauses'])
        expect(rules?.figures).toMatch(new RegExp(`\\b[1-9]\\d* ${what}`));
    },
    AT_MOST_MS,
  );

  it(
    'of one connection of a worker that is alone delays no pick from two seconds after it',
    async () => {
      const faults = [endBackend];
      const report = await runChaos(
        { ...small, drafts: 60, workers: 1, servers: 1, faults },
        () => undefined,
      );
      expect(failedOf(report), linesOf(report).join('\n')).toEqual([]);
      expect(report.faults.length).toBeGreaterThan(2);
    },
    AT_MOST_MS,
  );

  it(
    'loses nothing while every second process is of the last release, on the schema of this one',
    async ({ skip }) => {
      // It takes a minute, and test/upgrade plays both releases in each run, without faults.
      const former = process.env['LAST_RELEASE'];
      if (former === undefined) return skip('Name a tag or a commit as LAST_RELEASE.');
      const size = { minutes: 0.25, drafts: 60, workers: 2, servers: 2, quietSeconds: 12 };
      const report = await runChaos({ ...small, ...size, former }, () => undefined);
      expect(failedOf(report), linesOf(report).join('\n')).toEqual([]);
      expect(report.verdicts.map(({ name }) => name)).toContain('workers of both releases picked');
    },
    AT_MOST_MS,
  );

  it(
    'finds a planted fault: without the reconciler, drafts whose alarms are lost stand still',
    async () => {
      const faults = deck.filter(({ name }) => name === 'jobs deleted' || name === 'jobs locked');
      const control = { ...small, minutes: 0.1, drafts: 40, workers: 1, servers: 1, quietSeconds: 6, faults };
      const report = await runChaos({ ...control, withoutReconciler: true }, () => undefined);
      expect(failedOf(report)).toContain('no draft stands still');
      // It failed as it should: its report is not needed.
      if (report.logFolder !== null) await rm(dirname(report.logFolder), { recursive: true });
    },
    AT_MOST_MS,
  );
});

describe('the plan of a run', () => {
  it('is the same for the same seed, and another for another', () => {
    const planned = (seed: number) =>
      plan(seed, 60_000, deck).map(({ fault, ...rest }) => [fault.name, rest]);
    expect(planned(7)).toEqual(planned(7));
    expect(planned(7)).not.toEqual(planned(8));
  });

  it.for([1, 2, 3, 4, 5])('has at least 20 kills, freezes and restarts in ten minutes: seed %i', (seed) => {
    const names = plan(seed, 600_000, deck).map(({ fault }) => fault.name);
    for (const name of ['kill -9', 'freeze', 'database restart'])
      expect(names.filter((other) => other === name).length).toBeGreaterThanOrEqual(20);
  });
});
