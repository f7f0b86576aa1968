import { readFile, stat } from 'node:fs/promises';
import { createPlayerPool } from '../database/players.ts';
import type { Queryable } from '../database/queryable.ts';
import { readName } from '../draft/names.ts';
import type { ColumnMapping } from './columns.ts';
import { type DecodedText, decodeText } from './decode_text.ts';
import type { ImportFormat } from './formats.ts';
import { ImportError } from './import_error.ts';
import { reportLines } from './import_report.ts';
import { readCsv } from './read_csv.ts';
import { readJson } from './read_json.ts';
import { readPlayers } from './read_players.ts';
import { type RejectedRow, rankPlayers, type SourcePlayer } from './rows.ts';
import { sortTwins } from './twins.ts';

const MOST_MEGABYTES = 50;
const MOST_PLAYERS = 50_000;
const MOST_POSITIONS = 31;
const MEGABYTE = 1024 * 1024;
/** What error codes of the operating system mean, for the person who named a file. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Correct its path.',
  EISDIR: 'it is a folder. Name a file in it.',
  EACCES: 'this user may not read it. Let them, or copy it.',
  ENOTDIR: 'its path leads through a file. Correct its path.',
};

export interface ImportOptions {
  readonly file: string;
  /** What the pool is called. */
  readonly name: string;
  /** What the file looks like when not given. */
  readonly format?: ImportFormat;
  /** A label of the WHATWG Encoding Standard, such as windows-1250; found out when not given. */
  readonly encoding?: string;
  readonly columns?: ColumnMapping;
  /** Imports the others when some rows are rejected; otherwise nothing is. */
  readonly skipRejected?: boolean;
  /** Called after each row, and once more when the pool is stored: `total` is the rows and that last step. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A pool that was imported. */
export interface Imported {
  readonly poolId: string;
  readonly players: number;
  readonly rejected: readonly RejectedRow[];
  /** Entries that are left out without being faults: who is not active, or plays no position. */
  readonly leftOut: number;
  /** What was read as what, in lines for the person who imports. */
  readonly report: readonly string[];
}

/**
 * Imports a file as a new pool, whole or not at all. Players are ranked from 1 without a gap. Throws an ImportError that
 * lists the rows that are no players, unless they are to be skipped.
 */
export async function importPlayers(db: Queryable, options: ImportOptions): Promise<Imported> {
  const {
    file,
    format,
    encoding,
    columns = {},
    skipRejected = false,
    onProgress = () => undefined,
  } = options;
  const name = poolName(options.name);
  const decoded = await readText(file, encoding);
  let steps = 1;
  const seen = (rows: number, total: number) => {
    steps = total + 1;
    onProgress(rows, steps);
  };
  const table = isJson(format, decoded.text) ? readJson(decoded.text) : readCsv(decoded.text, columns);
  const read = readPlayers(table, columns, seen);
  const { unique, twins, namesakes } = sortTwins(read.players);
  const unranked = unique.filter(({ rank }) => rank === null).length;
  const report = reportLines(read.report, { encoding: decoded.encoding, unranked, namesakes });
  const rejected = [...read.rejected, ...twins].toSorted((a, b) => a.line - b.line);
  if (rejected.length > 0 && !skipRejected) {
    const isOne = rejected.length === 1;
    const count = isOne ? '1 row is' : `${rejected.length} rows are`;
    throw new ImportError(
      `${count} no player, so nothing was imported. Mend ${isOne ? 'it' : 'them'}, or import without (--skip-rejected).`,
      rejected,
      report,
    );
  }
  refuseUnfitting(unique, rejected, report);
  const poolId = await createPlayerPool(db, name, rankPlayers(unique));
  onProgress(steps, steps);
  return { poolId, players: unique.length, rejected, leftOut: table.leftOut, report };
}

function poolName(text: string): string {
  const reading = readName(text);
  if ('problem' in reading) throw new ImportError(`The name of the pool ${reading.problem}.`);
  return reading.name;
}

function isJson(format: ImportFormat | undefined, text: string): boolean {
  return format === undefined ? /^\ufeff?\s*[[{]/.test(text) : format !== 'csv';
}

function refuseUnfitting(
  players: readonly SourcePlayer[],
  rejected: readonly RejectedRow[],
  report: readonly string[],
): void {
  if (players.length === 0)
    throw new ImportError('There is no player in the file, so nothing was imported.', rejected, report);
  if (players.length > MOST_PLAYERS)
    throw new ImportError(`A pool has at most ${MOST_PLAYERS} players; this file has ${players.length}.`);
  const positions = new Set(players.flatMap((player) => player.positions));
  if (positions.size > MOST_POSITIONS)
    throw new ImportError(
      `A pool has at most ${MOST_POSITIONS} positions; this file has ${positions.size}. Is it the right column?`,
      rejected,
      report,
    );
}

async function readText(file: string, encoding: string | undefined): Promise<DecodedText> {
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > MOST_MEGABYTES * MEGABYTE)
      throw new ImportError(`The file has more than ${MOST_MEGABYTES} MB.`);
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`Cannot read ${file}: ${whyUnreadable(error)}`);
  }
  return decodeText(bytes, encoding);
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = Object.hasOwn(UNREADABLE, code) ? UNREADABLE[code] : undefined;
  return why ?? (error instanceof Error ? error.message : String(error));
}
