import { useQueryClient } from '@tanstack/react-query';

/** Reads a league, and the first page, anew: something of it was changed here. */
export function useRefresh(leagueId: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    void queries.invalidateQueries({ queryKey: ['home'] });
    void queries.invalidateQueries({ queryKey: ['put away'] });
    await queries.invalidateQueries({ queryKey: ['league', leagueId] });
  };
}
