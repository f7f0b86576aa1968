/**
 * The fewest entries of a list with which something still fails: each is left out in turn, the last one first, and stays out where the rest
 * fails as well. `fails` is asked about `most` lists at most.
 */
export async function shrink<T>(
  list: readonly T[],
  most: number,
  fails: (shorter: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let shortest = list;
  let asked = 0;
  for (let place = list.length - 1; place >= 0 && asked < most; place -= 1) {
    const shorter = shortest.filter((_, index) => index !== place);
    asked += 1;
    if (await fails(shorter)) shortest = shorter;
  }
  return shortest;
}
