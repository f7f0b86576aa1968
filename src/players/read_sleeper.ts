import { z } from 'zod';
import { ImportError } from './import_error.ts';
import { type RejectedRow, type SourcePlayer, toPlayer } from './rows.ts';

/** Sleeper's rank of players it does not rank. */
const UNRANKED = 9_999_999;

const sleeperShape = z.record(
  z.string(),
  z.object({
    full_name: z.string().nullish(),
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    position: z.string().nullish(),
    fantasy_positions: z.array(z.string()).nullish(),
    team: z.string().nullish(),
    search_rank: z.number().nullish(),
    active: z.boolean().nullish(),
  }),
);

/**
 * Reads the player JSON of Sleeper's public API: an object of players by id. Who is not active, or plays no position, is no
 * player of a pool and left out: counted, not rejected. JSON has no lines to speak of, and numeric ids do not keep their
 * order: a rejected row's "line" is its place among the entries as read, and its reason names the id.
 */
export function readSleeper(
  text: string,
  seen: (rows: number, total: number) => void,
): { players: SourcePlayer[]; rejected: RejectedRow[]; leftOut: number } {
  const entries = Object.entries(parseEntries(text));
  const players: SourcePlayer[] = [];
  const rejected: RejectedRow[] = [];
  let leftOut = 0;
  for (const [index, [id, entry]] of entries.entries()) {
    seen(index + 1, entries.length);
    const positions = entry.fantasy_positions ?? (entry.position ? [entry.position] : []);
    if (entry.active === false || positions.length === 0) {
      leftOut += 1;
      continue;
    }
    const player = toPlayer(index + 1, {
      rank:
        entry.search_rank == null || entry.search_rank >= UNRANKED ? null : Math.max(1, entry.search_rank),
      name: entry.full_name ?? `${entry.first_name ?? ''} ${entry.last_name ?? ''}`,
      positions: [...new Set(positions)],
      proTeam: entry.team ?? null,
      byeWeek: null,
    });
    if (typeof player === 'string') rejected.push({ line: index + 1, reason: `player ${id}: ${player}` });
    else players.push(player);
  }
  return { players, rejected, leftOut };
}

function parseEntries(text: string): z.infer<typeof sleeperShape> {
  try {
    return sleeperShape.parse(JSON.parse(text));
  } catch {
    throw new ImportError("The file is not Sleeper's player JSON: an object with an entry for each player.");
  }
}
