import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { pastReads } from '../../../src/api/limits/past_reads.ts';

it('reads of the past are so many at once of all, by turns of the addresses', async () => {
  const turn = pastReads(2);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const read = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const all = ['1', '2', '3', '4'].map((n) => turn('one', read(`one ${n}`)));
  all.push(turn('other', read('other')));
  await sleep(0);
  expect(begun).toEqual(['one 1', 'one 2']);
  ends[0]?.();
  expect(await all[0]).toBe('one 1');
  await sleep(0);
  expect(begun).toContain('other');
  while (begun.length < 5) {
    for (const end of ends) end();
    await sleep(1);
  }
  for (const end of ends) end();
  expect(await Promise.all(all)).toEqual(['one 1', 'one 2', 'one 3', 'one 4', 'other']);
});

it('after a long read of the past others have the thread for longer', async () => {
  const turn = pastReads(1);
  const long = async () => {
    await sleep(30);
    return performance.now();
  };
  const first = turn('one', long);
  const second = turn('one', async () => performance.now());
  expect((await second) - (await first)).toBeGreaterThan(100);
  await expect(turn('one', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});
