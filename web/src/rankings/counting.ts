import type { RankingLineFragment } from '../../../client/operations.generated.ts';

/** The ranking of this name counts in every draft with the pool. */
export const COUNTS = 'default';

/** Of somebody's rankings the one that counts in drafts with a pool. */
export function countingIn(
  poolId: string,
  rankings: readonly RankingLineFragment[] | undefined,
): RankingLineFragment | undefined {
  return rankings?.find((each) => each.poolId === poolId && each.name.toLowerCase() === COUNTS);
}
