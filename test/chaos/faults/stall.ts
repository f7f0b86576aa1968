import { setTimeout as sleep } from 'node:timers/promises';
import { between } from '../random.ts';
import type { Fault, Scene } from '../scene.ts';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 30_000;

/** One at a time, for each run. */
const stalling = new WeakMap<Scene, Promise<unknown>>();

/** Nothing arrives on the connections of a process any more, without an error. */
export const stall: Fault = {
  name: 'stall',
  counted: 'stalled',
  async inject(scene, random) {
    const others = stalling.get(scene) ?? Promise.resolve();
    const stalled = others.then(() =>
      scene.fleet.withOne(random, null, scene.signal, async (victim) => {
        const ms = between(random, SHORTEST_MS, Math.min(LONGEST_MS, scene.longestMs));
        const resume = victim.proxy.stall();
        await sleep(ms);
        resume();
        return { what: `${victim.name} for ${(ms / 1_000).toFixed(1)} s` };
      }),
    );
    stalling.set(
      scene,
      stalled.catch(() => undefined),
    );
    return stalled;
  },
};
