import type { Actor } from '../database/actor.ts';
import { type KeptPlayer, readKeptPlayers, readPositionSupply } from '../database/life_cycle.ts';
import type { Queryable } from '../database/queryable.ts';
import { cellsOfTeams, keeperInvalid } from '../draft/cells.ts';
import { DraftError } from '../draft/errors.ts';
import { findShortages, type PositionSupply, type RosterShortage } from '../draft/fill_rosters.ts';
import { draftLimitBits, slotsOfMaximums } from '../draft/roster_limits.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';
import { Seating } from '../draft/seating.ts';
import type { DraftSettings } from '../draft/settings.ts';

/** How many combinations of positions the players of a pool may play: real pools have up to a hundred. */
const MOST_KINDS = 1_000;
/**
 * How many comparisons of a limit with the players of a roster may be needed to say whether somebody fits: it is asked for every pick, and
 * players who play the same are compared once. Real leagues need up to 80,000, with eleven positions that share no seat but the bench.
 */
const MOST_COMPARISONS = 100_000;

type Rosters = Pick<
  DraftSettings,
  'rosterSlots' | 'rounds' | 'tradedPicks' | 'keepers' | 'forfeits' | 'positionMaximums'
>;

/**
 * Refuses a draft that would stand still at some pick because the pool cannot fill all rosters, those of the players who are kept
 * included. A pool that has fewer players than the draft has picks, or does not exist, is left to the database, which has codes of their
 * own for both.
 * @param of the pool, or the draft whose pool it is
 * @param when planned: somebody decides on the rosters, and a slot that nobody can sit in is refused even where a bench makes up for it.
 * opened: only what would stand still is refused, for nobody may be there
 * @throws DraftError (KEEPER_INVALID) for a player who is not in the pool, or has no seat beside the others whom the team keeps;
 * (ROSTER_CANNOT_BE_FILLED) with the slots, their seats in all rosters, and the players who may sit there; POSITION_MAXIMUM_INVALID for a
 * position that nobody of the pool plays, POSITION_MAXIMUMS_TOO_LOW where they are at fault; ROSTER_TOO_COMPLEX for rosters of which it takes
 * too long to say who fits
 */
export async function requireFillableRosters(
  db: Queryable,
  of: { readonly poolId: string } | { readonly draftId: string },
  settings: Rosters,
  teams: number,
  actor: Actor,
  when: 'planned' | 'opened',
): Promise<void> {
  const supply = await readPositionSupply(db, of, actor);
  const cells = cellsOfTeams(teams, settings);
  const poolSize = supply.reduce((sum, { players }) => sum + players, 0);
  if (poolSize < cells.reduce((sum, count) => sum + count, 0)) return;
  const { rosterSlots, keepers = [], positionMaximums = {} } = settings;
  const positions = new Set(supply.flatMap((kind) => kind.positions));
  // Drafts that were created before there was this bound open.
  if (when === 'planned') requireCountable(settings, positions, supply.length);
  const players = keepers.length === 0 ? [] : await readKeptPlayers(db, of, keepers);
  const kept = seatKeepers(settings, teams, new Map(players.map((player) => [player.id, player])));
  let shortages = findShortages(rosterSlots, cells, without(supply, kept.flat()), kept);
  if (shortages.length === 0 && when === 'planned') shortages = unplayedSlots(rosterSlots, teams, positions);
  if (shortages.length > 0) throw new DraftError('ROSTER_CANNOT_BE_FILLED', { shortages });
  requirePlayed(positionMaximums, positions);
  const [tooLow] = findShortages(rosterSlots, cells, without(supply, kept.flat()), kept, positionMaximums);
  if (tooLow) throw new DraftError('POSITION_MAXIMUMS_TOO_LOW', { positionMaximums, slots: tooLow.slots });
}

/** Refuses rosters for which it would take long, at every pick, to say whether somebody fits (ROSTER_TOO_COMPLEX). */
function requireCountable(
  { rosterSlots, positionMaximums = {} }: Rosters,
  positions: ReadonlySet<string>,
  kinds: number,
): void {
  const played = Object.entries(positionMaximums).filter(([position]) => positions.has(position));
  const { length: limits } = draftLimitBits(rosterSlots, Object.fromEntries(played), [...positions]);
  const seats = rosterSlots.reduce((sum, slot) => sum + slot.seats, 0);
  if (kinds <= MOST_KINDS && limits * Math.min(kinds, seats) <= MOST_COMPARISONS) return;
  throw new DraftError('ROSTER_TOO_COMPLEX', {
    ...{ slots: rosterSlots.length, seats, positions: positions.size, kinds, limits },
  });
}

/** Refuses a maximum of a position that nobody of the pool plays: it would have no effect. */
function requirePlayed(
  positionMaximums: Readonly<Record<string, number>>,
  positions: ReadonlySet<string>,
): void {
  for (const position of Object.keys(positionMaximums)) {
    if (positions.has(position)) continue;
    const problem = 'nobody of the pool plays it, so it has no effect';
    throw new DraftError('POSITION_MAXIMUM_INVALID', { position, problem });
  }
}

/** Slots that no player of the pool may ever sit in. A bench may be large enough to go without: then the setting has no effect. */
function unplayedSlots(
  rosterSlots: readonly RosterSlot[],
  teams: number,
  positions: ReadonlySet<string>,
): RosterShortage[] {
  return rosterSlots
    .filter((slot) => slot.positions !== 'ANY' && !slot.positions.some((position) => positions.has(position)))
    .map(({ name, seats }) => ({ slots: [name], seats: seats * teams, players: 0 }));
}

/** By team, the positions of each player whom it keeps. */
function seatKeepers(
  { rosterSlots, keepers = [], positionMaximums = {} }: Rosters,
  teams: number,
  players: ReadonlyMap<number, KeptPlayer>,
): (readonly string[])[][] {
  const positions = [...new Set([...players.values()].flatMap((player) => player.positions))];
  const counted = slotsOfMaximums(positionMaximums, positions, keepers.length);
  const rosters = Array.from({ length: teams }, () => ({
    kept: [] as (readonly string[])[],
    ...{ seating: new Seating(rosterSlots), counting: new Seating(counted) },
  }));
  for (const keeper of keepers) {
    const player = players.get(keeper.playerId);
    if (!player) throw keeperInvalid(keeper, 'the pool of this draft has no such player');
    const roster = rosters[keeper.slot - 1];
    if (!roster) continue;
    const others = roster.kept.length === 0 ? '' : ' beside the others whom the team keeps';
    if (!roster.seating.add(player.positions))
      throw keeperInvalid(keeper, `no seat of the roster is left for the player${others}`, player.name);
    if (!roster.counting.add(player.positions)) {
      const problem = 'the team would have more of a position than the league allows';
      throw keeperInvalid(keeper, problem, player.name);
    }
    roster.kept.push(player.positions);
  }
  return rosters.map(({ kept }) => kept);
}

/** The supply without players of these positions. */
function without(
  supply: readonly PositionSupply[],
  kept: readonly (readonly string[])[],
): readonly PositionSupply[] {
  const kindOf = (positions: readonly string[]) => [...positions].sort().join('/');
  const gone = Map.groupBy(kept, kindOf);
  return supply.map(({ positions, players }) => ({
    positions,
    players: players - (gone.get(kindOf(positions))?.length ?? 0),
  }));
}
