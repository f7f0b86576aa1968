import { pools as texts } from '../texts/pools.ts';

interface NamedPool {
  readonly name: string;
  readonly createdAt: string;
}

/** How pools are called that are called alike without, the shorter first. */
const LONGER = [texts.importedAt, texts.importedExactlyAt];

/**
 * What each pool is called in a list. A pool never changes, so the same list is imported again and again, mostly under its old name: pools of one
 * name say when they were imported, too.
 */
export function poolNames(pools: readonly NamedPool[]): string[] {
  return LONGER.reduce<string[]>(
    (names, longer) =>
      pools.map(({ name, createdAt }, place) => {
        const shorter = names[place] ?? name;
        const isAlone = names.indexOf(shorter) === names.lastIndexOf(shorter);
        return isAlone ? shorter : longer(name, createdAt);
      }),
    pools.map(({ name }) => name),
  );
}
