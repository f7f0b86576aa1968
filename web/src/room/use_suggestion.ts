import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { service } from '../state/service.ts';
import { reasonBeside } from '../texts/reason.ts';
import { type SearchablePlayer, type Suggestion, suggest } from './player_list.ts';
import { type RoomState, useRoom } from './room_state.ts';

/** Who is so near to their turn is told what the service would do; before that the page's own guess does. */
const NEAR_PICKS = 2;

/**
 * One suggestion with its reason. For one's own team shortly before its turn it is the service's: whom it would take if the clock ran out,
 * by queue, ranking and need. Else the page's own guess, which knows none of those.
 */
export function useSuggestion(
  players: readonly SearchablePlayer[],
  teamId: string | null,
): Suggestion | null {
  const room = useRoom();
  const { live, view, state, myTeam, isOver } = room;
  const isAsked = teamId !== null && teamId === myTeam?.id && isNear(room);
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

function isNear({ state, upcoming, myTeam }: RoomState): boolean {
  const away = upcoming.findIndex(({ teamId }) => teamId === myTeam?.id);
  return ['IN_PROGRESS', 'PAUSED'].includes(state.state) && away >= 0 && away <= NEAR_PICKS;
}
