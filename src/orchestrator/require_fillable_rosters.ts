import { DraftError } from '../draft/errors.ts';
import { findShortages, type PositionSupply } from '../draft/fill_rosters.ts';
import { cellsOfTeams, type DraftSettings } from '../draft/settings.ts';

type RosterSettings = Pick<DraftSettings, 'rosterSlots' | 'rounds' | 'tradedPicks' | 'positionMaximums'>;

/**
 * Refuses a draft that would stand still at some pick because the pool cannot fill all rosters. A pool that has fewer players
 * than the board has cells, or does not exist, is left to the database, which has codes of their own for both.
 * @throws DraftError (ROSTER_CANNOT_BE_FILLED) with the slots, their seats in all rosters, and the players who may sit there;
 * POSITION_MAXIMUM_INVALID for a position that nobody of the pool plays, POSITION_MAXIMUMS_TOO_LOW where they are at fault
 */
export function requireFillableRosters(
  { rosterSlots, rounds, tradedPicks, positionMaximums = {} }: RosterSettings,
  teams: number,
  supply: readonly PositionSupply[],
): void {
  const poolSize = supply.reduce((sum, { players }) => sum + players, 0);
  if (poolSize < teams * rounds) return;
  const cells = cellsOfTeams(teams, rounds, tradedPicks);
  const shortages = findShortages(rosterSlots, cells, supply);
  if (shortages.length > 0) throw new DraftError('ROSTER_CANNOT_BE_FILLED', { shortages });
  for (const position of Object.keys(positionMaximums)) {
    if (supply.some(({ positions }) => positions.includes(position))) continue;
    const problem = 'nobody of the pool plays it, so it has no effect';
    throw new DraftError('POSITION_MAXIMUM_INVALID', { position, problem });
  }
  const [tooLow] = findShortages(rosterSlots, cells, supply, positionMaximums);
  if (tooLow) throw new DraftError('POSITION_MAXIMUMS_TOO_LOW', { positionMaximums, slots: tooLow.slots });
}
