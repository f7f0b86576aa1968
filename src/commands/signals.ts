import type { Clock } from './clock.ts';

/** Resolves with the signal that asks this process to stop. */
export function untilAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve(signal));
  });
}

/** Until a signal asks the process to stop; sooner, and with an error, when its clock cannot be kept running. */
export function untilOver(asked: Promise<string>, clock: Pick<Clock, 'ended'>): Promise<string> {
  return Promise.race([asked, clock.ended.then(() => asked)]);
}
