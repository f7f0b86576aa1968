import { residentKib } from '../../../bench/machine.ts';

const EVERY_MS = 100;
const KIB_PER_MIB = 1_024;

/** The resident size of a process at an instant, in milliseconds since 1970. */
export interface MemorySample {
  readonly at: number;
  readonly mib: number;
}

/** Looks at the memory of a process ten times a second, until it is told to stop. Linux alone tells it. */
export function watchMemory(pidOf: () => number | undefined): { samples: MemorySample[]; stop(): void } {
  const samples: MemorySample[] = [];
  const look = () => {
    const pid = pidOf();
    if (pid === undefined) return;
    try {
      const mib = residentKib(pid) / KIB_PER_MIB;
      // One that is ending has a status and no memory.
      if (mib > 0) samples.push({ at: Date.now(), mib });
    } catch {
      // It ended just now; that it did is judged elsewhere.
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return { samples, stop: () => clearInterval(timer) };
}
