import type { Fault } from '../scene.ts';

/** All connections of a process to the database are cut. */
export const cut: Fault = {
  name: 'cut',
  counted: 'cut',
  inject: ({ fleet, signal }, random) =>
    fleet.withOne(random, null, signal, async (victim) => ({
      what: `${victim.proxy.cut()} connections of ${victim.name}`,
    })),
};
