import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { PoolPlayersDocument, type PoolPlayersQuery } from '../../../client/operations.generated.ts';
import { type SearchablePlayer, searchable } from '../room/player_list.ts';
import { service } from '../state/service.ts';

type PoolPage = NonNullable<PoolPlayersQuery['playerPool']>['players'];

/** All players of a pool, the best first. */
export async function readPool(poolId: string): Promise<PoolPlayer[]> {
  const players: PoolPlayer[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: PoolPlayersQuery = await service.ask(PoolPlayersDocument, { poolId, after });
    const page: PoolPage | undefined = answer.playerPool?.players;
    players.push(...(page?.nodes ?? []));
    if (!page?.pageInfo.hasNextPage) return players;
    after = page.pageInfo.endCursor;
  }
}

const NOBODY: readonly PoolPlayer[] = [];

/** The players of a pool for a search; none as long as they were not read. `poolId` null: they are not asked for. */
export function usePoolPlayers(poolId: string | null): readonly SearchablePlayer[] {
  const { data = NOBODY } = useQuery({
    queryKey: ['pool players', poolId],
    queryFn: () => (poolId === null ? [] : readPool(poolId)),
    enabled: poolId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => searchable(data), [data]);
}
