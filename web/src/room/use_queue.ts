import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { PlayerLine } from '../../../client/draft_client.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { moved } from '../ui/use_sortable.ts';

/** The queue of a team, and what its manager does with it: shown at once, taken back where the service refuses. */
export interface Queue {
  readonly players: readonly PlayerLine[];
  readonly has: (playerId: string) => boolean;
  readonly add: (player: PlayerLine) => void;
  readonly remove: (playerIds: readonly string[]) => void;
  readonly move: (playerId: string, index: number) => void;
}

const NOBODY: readonly PlayerLine[] = [];

/** `teamId` null: whoever looks has no team, and no queue. */
export function useQueue(draftId: string, teamId: string | null): Queue {
  const queries = useQueryClient();
  const key = ['queue', draftId, teamId];
  const { data = NOBODY } = useQuery({
    queryKey: key,
    queryFn: () => (teamId === null ? [] : service.queue(draftId, teamId)),
    enabled: teamId !== null,
    // Another tab or device of the same manager may have changed it.
    refetchOnWindowFocus: 'always',
  });
  const change = useCallback(
    async (next: readonly PlayerLine[], send: (team: string) => Promise<unknown>) => {
      if (teamId === null) return;
      const queryKey = ['queue', draftId, teamId];
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, next);
      try {
        await send(teamId);
      } catch (error) {
        say(reasonOf(error));
      }
      await queries.invalidateQueries({ queryKey });
      await queries.invalidateQueries({ queryKey: ['suggestion', draftId] });
    },
    [queries, draftId, teamId],
  );
  return {
    players: data,
    has: (playerId) => data.some(({ id }) => id === playerId),
    add: (player) =>
      void change([...data.filter(({ id }) => id !== player.id), player], (team) =>
        service.addToQueue(draftId, team, player.id),
      ),
    remove: (playerIds) =>
      void change(
        data.filter(({ id }) => !playerIds.includes(id)),
        async (team) => {
          for (const id of playerIds) await service.removeFromQueue(draftId, team, id);
        },
      ),
    move: (playerId, index) => {
      const from = data.findIndex(({ id }) => id === playerId);
      if (from < 0 || index < 0 || index >= data.length) return;
      void change(moved(data, from, index), (team) =>
        service.moveInQueue(draftId, team, playerId, index + 1),
      );
    },
  };
}
