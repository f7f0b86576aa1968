import type { Played } from './play.ts';
import { isoOf } from './time.ts';

/** What is said of a draft that differed, to be played again. */
export function linesOf(seed: number, { setup, steps, differences }: Played): string[] {
  return [
    `Seed ${seed}: the service is not as the rules say. Once more: npm run simulate -- --drafts 1 --pure 0 --seed ${seed}`,
    `settings: ${JSON.stringify({ ...setup, opensAt: isoOf(setup.opensAt) })}`,
    `the fewest steps with which it differs, ${steps.length} after the opening:`,
    ...steps.map(({ at, kind, ...rest }) => `  ${isoOf(at)} ${kind} ${JSON.stringify(rest)}`),
    ...differences.map((what) => `✗ ${what}`),
  ];
}
