import { isWithinMaximums, openSeats, type SeatKind, seatAmong } from '../../../client/roster.ts';
import { playersOf, type RoomState } from './room_state.ts';

/** Whom a team may still take. */
export interface Fitting {
  /** The seat that one more player of these positions would use up; null: they may not be taken. */
  readonly seatOf: (positions: readonly string[]) => SeatKind | null;
  /** The position of which the team may have no more players, where that is why somebody may not be taken. */
  readonly fullOf: (positions: readonly string[]) => string | null;
  /** The names of the seats that are open, those with the fewest positions first. */
  readonly needs: readonly string[];
}

/** By the seats of the league and its maximums, as the service judges it. */
export function fittingOf(room: RoomState, teamId: string): Fitting {
  const roster = playersOf(room, teamId).map(({ player }) => player?.positions ?? []);
  const open = openSeats(room.seats, roster);
  const maximums = room.sheet.settings?.positionMaximums ?? [];
  const fullOf = (positions: readonly string[]) =>
    isWithinMaximums(maximums, roster, positions) ? null : positions.join('/');
  return {
    seatOf: (positions) => (fullOf(positions) === null ? seatAmong(open, positions) : null),
    fullOf,
    needs: open.flatMap(({ kind, used }) => (kind === used ? [kind.name.replace('_', ' ')] : [])),
  };
}
