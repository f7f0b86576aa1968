import { pools as texts } from '../texts/pools.ts';

interface NamedPool {
  readonly name: string;
  readonly createdAt: string;
}

/**
 * What each pool is called in a list. A pool never changes, so the same list is imported again and again, mostly under its old name: pools of one
 * name say when they were imported, too.
 */
export function poolNames(pools: readonly NamedPool[]): string[] {
  const names = pools.map(({ name }) => name);
  const isShared = (name: string) => names.indexOf(name) !== names.lastIndexOf(name);
  return pools.map(({ name, createdAt }) => (isShared(name) ? texts.importedAt(name, createdAt) : name));
}
