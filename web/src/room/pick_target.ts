import type { LiveCell, LiveTeam } from '../../../client/live_state.ts';
import type { RoomState } from './room_state.ts';

/** The pick that the next choice of whoever looks fills, and the team that it is for. */
export interface PickTarget {
  readonly cell: LiveCell;
  readonly team: LiveTeam;
  /** It was passed over, and another is on the clock. */
  readonly isMadeUp: boolean;
}

/**
 * What the next choice fills; null: whoever looks may draft nobody now. What is on the clock comes first: a pick that was passed over has
 * time, and may be made up at any.
 * @param isPicking whether a commissioner picks for the team on the clock
 */
export function targetOf(room: RoomState, isPicking: boolean): PickTarget | null {
  const { state, current, currentTeam, myTeam, madeUp, isMyTurn, isCommissioner } = room;
  const isStuck = state.state === 'PAUSED' && state.pauseCause === 'NO_PLAYER_FITS';
  const isForOther = isCommissioner && isPicking && (state.state === 'IN_PROGRESS' || isStuck);
  if (current && currentTeam && (isMyTurn || isForOther))
    return { cell: current, team: currentTeam, isMadeUp: false };
  return madeUp && myTeam ? { cell: madeUp, team: myTeam, isMadeUp: true } : null;
}

/** What was the next choice a moment ago, where it still can be: a question that is open asks of the same pick to its end. */
export function keptTarget(room: RoomState, before: PickTarget | null): PickTarget | null {
  const { cells, currentPick, state } = room.state;
  const cell = before && cells[before.cell.pickNumber - 1];
  if (!cell || state !== 'IN_PROGRESS' || cell.playerId !== null || cell.teamId !== before.team.id)
    return null;
  const isOnClock = cell.pickNumber === currentPick;
  return isOnClock || cell.isSkipped ? { ...before, cell, isMadeUp: !isOnClock } : null;
}
