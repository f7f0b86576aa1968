import { between, type Random, randomFrom, seedFrom, shuffled } from './random.ts';
import type { Fault } from './scene.ts';

/** Faults come this far apart on average, in milliseconds. */
const APART_MS = 3_000;

/** A fault that is to happen. */
export interface Planned {
  readonly fault: Fault;
  /** Milliseconds from the beginning. */
  readonly at: number;
  /** Decides whom it hits and how. */
  readonly seed: number;
}

/** When which fault happens: the same for the same seed. A short run still deals the whole deck once. */
export function plan(seed: number, lastingMs: number, deck: readonly Fault[]): Planned[] {
  const random = randomFrom(seed);
  const apart = Math.min(APART_MS, lastingMs / (deck.length + 2));
  const planned: Planned[] = [];
  let at = 0;
  while (deck.length > 0) {
    for (const fault of shuffled(random, deck)) {
      at += nextGap(random, apart);
      if (at >= lastingMs) return planned;
      planned.push({ fault, at, seed: seedFrom(random) });
    }
  }
  return planned;
}

function nextGap(random: Random, apart: number): number {
  return between(random, apart / 2, (apart * 3) / 2);
}
