import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/http/limits/pace.ts';
import { holdThread } from '../../support/thread.ts';

describe('a pace', () => {
  it('lets an address begin two things in each turn of the event loop, in order', async () => {
    const pace = new Pace();
    const begun: number[] = [];
    for (let i = 0; i < 7; i += 1) void pace.turn('a').then(() => begun.push(i));
    await Promise.resolve();
    const seen = [begun.length];
    while (begun.length < 7) {
      await nextTurn();
      seen.push(begun.length);
    }
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(seen.map((count, turn) => count - (seen[turn - 1] ?? 0)).every((more) => more <= 2)).toBe(true);
  });

  it('makes nobody wait for what another address begins', async () => {
    const pace = new Pace();
    const begun: string[] = [];
    for (let i = 0; i < 100; i += 1) void pace.turn('crowd').then(() => begun.push('crowd'));
    await pace.turn('alone').then(() => begun.push('alone'));
    expect(begun.indexOf('alone')).toBeLessThanOrEqual(2);
  });

  it('counts anew in a later turn', async () => {
    const pace = new Pace();
    for (let turn = 0; turn < 5; turn += 1) {
      let isBegun = false;
      void pace.turn('a').then(() => {
        isBegun = true;
      });
      await Promise.resolve();
      expect(isBegun).toBe(true);
      await nextTurn();
    }
  });

  it('leaves the thread to others between two turns of a crowd', async () => {
    const pace = new Pace();
    const began = performance.now();
    await Promise.all(Array.from({ length: 40 }, () => pace.turn('crowd').then(() => holdThread(2))));
    // Two at once for 4 ms, and twice as long a rest while more than a dozen wait: 13 times.
    expect(performance.now() - began).toBeGreaterThan(40 * 2 + 13 * 8 - 10);
  });

  it('lets a dozen that wait go on without a rest', async () => {
    const pace = new Pace();
    const begun: number[] = [];
    for (let i = 0; i < 14; i += 1) void pace.turn('a').then(() => begun.push(i));
    for (let turn = 0; turn < 7; turn += 1) await nextTurn();
    expect(begun).toHaveLength(14);
  });
});
