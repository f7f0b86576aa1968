import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Wait } from '../../chaos/lateness.ts';
import type { PickAnswer } from '../../chaos/people/notes.ts';
import { attacks } from '../attacks.ts';
import { judgeAnswers, judgeClocks, judgeLateness, judgeMemory } from './judge.ts';
import { noticedByAttack, noticedIn } from './phases.ts';
import { linesOf } from './report.ts';
import { longRun } from './run.ts';
import { schedule } from './schedule.ts';

const names = attacks.map(({ name }) => name);
/** Loopback has many addresses on Linux alone, and Linux alone tells the memory of a process. */
const isLinux = process.platform === 'linux';
const AT_MOST_MS = 180_000;

describe('the attacks', () => {
  it('are all those that there are, by the names of their files', () => {
    const files = readdirSync(new URL('../attacks', import.meta.url)).map((file) => file.replace('.ts', ''));
    expect([...names, 'swarm'].sort()).toEqual(files.sort());
  });
});

describe('a schedule', () => {
  const atOnce = 3;
  const plan = (seed: number, ms = 300_000) => schedule(seed, ms, { names, atOnce });

  it('is the same for the same seed, and another for another', () => {
    expect(plan(7)).toEqual(plan(7));
    expect(plan(7)).not.toEqual(plan(8));
  });

  it.for([4_000, 30_000, 300_000])(
    'lets several attack all the time, and each attack have its turn: %i ms',
    (ms) => {
      for (const turns of plan(3, ms)) {
        expect(turns[0]?.from).toBe(0);
        expect(turns.at(-1)?.to).toBe(ms);
        for (const [index, { from }] of turns.slice(1).entries()) expect(from).toBe(turns[index]?.to);
      }
      expect(new Set(plan(3, ms).flatMap((turns) => turns.map(({ name }) => name)))).toEqual(new Set(names));
    },
  );
});

describe('the verdicts', () => {
  const requested = { draftId: 'd', pickNumber: 1, playerId: 1, userId: 'u' };
  const answer = (at: number, ms: number, more: object = {}) =>
    ({ kind: 'done', data: {}, tries: 1, requested, at, ms, ...more }) as PickAnswer;
  const wait = (deadline: number, ms: number, kind: Wait['kind'] = 'PICKED') => ({
    draftId: 'd',
    deadline,
    ms,
    kind,
  });
  const holds = (verdicts: readonly { holds: boolean }[]) => verdicts.map((one) => one.holds);
  const samplesOf = (byHand: number, clock: number, mib: number) => ({
    answers: Array.from({ length: 100 }, (_, n) => answer(n, n < 2 ? byHand : 5)),
    waits: Array.from({ length: 100 }, (_, n) => wait(n, n < 2 ? clock : 5)),
    memory: [{ at: 50, mib }],
  });

  it.for([
    ['all is well', samplesOf(99, 49, 599), [true, true, true]],
    ['two picks in a hundred are slow', samplesOf(101, 49, 599), [false, true, true]],
    ['two clocks in a hundred are late', samplesOf(99, 51, 599), [true, false, true]],
    ['memory was held', samplesOf(99, 49, 601), [true, true, false]],
    ['nothing was measured', { answers: [], waits: [], memory: [] }, [false, false, false]],
  ] as const)('%s', ([, samples, expected]) => {
    const noticed = noticedIn([{ from: 0, to: 100 }], samples);
    const calm = noticedIn([{ from: 0, to: 100 }], samplesOf(5, 5, 100));
    expect([...holds(judgeLateness(noticed, calm)), judgeMemory(noticed).holds]).toEqual([
      ...expected.slice(0, 2),
      ...[true, true],
      expected[2],
    ]);
    expect(holds(judgeLateness(calm, noticed)).slice(2)).toEqual(expected.slice(0, 2));
  });

  it('accept refusals that are about the pick itself, and no others', () => {
    const told = (more: object) => judgeAnswers([answer(0, 5, more)]).holds;
    expect(told({})).toBe(true);
    expect(told({ kind: 'refused', code: 'DEADLINE_PASSED' })).toBe(true);
    expect(told({ kind: 'refused', code: 'TOO_MANY_REQUESTS' })).toBe(false);
    expect(told({ kind: 'unanswered' })).toBe(false);
    expect(told({ tries: 2 })).toBe(false);
    expect(judgeClocks([wait(0, 5)]).holds).toBe(true);
    expect(judgeClocks([wait(0, 5, 'TIME_RETURNED')]).holds).toBe(false);
  });

  it('attribute what was noticed to the attacks that lasted then', () => {
    const attacked = [
      { name: 'b', from: 0, to: 10, cpuSeconds: 0 },
      { name: 'a', from: 5, to: 20, cpuSeconds: 0 },
    ];
    const samples = { answers: [answer(1, 10), answer(15, 20)], waits: [], memory: [] };
    const byAttack = [...noticedByAttack(attacked, samples)].map(([name, { byHand }]) => [name, byHand.max]);
    expect(byAttack).toEqual([
      ['a', 20],
      ['b', 10],
    ]);
  });
});

describe.runIf(isLinux)('the long run, made short', () => {
  it(
    'loses nothing, cuts nobody off and keeps no memory; how late it is other tests decide, which share the machine',
    async () => {
      const options = { seed: 1, minutes: 0.1, drafts: 6, atOnce: 3, calmSeconds: 2, judgesLateness: false };
      const report = await longRun({ ...options, attacks: names }, () => undefined);
      const failed = report.verdicts.filter((one) => !one.holds).map(({ name }) => name);
      expect(failed, linesOf(report).join('\n')).toEqual([]);
      expect([...report.byAttack.keys()].sort()).toEqual(names.toSorted());
      expect(report.phases.attacked.byHand.picks).toBeGreaterThan(0);
    },
    AT_MOST_MS,
  );
});
