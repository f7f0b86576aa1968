import { expect, it, vi } from 'vitest';
import { Remembered } from '../../src/api/remembered.ts';

const remember = (mostBytes: number) => new Remembered<string>({ forMs: 1_000, mostBytes });
const settled = () => new Promise((resolve) => setImmediate(resolve));
const put = (all: Remembered<string>, key: string, bytes = 5_000) =>
  all.set(key, Promise.resolve(key), () => bytes);

it('what is remembered is forgotten after its time, and what failed at once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const all = remember(1_000_000);
    put(all, 'read');
    all.set('failed', Promise.reject(new Error('no')), () => 0);
    await settled();
    expect(await all.get('read')).toBe('read');
    expect(all.get('failed')).toBeUndefined();
    vi.advanceTimersByTime(1_001);
    expect(all.get('read')).toBeUndefined();
  } finally {
    vi.useRealTimers();
  }
});

it('what was used longest ago is forgotten first where all of it would be too many bytes', async () => {
  const all = remember(20_000);
  for (const key of ['a', 'b', 'c', 'd']) put(all, key);
  await settled();
  all.get('a');
  put(all, 'e');
  await settled();
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => all.get(key) !== undefined)).toEqual(['a', 'c', 'd', 'e']);
  put(all, 'huge', 1_000_000);
  await settled();
  expect(['a', 'b', 'c', 'd', 'e', 'huge'].filter((key) => all.get(key) !== undefined)).toEqual([]);
});

it('what gets nothing counts as well: nobody fills the memory with drafts that there are not', async () => {
  const all = remember(20_000);
  for (let n = 0; n < 100; n += 1) put(all, `${n}`, 0);
  await settled();
  const left = Array.from({ length: 100 }, (_, n) => `${n}`).filter((key) => all.get(key) !== undefined);
  expect(left.length).toBe(20);
});
