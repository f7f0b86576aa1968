interface Pool {
  readonly id: string;
  /** Null: it came with the service, for everybody. */
  readonly ownerId: string | null;
}

interface PastDraft {
  readonly poolId: string;
  readonly createdAt: string;
}

/** The pool to begin with: that of the last draft; before the first one, the one that came with the service. One that was just imported is chosen by hand. */
export function usualPool<P extends Pool>(pools: readonly P[], drafts: readonly PastDraft[]): P | undefined {
  const newest = drafts.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
  const used = newest.flatMap(({ poolId }) => pools.find(({ id }) => id === poolId) ?? []);
  return used[0] ?? pools.find(({ ownerId }) => ownerId === null) ?? pools[0];
}
