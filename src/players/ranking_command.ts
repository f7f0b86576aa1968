import type { Actor } from '../database/actor.ts';
import { readVisiblePool } from '../database/players.ts';
import type { Queryable } from '../database/queryable.ts';
import { setRanking } from '../database/rankings.ts';
import { readName } from '../draft/names.ts';
import { isRefusal } from '../service_errors.ts';
import type { RankingArguments } from './import_arguments.ts';
import { ImportError } from './import_error.ts';
import { players } from './import_report.ts';
import { knownPlayers } from './match_players.ts';
import { type RankingReading, readRanking, requireRanking } from './read_ranking.ts';
import { readTextFile } from './read_text_file.ts';

/**
 * Imports a ranking from the command line and says what came of it, or complains of why nothing did, every row that names nobody included;
 * the exit code.
 */
export async function rankingCommand(
  db: Queryable,
  { file, user, pool: poolId, encoding, columns, skipUnmatched, ...given }: RankingArguments,
  say: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const lines: string[] = [];
  const actor: Actor = { kind: 'USER', userId: user };
  try {
    const name = nameOf(given.name);
    const pool = knownPlayers(await readVisiblePool(db, poolId, actor));
    const reading = readRanking(await readTextFile(file, encoding), pool, { columns });
    lines.push(...reading.report, ...listed(reading));
    const playerIds = requireRanking(reading, skipUnmatched).map(({ id }) => id);
    await setRanking(db, { poolId, name, playerIds }, actor);
    for (const line of [...lines, `Imported ${players(playerIds.length)} as the ranking "${name}".`])
      say(line);
    return 0;
  } catch (error) {
    if (!(error instanceof ImportError) && !isRefusal(error)) throw error;
    for (const line of [...lines, error.message]) complain(line);
    return 1;
  }
}

function nameOf(text: string): string {
  const reading = readName(text);
  if ('problem' in reading) throw new ImportError(`The name of the ranking ${reading.problem}.`);
  return reading.name;
}

function listed({ unmatched, rejected }: RankingReading): string[] {
  const nobodies = unmatched.map(({ line, name, reason, candidates }) => {
    const near = candidates.map((player) => player.name).join(', ');
    return `  line ${line}: ${name}: ${reason}${near === '' ? '' : `; the nearest: ${near}`}`;
  });
  return [...nobodies, ...rejected.map(({ line, reason }) => `  line ${line}: ${reason}`)];
}
