import { foldName } from '../draft/fold_name.ts';
import type { RejectedRow, SourcePlayer } from './rows.ts';

export interface Sorted {
  /** The first of each player, in the order of the source. */
  readonly unique: readonly SourcePlayer[];
  /** Rows that repeat one. */
  readonly twins: readonly RejectedRow[];
  /** Names of several players who differ in nothing but their ids. */
  readonly namesakes: readonly string[];
}

/**
 * Finds players that a file has twice. An id of the source is an identity: two ids are two players, whatever else agrees. Without
 * ids, two rows are one player when name (whatever its accents and capitals), team and positions agree.
 */
export function sortTwins(players: readonly SourcePlayer[]): Sorted {
  const seen = new Set<string>();
  const looks = new Set<string>();
  const namesakes = new Set<string>();
  const unique: SourcePlayer[] = [];
  const twins: RejectedRow[] = [];
  for (const player of players) {
    const { id, line, name } = player;
    const look = JSON.stringify([foldName(name), player.proTeam, player.positions]);
    const key = id === null ? look : JSON.stringify([id]);
    if (seen.has(key)) {
      twins.push({
        line,
        reason: id === null ? `${name} is listed twice` : `${name}: the id ${id} is listed twice`,
      });
      continue;
    }
    if (looks.has(look)) namesakes.add(name);
    looks.add(look);
    seen.add(key);
    unique.push(player);
  }
  return { unique, twins, namesakes: [...namesakes] };
}
