import { DraftError } from '../draft/errors.ts';
import { findShortages, type PositionSupply } from '../draft/fill_rosters.ts';
import { cellsOfTeams, type DraftSettings } from '../draft/settings.ts';

/**
 * Refuses a draft that would stand still at some pick because the pool cannot fill all rosters. A pool that has fewer players
 * than the board has cells, or does not exist, is left to the database, which has codes of their own for both.
 * @throws DraftError (ROSTER_CANNOT_BE_FILLED) with the slots, their seats in all rosters, and the players who may sit there
 */
export function requireFillableRosters(
  { rosterSlots, rounds, tradedPicks }: Pick<DraftSettings, 'rosterSlots' | 'rounds' | 'tradedPicks'>,
  teams: number,
  supply: readonly PositionSupply[],
): void {
  const poolSize = supply.reduce((sum, { players }) => sum + players, 0);
  if (poolSize < teams * rounds) return;
  const shortages = findShortages(rosterSlots, cellsOfTeams(teams, rounds, tradedPicks), supply);
  if (shortages.length > 0) throw new DraftError('ROSTER_CANNOT_BE_FILLED', { shortages });
}
