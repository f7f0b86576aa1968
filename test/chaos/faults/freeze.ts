import { setTimeout as sleep } from 'node:timers/promises';
import { between, oneOf } from '../random.ts';
import type { Fault } from '../scene.ts';

const SHORTEST_MS = 500;
const LONGEST_MS = 15_000;

/** A worker or a server is frozen at any moment, and goes on later as if nothing had been. */
export const freeze: Fault = {
  name: 'freeze',
  counted: 'freezes',
  inject: ({ fleet, signal, longestMs }, random) =>
    fleet.withOne(
      random,
      oneOf(random, ['worker', 'worker', 'server'] as const) ?? 'worker',
      signal,
      async (victim) => {
        const ms = between(random, SHORTEST_MS, Math.min(LONGEST_MS, longestMs));
        victim.freeze();
        await sleep(ms);
        victim.thaw();
        return { what: `${victim.name} for ${(ms / 1_000).toFixed(1)} s` };
      },
    ),
};
