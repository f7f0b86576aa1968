import { readFile, stat } from 'node:fs/promises';
import { createPool } from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import { ImportError } from './import_error.ts';
import { type ColumnMapping, readCsv } from './read_csv.ts';
import { readSleeper } from './read_sleeper.ts';
import { type RejectedRow, rankPlayers, type SourcePlayer } from './rows.ts';

const MOST_MEGABYTES = 50;
const MOST_PLAYERS = 50_000;
const MEGABYTE = 1024 * 1024;

export interface ImportOptions {
  readonly file: string;
  /** What the pool is called. */
  readonly name: string;
  readonly format: 'csv' | 'sleeper';
  readonly columns?: ColumnMapping;
  /** Imports the others when some rows are rejected; otherwise nothing is. */
  readonly skipRejected?: boolean;
  readonly onProgress?: (rows: number, total: number) => void;
}

/** A pool that was imported. */
export interface Imported {
  readonly poolId: string;
  readonly players: number;
  readonly rejected: readonly RejectedRow[];
}

/**
 * Imports a file as a new pool, whole or not at all. Players are ranked from 1 without a gap. Throws an ImportError that
 * lists the rows that are no players, unless they are to be skipped.
 */
export async function importPlayers(db: Queryable, options: ImportOptions): Promise<Imported> {
  const { file, name, format, columns = {}, skipRejected = false, onProgress = () => undefined } = options;
  const text = await readText(file);
  const read = format === 'csv' ? readCsv(text, columns, onProgress) : readSleeper(text, onProgress);
  const rejected = [...read.rejected, ...twins(read.players)];
  if (rejected.length > 0 && !skipRejected) {
    const count = rejected.length === 1 ? '1 row is' : `${rejected.length} rows are`;
    throw new ImportError(
      `${count} no player, so nothing was imported. Mend them, or import without (--skip-rejected).`,
      rejected,
    );
  }
  const players = rankPlayers(withoutTwins(read.players));
  if (players.length === 0)
    throw new ImportError('There is no player in the file, so nothing was imported.', rejected);
  if (players.length > MOST_PLAYERS)
    throw new ImportError(`A pool has at most ${MOST_PLAYERS} players; this file has ${players.length}.`);
  return { poolId: await createPool(db, name, players), players: players.length, rejected };
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MOST_MEGABYTES * MEGABYTE)
      throw new ImportError(`The file has more than ${MOST_MEGABYTES} MB.`);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Two entries are one player when name, team and positions agree. */
function identity({ name, proTeam, positions }: SourcePlayer): string {
  return JSON.stringify([name, proTeam, positions]);
}

function withoutTwins(players: readonly SourcePlayer[]): SourcePlayer[] {
  return [...new Map(players.toReversed().map((player) => [identity(player), player])).values()].reverse();
}

function twins(players: readonly SourcePlayer[]): RejectedRow[] {
  const seen = new Set<string>();
  return players.flatMap((player) => {
    const isTwin = seen.has(identity(player));
    seen.add(identity(player));
    return isTwin ? [{ line: player.line, reason: `${player.name} is listed twice` }] : [];
  });
}
