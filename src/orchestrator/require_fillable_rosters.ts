import type { Actor } from '../database/actor.ts';
import { type KeptPlayer, readKeptPlayers, readPositionSupply } from '../database/life_cycle.ts';
import type { Queryable } from '../database/queryable.ts';
import { assignRoster } from '../draft/assign_roster.ts';
import { cellsOfTeams, keeperInvalid } from '../draft/cells.ts';
import { DraftError } from '../draft/errors.ts';
import { findShortages, type PositionSupply, type RosterShortage } from '../draft/fill_rosters.ts';
import { draftLimits, fits } from '../draft/roster_limits.ts';
import { accepts, type RosterSlot } from '../draft/roster_slots.ts';
import type { DraftSettings } from '../draft/settings.ts';

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
 * position that nobody of the pool plays, POSITION_MAXIMUMS_TOO_LOW where they are at fault
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
  const players = keepers.length === 0 ? [] : await readKeptPlayers(db, of, keepers);
  const kept = seatKeepers(settings, teams, new Map(players.map((player) => [player.id, player])));
  let shortages = findShortages(rosterSlots, cells, without(supply, kept.flat()), kept);
  if (shortages.length === 0 && when === 'planned') shortages = unplayedSlots(rosterSlots, teams, supply);
  if (shortages.length > 0) throw new DraftError('ROSTER_CANNOT_BE_FILLED', { shortages });
  requirePlayed(positionMaximums, supply);
  const [tooLow] = findShortages(rosterSlots, cells, without(supply, kept.flat()), kept, positionMaximums);
  if (tooLow) throw new DraftError('POSITION_MAXIMUMS_TOO_LOW', { positionMaximums, slots: tooLow.slots });
}

/** Refuses a maximum of a position that nobody of the pool plays: it would have no effect. */
function requirePlayed(
  positionMaximums: Readonly<Record<string, number>>,
  supply: readonly PositionSupply[],
): void {
  for (const position of Object.keys(positionMaximums)) {
    if (supply.some(({ positions }) => positions.includes(position))) continue;
    const problem = 'nobody of the pool plays it, so it has no effect';
    throw new DraftError('POSITION_MAXIMUM_INVALID', { position, problem });
  }
}

/** Slots that no player of the pool may ever sit in. A bench may be large enough to go without: then the setting has no effect. */
function unplayedSlots(
  rosterSlots: readonly RosterSlot[],
  teams: number,
  supply: readonly PositionSupply[],
): RosterShortage[] {
  return rosterSlots
    .filter((slot) => !supply.some(({ positions }) => accepts(slot, positions)))
    .map(({ name, seats }) => ({ slots: [name], seats: seats * teams, players: 0 }));
}

/** By team, the positions of each player whom it keeps. */
function seatKeepers(
  { rosterSlots, keepers = [], positionMaximums = {} }: Rosters,
  teams: number,
  players: ReadonlyMap<number, KeptPlayer>,
): (readonly string[])[][] {
  const kept = Array.from({ length: teams }, (): (readonly string[])[] => []);
  const positions = [...new Set([...players.values()].flatMap((player) => player.positions))];
  const limits = draftLimits(rosterSlots, positionMaximums, positions);
  for (const keeper of keepers) {
    const player = players.get(keeper.playerId);
    if (!player) throw keeperInvalid(keeper, 'the pool of this draft has no such player');
    const roster = kept[keeper.slot - 1];
    if (
      roster &&
      !fits(limits, roster, player.positions) &&
      assignRoster(rosterSlots, [...roster, player.positions])
    )
      throw keeperInvalid(
        keeper,
        'the team would have more of a position than the league allows',
        player.name,
      );
    roster?.push(player.positions);
    if (roster && assignRoster(rosterSlots, roster) === null) {
      const others = roster.length === 1 ? '' : ' beside the others whom the team keeps';
      throw keeperInvalid(keeper, `no seat of the roster is left for the player${others}`, player.name);
    }
  }
  return kept;
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
