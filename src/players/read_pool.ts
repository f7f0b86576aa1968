import type { NewPlayer } from '../database/players.ts';
import type { ColumnMapping } from './columns.ts';
import type { DecodedText } from './decode_text.ts';
import type { ImportFormat } from './formats.ts';
import { ImportError } from './import_error.ts';
import { type ImportReport, reportLines } from './import_report.ts';
import { readCsv } from './read_csv.ts';
import { readJson } from './read_json.ts';
import { readPlayers } from './read_players.ts';
import { type RejectedRow, rankPlayers, type SourcePlayer } from './rows.ts';
import type { TableLimits } from './table.ts';
import { sortTwins } from './twins.ts';

const MOST_POSITIONS = 31;

export interface ReadPoolOptions {
  /** What the text looks like when not given. */
  readonly format?: ImportFormat | undefined;
  readonly columns?: ColumnMapping | undefined;
  /** Players that a pool may have. */
  readonly most: number;
  /** How large the table may be; as large as it is where nothing is said. */
  readonly limits?: TableLimits;
  /** Called after each row with the number of rows read so far, and of all. */
  readonly onRow?: (rows: number, total: number) => void;
}

/** What a text would become as a pool. */
export interface PoolReading {
  /** Ranked from 1 without a gap, the best first. */
  readonly players: readonly NewPlayer[];
  /** Rows that are no players, in the order of the file. */
  readonly rejected: readonly RejectedRow[];
  /** Entries that are left out without being faults. */
  readonly leftOut: number;
  /** What was read as what. */
  readonly read: ImportReport;
  /** The same in lines, for people. */
  readonly report: readonly string[];
  /** Why it can be no pool, whatever becomes of the rejected rows; null where it can. */
  readonly problem: string | null;
}

/** Reads a text as a pool: CSV or JSON. Throws an ImportError for one that is no table of players at all. */
export function readPool(
  { text, encoding }: DecodedText,
  { format, columns = {}, most, limits, onRow = () => undefined }: ReadPoolOptions,
): PoolReading {
  const table = isJson(format, text)
    ? readJson(text, { mapping: columns, limits })
    : readCsv(text, { mapping: columns, limits });
  const { players, rejected, report: read } = readPlayers(table, { mapping: columns, seen: onRow });
  const { unique, twins, namesakes } = sortTwins(players);
  const unranked = unique.filter(({ rank }) => rank === null).length;
  return {
    players: rankPlayers(unique),
    rejected: [...rejected, ...twins].toSorted((a, b) => a.line - b.line),
    leftOut: table.leftOut,
    read,
    report: reportLines(read, { encoding, unranked, namesakes }),
    problem: problemOf(unique, most),
  };
}

/** Refuses rows that are no players, unless they are to be left out, and what can be no pool. Throws an ImportError. */
export function requirePool(
  { players, rejected, report, problem }: PoolReading,
  skipRejected: boolean,
): readonly NewPlayer[] {
  if (rejected.length > 0 && !skipRejected) {
    const isOne = rejected.length === 1;
    const count = isOne ? '1 row is' : `${rejected.length} rows are`;
    throw new ImportError(`${count} no player, so nothing was imported.`, rejected, report, {
      remedy: `Mend ${isOne ? 'it' : 'them'}, or import without (--skip-rejected).`,
    });
  }
  if (problem !== null) throw new ImportError(problem, rejected, report);
  return players;
}

function isJson(format: ImportFormat | undefined, text: string): boolean {
  return format === undefined ? /^\ufeff?\s*[[{]/.test(text) : format !== 'csv';
}

function problemOf(players: readonly SourcePlayer[], most: number): string | null {
  if (players.length === 0) return 'There is no player in the file, so nothing was imported.';
  if (players.length > most) return `A pool has at most ${most} players; this file has ${players.length}.`;
  const positions = new Set(players.flatMap((player) => player.positions));
  if (positions.size > MOST_POSITIONS)
    return `A pool has at most ${MOST_POSITIONS} positions; this file has ${positions.size}. Is it the right column?`;
  return null;
}
