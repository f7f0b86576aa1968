import { readFile, stat } from 'node:fs/promises';
import { createPool } from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import { ImportError } from './import_error.ts';
import { type ColumnMapping, readCsv } from './read_csv.ts';
import { readSleeper } from './read_sleeper.ts';
import { type RejectedRow, rankPlayers, type SourcePlayer } from './rows.ts';

const MOST_MEGABYTES = 50;
const MOST_PLAYERS = 50_000;
const MOST_POSITIONS = 31;
const MEGABYTE = 1024 * 1024;

export interface ImportOptions {
  readonly file: string;
  /** What the pool is called. */
  readonly name: string;
  /** csv when not given. */
  readonly format?: 'csv' | 'sleeper';
  readonly columns?: ColumnMapping;
  /** Imports the others when some rows are rejected; otherwise nothing is. */
  readonly skipRejected?: boolean;
  /** Told after each row, and once more when the pool is stored: `total` is the rows and that last step. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A pool that was imported. */
export interface Imported {
  readonly poolId: string;
  readonly players: number;
  readonly rejected: readonly RejectedRow[];
  /** Entries that are no players of a pool and need no mending: who is not active, or plays no position. */
  readonly leftOut: number;
}

/**
 * Imports a file as a new pool, whole or not at all. Players are ranked from 1 without a gap. Throws an ImportError that
 * lists the rows that are no players, unless they are to be skipped.
 */
export async function importPlayers(db: Queryable, options: ImportOptions): Promise<Imported> {
  const {
    file,
    name,
    format = 'csv',
    columns = {},
    skipRejected = false,
    onProgress = () => undefined,
  } = options;
  const text = await readText(file);
  let steps = 1;
  const seen = (rows: number, total: number) => {
    steps = total + 1;
    onProgress(rows, steps);
  };
  const read = format === 'csv' ? { ...readCsv(text, columns, seen), leftOut: 0 } : readSleeper(text, seen);
  const { unique, twins } = splitTwins(read.players);
  const rejected = [...read.rejected, ...twins].toSorted((a, b) => a.line - b.line);
  if (rejected.length > 0 && !skipRejected) {
    const count = rejected.length === 1 ? '1 row is' : `${rejected.length} rows are`;
    throw new ImportError(
      `${count} no player, so nothing was imported. Mend them, or import without (--skip-rejected).`,
      rejected,
    );
  }
  refuseUnfitting(unique, rejected);
  const poolId = await createPool(db, name, rankPlayers(unique));
  onProgress(steps, steps);
  return { poolId, players: unique.length, rejected, leftOut: read.leftOut };
}

function refuseUnfitting(players: readonly SourcePlayer[], rejected: readonly RejectedRow[]): void {
  if (players.length === 0)
    throw new ImportError('There is no player in the file, so nothing was imported.', rejected);
  if (players.length > MOST_PLAYERS)
    throw new ImportError(`A pool has at most ${MOST_PLAYERS} players; this file has ${players.length}.`);
  const positions = new Set(players.flatMap((player) => player.positions));
  if (positions.size > MOST_POSITIONS)
    throw new ImportError(
      `A pool has at most ${MOST_POSITIONS} positions; this file has ${positions.size}. Is it the right column?`,
    );
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

/** The first of each player, in the order of the source, and the rows that repeat one. */
function splitTwins(players: readonly SourcePlayer[]): { unique: SourcePlayer[]; twins: RejectedRow[] } {
  const firsts = new Map<string, SourcePlayer>();
  const twins: RejectedRow[] = [];
  for (const player of players) {
    const key = identity(player);
    if (firsts.has(key)) twins.push({ line: player.line, reason: `${player.name} is listed twice` });
    else firsts.set(key, player);
  }
  return { unique: [...firsts.values()], twins };
}
