import { oneOf } from '../random.ts';
import type { Fault } from '../scene.ts';

/** A worker or a server is killed with -9. */
export const kill: Fault = {
  name: 'kill -9',
  counted: 'kills',
  inject: ({ fleet, signal }, random) =>
    fleet.withOne(
      random,
      oneOf(random, ['worker', 'worker', 'server'] as const) ?? 'worker',
      signal,
      async (victim) => {
        victim.kill();
        return { what: victim.name };
      },
    ),
};
