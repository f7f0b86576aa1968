import type { Random } from '../random.ts';

/** So many random ways to deal the blocks; one in a thousand is seen with some certainty. */
const ROUNDS = 4_999;

/** Picks that are late together, because they have one cause: their lateness in milliseconds. */
export type Block = readonly number[];

/** The least number that a share of all is not above. 0 where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/**
 * How probable it is that chance alone makes a quantile of `treated` so much larger than that of `control`: a permutation test. Were
 * both alike, every way to deal the blocks between them would be as probable as the one that happened; the answer is the share of
 * random ways that show as large a difference. Blocks are dealt as a whole, so that values within one may depend on each other; of
 * the values themselves nothing is assumed.
 */
export function chanceOfLarger(
  treated: readonly Block[],
  control: readonly Block[],
  { share, random }: { share: number; random: Random },
): number {
  const blocks = [...treated, ...control];
  const inOrder = blocks
    .flatMap((block, index) => block.map((value) => ({ value, index })))
    .sort((a, b) => b.value - a.value);
  const sizes = blocks.map(({ length }) => length);
  const difference = (places: readonly number[]) => {
    const isTreated = new Uint8Array(blocks.length);
    for (const place of places.slice(0, treated.length)) isTreated[place] = 1;
    return upper(1, isTreated) - upper(0, isTreated);
  };
  /** The quantile of one side, from the largest value down. */
  function upper(side: number, isTreated: Uint8Array): number {
    const size = sizes.reduce((sum, length, index) => sum + (isTreated[index] === side ? length : 0), 0);
    let left = size - Math.ceil(share * size);
    for (const { value, index } of inOrder) {
      if (isTreated[index] !== side) continue;
      if (left === 0) return value;
      left -= 1;
    }
    return 0;
  }
  const places = blocks.map((_, index) => index);
  const happened = difference(places);
  let asLarge = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(places, random);
    if (difference(places) >= happened) asLarge += 1;
  }
  return asLarge / (ROUNDS + 1);
}

function shuffle(places: number[], random: Random): void {
  for (let i = places.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const [a = 0, b = 0] = [places[i], places[j]];
    places[i] = b;
    places[j] = a;
  }
}
