import { between, randomFrom, seedFrom, shuffled } from '../../chaos/random.ts';

/** An attack lasts between these, in milliseconds, before the same process goes on to another one. */
const SHORTEST_MS = 3_000;
const LONGEST_MS = 12_000;

/** One attack of a schedule: when, counted from the beginning in milliseconds, and the chance it draws from. */
export interface Turn {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly seed: number;
}

/**
 * Who attacks when: a list of turns for each of `atOnce` processes, the same for the same seed. Each process takes all attacks in an
 * order of its own, again and again, so every mix of them happens sooner or later; a short run gives each of them a shorter turn.
 */
export function schedule(
  seed: number,
  lastingMs: number,
  { names, atOnce }: { readonly names: readonly string[]; readonly atOnce: number },
): Turn[][] {
  const random = randomFrom(seed);
  const longest = Math.min(LONGEST_MS, (lastingMs * atOnce) / names.length);
  const shortest = Math.min(SHORTEST_MS, longest);
  const first = shuffled(random, names);
  return Array.from({ length: atOnce }, (_, process) => {
    const turns: Turn[] = [];
    // Together the processes begin with different attacks, so that each has its turn as soon as possible.
    const begin = Math.floor((process * first.length) / atOnce);
    let deck = [...first.slice(begin), ...first.slice(0, begin)];
    for (let from = 0; from < lastingMs && deck.length > 0; deck = shuffled(random, names)) {
      for (const name of deck) {
        if (from >= lastingMs) break;
        const to = Math.min(lastingMs, from + between(random, shortest, longest));
        turns.push({ name, from, to, seed: seedFrom(random) });
        from = to;
      }
    }
    return turns;
  });
}
