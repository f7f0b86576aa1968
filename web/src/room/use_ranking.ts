import { useQuery } from '@tanstack/react-query';
import { countingIn } from '../rankings/counting.ts';
import { service } from '../state/service.ts';
import { useRoom } from './room_state.ts';

/**
 * In which order whoever looks would take the players of this draft, by their ids; undefined while that is not known, null where they have
 * no ranking.
 * @param isAsked whether anybody sorts by it: few do
 */
export function useRanking(isAsked: boolean): readonly string[] | null | undefined {
  const { sheet } = useRoom();
  const { data } = useQuery({
    queryKey: ['rankings'],
    queryFn: () => service.rankings(),
    enabled: isAsked,
    // It may have been changed in another tab.
    staleTime: 0,
  });
  return data && (countingIn(sheet.poolId, data)?.playerIds ?? null);
}
