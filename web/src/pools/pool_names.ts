import { pools as texts } from '../texts/pools.ts';

interface NamedPool {
  readonly name: string;
  readonly createdAt: string;
}

/** How a pool is called, the shortest first. */
const FORMS: readonly ((pool: NamedPool) => string)[] = [
  ({ name }) => name,
  ({ name, createdAt }) => texts.importedAt(name, createdAt),
  ({ name, createdAt }) => texts.importedExactlyAt(name, createdAt),
];

/**
 * What each pool is called in a list. A pool never changes, so the same list is imported again and again, mostly under its old name: pools of one
 * name say when they were imported, too.
 */
export function poolNames(pools: readonly NamedPool[]): string[] {
  const written = FORMS.map((form) => pools.map(form));
  return pools.map(({ name }, place) => {
    const alone = written.find(
      (names) => names.indexOf(names[place] ?? '') === names.lastIndexOf(names[place] ?? ''),
    );
    return (alone ?? written.at(-1))?.[place] ?? name;
  });
}
