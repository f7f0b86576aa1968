import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const HEAP = new URL('../../src/commands/heap.ts', import.meta.url).href;
/** Keeps about 15 MB, makes garbage that lives for a while, and says how large the heap was at most, in MB: 240 and 330 here. */
const PROGRAM = (before: string) => `
${before}
const kept = Array.from({ length: 100_000 }, (_, i) => ({ i, pair: [i, i + 1] }));
const ring = Array(60);
let most = 0;
for (let turn = 0; turn < 3_000; turn += 1) {
  ring[turn % ring.length] = Array.from({ length: 3_000 }, (_, i) => ({ i, turn: [turn] }));
  if (turn % 20 !== 0) continue;
  most = Math.max(most, process.memoryUsage().heapUsed);
  await new Promise(setImmediate);
}
process.stdout.write(JSON.stringify(kept.length && most / 1e6));
`;

async function mostHeap(before: string): Promise<number> {
  // In one thread: helpers of V8 that collect beside the program are late on a busy machine.
  const args = ['--single-threaded-gc', '--input-type=module', '--eval', PROGRAM(before)];
  return Number((await promisify(execFile)(process.execPath, args)).stdout);
}

it('garbage is collected before the heap is several times what is in use', async () => {
  const early = await mostHeap(`(await import(${JSON.stringify(HEAP)})).collectGarbageEarly();`);
  expect(early).toBeGreaterThan(60);
  expect(early).toBeLessThan((await mostHeap('')) * 0.88);
}, 60_000);
