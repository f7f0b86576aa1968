import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import type { PlayerLine } from '../../../client/draft_client.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { moved } from '../ui/moved.ts';

/** The queue of a team, and what its manager does with it: shown at once, taken back where the service refuses. */
export interface Queue {
  readonly players: readonly PlayerLine[];
  readonly has: (playerId: string) => boolean;
  readonly add: (player: PlayerLine) => void;
  readonly remove: (playerIds: readonly string[]) => void;
  readonly move: (playerId: string, index: number) => void;
}

const NOBODY: readonly PlayerLine[] = [];

/**
 * `teamId` null: whoever looks has no team, and no queue. The queue is private and makes no event: what another tab or device of the same
 * manager changed is read when the window gets the focus, and when the team's turn comes near.
 */
export function useQueue(draftId: string, teamId: string | null, isTurnNear: boolean): Queue {
  const queries = useQueryClient();
  const queryKey = useMemo(() => ['queue', draftId, teamId], [draftId, teamId]);
  const { data = NOBODY } = useQuery({
    queryKey,
    queryFn: () => (teamId === null ? [] : service.queue(draftId, teamId)),
    enabled: teamId !== null,
    refetchOnWindowFocus: 'always',
  });
  const line = useRef<Line>({ last: Promise.resolve(), length: 0 });
  const change = useChange(line, draftId, teamId, queryKey);
  useEffect(() => {
    // Changes under way end in a read themselves.
    if (isTurnNear && line.current.length === 0) void queries.invalidateQueries({ queryKey });
  }, [isTurnNear, queries, queryKey]);
  return useMemo(() => {
    const ids = new Set(data.map(({ id }) => id));
    return {
      players: data,
      has: (playerId) => ids.has(playerId),
      add: (player) =>
        change(
          (before) => [...before.filter(({ id }) => id !== player.id), player],
          (team) => service.addToQueue(draftId, team, player.id),
        ),
      remove: (playerIds) =>
        change(
          (before) => before.filter(({ id }) => !playerIds.includes(id)),
          async (team) => {
            for (const id of playerIds) await service.removeFromQueue(draftId, team, id);
          },
        ),
      move: (playerId, index) => {
        if (!ids.has(playerId) || index < 0 || index >= data.length) return;
        change(
          (before) =>
            moved(
              before,
              before.findIndex(({ id }) => id === playerId),
              index,
            ),
          (team) => service.moveInQueue(draftId, team, playerId, index + 1),
        );
      },
    };
  }, [data, draftId, change]);
}

type Change = (
  /** What it makes of the queue that is shown. */
  edit: (before: readonly PlayerLine[]) => readonly PlayerLine[],
  send: (teamId: string) => Promise<unknown>,
) => void;

/** The changes that are being sent, one after the other. */
interface Line {
  last: Promise<unknown>;
  length: number;
}

/** Shows a change at once, and sends it after those before it: two requests at once may arrive in either order. */
function useChange(
  line: RefObject<Line>,
  draftId: string,
  teamId: string | null,
  queryKey: readonly unknown[],
): Change {
  const queries = useQueryClient();
  return useCallback(
    (edit, send) => {
      if (teamId === null) return;
      const sending = line.current;
      sending.length += 1;
      const isShown = queries
        .cancelQueries({ queryKey })
        .then(() => queries.setQueryData<readonly PlayerLine[]>(queryKey, (before = NOBODY) => edit(before)));
      sending.last = Promise.all([sending.last, isShown])
        .then(() => send(teamId))
        .catch((error: unknown) => say(reasonOf(error)))
        .then(async () => {
          sending.length -= 1;
          // What the service has is read once all is sent: before that it would take back what is shown already.
          if (sending.length > 0) return;
          await queries.invalidateQueries({ queryKey });
          await queries.invalidateQueries({ queryKey: ['suggestion', draftId] });
        });
    },
    [line, queries, queryKey, draftId, teamId],
  );
}
