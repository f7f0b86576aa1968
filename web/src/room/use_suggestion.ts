import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { service } from '../state/service.ts';
import { reasonBeside } from '../texts/reason.ts';
import { type SearchablePlayer, type Suggestion, suggest } from './player_list.ts';
import { useRoom } from './room_state.ts';

/**
 * One suggestion with its reason. For one's own team shortly before its turn it is the service's: whom it would take if the clock ran out,
 * by queue, ranking and need. Else the page's own guess, which knows none of those.
 */
export function useSuggestion(
  players: readonly SearchablePlayer[],
  teamId: string | null,
): Suggestion | null {
  const room = useRoom();
  const { live, view, state, myTeam, isTurnNear, isOver } = room;
  const isAsked = teamId !== null && teamId === myTeam?.id && isTurnNear;
  const { data } = useQuery({
    queryKey: ['suggestion', live.draftId, teamId, state.version],
    queryFn: () => service.suggestPicks(live.draftId, teamId ?? '', 1),
    enabled: isAsked,
    // Each change of the draft is another question, and the answer to the last one is soon of no use.
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 10_000 },
  });
  const guess = useMemo(
    () => (teamId !== null && view.hasAllPlayers && !isOver ? suggest(room, players, teamId) : null),
    [room, players, teamId, view.hasAllPlayers, isOver],
  );
  const told = isAsked ? data?.[0] : undefined;
  const player = told && view.players.get(told.player?.id ?? '');
  if (!told || !player || room.taken.has(player.id)) return guess;
  return { player, why: reasonBeside(player.name, told.reason) };
}
