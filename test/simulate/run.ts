import { type Played, playSeed, playSteps } from './play.ts';
import { playPure } from './pure.ts';
import { shrink } from './shrink.ts';
import type { World } from './system.ts';

/** Shorter lists that are tried of a draft that differs, unless told. */
const MOST_TRIED = 150;

/** What came of some drafts. */
export interface Run {
  readonly drafts: number;
  readonly steps: number;
  readonly seconds: number;
  /** The first draft that differed, with the fewest steps with which it does; null where none did. */
  readonly failure: { readonly seed: number; readonly played: Played } | null;
}

export interface RunOptions {
  readonly drafts: number;
  /** Of the first draft; each has one more than the last. */
  readonly seed: number;
  /** Whether people have opinions about whom the service shall take; they have unless told. */
  readonly opinions?: boolean;
  readonly mostTried?: number;
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Plays drafts on the service, until one differs. */
export function runOnService(world: World, options: RunOptions): Promise<Run> {
  return run(options, async (seed) => {
    const played = await playSeed(world, seed, options.opinions ?? true);
    return played.differences.length === 0
      ? played
      : shortened(world, played, options.mostTried ?? MOST_TRIED);
  });
}

/** Plays drafts by the rules alone, until one is impossible. */
export function runPure(options: RunOptions): Promise<Run> {
  return run(options, async (seed) => playPure(seed));
}

async function run(
  { drafts, seed: first, onProgress, signal }: RunOptions,
  play: (seed: number) => Promise<Played>,
): Promise<Run> {
  const began = performance.now();
  const secondsSoFar = () => (performance.now() - began) / 1_000;
  let steps = 0;
  let done = 0;
  while (done < drafts && !signal?.aborted) {
    const seed = first + done;
    const played = await play(seed);
    steps += played.steps.length;
    done += 1;
    if (played.differences.length > 0)
      return { drafts: done, steps, seconds: secondsSoFar(), failure: { seed, played } };
    onProgress?.(done);
  }
  return { drafts: done, steps, seconds: secondsSoFar(), failure: null };
}

/** The same draft with as few of its steps as differ. */
async function shortened(
  world: World,
  { setup, steps, differences }: Played,
  mostTried: number,
): Promise<Played> {
  const fewest = await shrink(
    steps,
    mostTried,
    async (some) => (await playSteps(world, setup, some)).length > 0,
  );
  const again = await playSteps(world, setup, fewest);
  // What does not differ a second time was chance: then all of it is told.
  return again.length > 0 ? { setup, steps: fewest, differences: again } : { setup, steps, differences };
}
