import { SEATED_POSITIONS } from '../pages/presets.ts';

interface Pool {
  readonly id: string;
  readonly positions: readonly string[];
  /** Null: it is for everybody, as the one that came with the service. */
  readonly ownerId: string | null;
}

interface PastDraft {
  readonly poolId: string;
  readonly createdAt: string;
}

/**
 * The pool to begin with: that of the last draft; before the first one, the newest for everybody that can fill the rosters of the form, since a newer
 * one may be of another sport. One that was just imported is chosen by hand.
 * @param pools the newest first, as the service answers them
 */
export function usualPool<P extends Pool>(pools: readonly P[], drafts: readonly PastDraft[]): P | undefined {
  const newest = drafts.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
  const used = newest.flatMap(({ poolId }) => pools.find(({ id }) => id === poolId) ?? []);
  const forAll = pools.filter(({ ownerId }) => ownerId === null);
  const fits = ({ positions }: P) => SEATED_POSITIONS.every((position) => positions.includes(position));
  return used[0] ?? forAll.find(fits) ?? forAll[0] ?? pools[0];
}
