import { foldName } from '../draft/fold_name.ts';

/** Names that share fewer than this part of their letter triples are not near. */
const LEAST_LIKENESS = 0.3;
/** A triple that more names have tells nothing apart, and would be looked at for each of them. */
const MOST_WITH_A_TRIPLE = 500;

/**
 * Finds the names that are most like another: by the triples of letters that both have. All names are looked up by their triples, so that
 * thousands of names are compared with thousands of others in a tenth of a second.
 */
export class Nearest<T> {
  readonly #names: readonly { readonly of: T; readonly triples: number }[];
  readonly #places = new Map<string, number[]>();
  /** How many triples a name shares with the one that is asked for; used again for each. */
  readonly #shared: Uint16Array;

  constructor(all: readonly T[], nameOf: (one: T) => string) {
    const triples = all.map((of) => triplesOf(nameOf(of)));
    for (const [place, each] of triples.entries()) {
      for (const triple of each) {
        const places = this.#places.get(triple);
        if (places) places.push(place);
        else this.#places.set(triple, [place]);
      }
    }
    this.#names = all.map((of, place) => ({
      of,
      triples: this.#telling(triples[place] ?? new Set()).length,
    }));
    this.#shared = new Uint16Array(all.length);
  }

  /** At most so many, the nearest first; of equally near ones the first in the list. */
  find(name: string, most: number): T[] {
    const triples = this.#telling(triplesOf(name));
    const touched: number[] = [];
    for (const triple of triples) {
      for (const place of this.#places.get(triple) ?? []) {
        if (this.#shared[place] === 0) touched.push(place);
        this.#shared[place] = (this.#shared[place] ?? 0) + 1;
      }
    }
    const near: { readonly place: number; readonly likeness: number }[] = [];
    for (const place of touched) {
      const likeness =
        (2 * (this.#shared[place] ?? 0)) / (triples.length + (this.#names[place]?.triples ?? 0));
      if (likeness >= LEAST_LIKENESS) near.push({ place, likeness });
      this.#shared[place] = 0;
    }
    near.sort((a, b) => b.likeness - a.likeness || a.place - b.place);
    return near.slice(0, most).flatMap(({ place }) => this.#names[place]?.of ?? []);
  }

  #telling(triples: ReadonlySet<string>): string[] {
    return [...triples].filter((triple) => (this.#places.get(triple)?.length ?? 0) <= MOST_WITH_A_TRIPLE);
  }
}

/** The triples of letters of a name, with its beginning and end. */
function triplesOf(name: string): Set<string> {
  const padded = `  ${foldName(name)} `;
  const triples = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) triples.add(padded.slice(at, at + 3));
  return triples;
}
