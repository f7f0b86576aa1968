import type { PoolPlayer } from '../../../client/draft_client.ts';
import { openSeats, seatAmong } from '../../../client/roster.ts';
import { foldText, searchFor } from '../state/fold_text.ts';
import { t } from '../texts.ts';
import { fittingOf } from './fitting.ts';
import { playersOf, type RoomState } from './room_state.ts';

/** `ranking`: as whoever looks would take them. */
export type SortKey = 'rank' | 'ranking' | 'name' | 'byeWeek' | 'proTeam';

/** What the table of players shows. */
export interface PlayerFilter {
  readonly search: string;
  /** Null: every position. */
  readonly position: string | null;
  readonly hidesDrafted: boolean;
  readonly sort: SortKey;
}

/** A player with the text that the search compares; folded once, not at each key. */
export interface SearchablePlayer extends PoolPlayer {
  readonly folded: string;
}

export function searchable(players: Iterable<PoolPlayer>): SearchablePlayer[] {
  return [...players]
    .map((player) => ({ ...player, folded: foldText(`${player.name} ${player.proTeam ?? ''}`) }))
    .sort((one, other) => one.rank - other.rank);
}

/**
 * The players that pass, in their order.
 * @param ranking players by their ids, the most wanted first; who is not among them comes behind, by rank
 */
export function filterPlayers(
  players: readonly SearchablePlayer[],
  { search, position, hidesDrafted, sort }: PlayerFilter,
  isTaken: (id: string) => boolean,
  ranking: readonly string[] = [],
): SearchablePlayer[] {
  const words = searchFor(search).split(/\s+/);
  const found = players.filter(
    (player) =>
      (position === null || player.positions.includes(position)) &&
      words.every((word) => player.folded.includes(word)) &&
      !(hidesDrafted && isTaken(player.id)),
  );
  if (sort === 'rank') return found;
  if (sort === 'ranking') {
    const places = new Map(ranking.map((id, place) => [id, place]));
    const placeOf = ({ id }: SearchablePlayer) => places.get(id) ?? ranking.length;
    return found.sort((one, other) => placeOf(one) - placeOf(other) || one.rank - other.rank);
  }
  const of = (player: SearchablePlayer) => player[sort] ?? '';
  return found.sort((one, other) =>
    of(one) < of(other) ? -1 : of(one) > of(other) ? 1 : one.rank - other.rank,
  );
}

/**
 * Positions of players in the order in which people list them, then those that are known to nobody.
 * @param seats of the roster: positions that no seat takes are left out; none: there are no such
 */
export function positionsIn(players: readonly PoolPlayer[], seats: RoomState['seats'] = []): string[] {
  const hasSeat = (position: string) =>
    seats.length === 0 || seats.some(({ positions }) => positions === null || positions.includes(position));
  return inUsualOrder(players.flatMap(({ positions }) => positions).filter(hasSeat));
}

/** The same of names of positions, each once. */
export function inUsualOrder(positions: readonly string[]): string[] {
  const KNOWN = ['QB', 'RB', 'WR', 'TE', 'K', 'DEF'];
  const there = new Set(positions);
  return [
    ...KNOWN.filter((position) => there.has(position)),
    ...[...there].filter((position) => !KNOWN.includes(position)).sort(),
  ];
}

export interface Suggestion {
  readonly player: PoolPlayer;
  readonly why: string;
}

/** One suggestion: the best player left for a starter's seat that is open; the best who fits at all where there is none. */
export function suggest(
  room: RoomState,
  players: readonly SearchablePlayer[],
  teamId: string,
): Suggestion | null {
  const roster = playersOf(room, teamId).map(({ player }) => player?.positions ?? []);
  const { seatOf } = fittingOf(room, teamId);
  const mayTake = ({ id, positions }: PoolPlayer) => !room.taken.has(id) && seatOf(positions) !== null;
  const starters = room.seats.filter((kind) => kind.positions !== null);
  const open = openSeats(starters, roster);
  const starter = players.find((player) => seatAmong(open, player.positions) !== null && mayTake(player));
  const seat = starter && seatAmong(open, starter.positions);
  if (seat) return { player: starter, why: t.room.suggestionWhy(seat.name, starter.rank) };
  const fits = players.find(mayTake);
  return fits ? { player: fits, why: t.room.suggestionBest(fits.rank) } : null;
}
