import { type ColumnMapping, findColumns, hasName } from './columns.ts';
import type { DecodedText } from './decode_text.ts';
import { ImportError } from './import_error.ts';
import { type ImportReport, reportLines } from './import_report.ts';
import { type Known, PlayerMatcher } from './match_players.ts';
import { readCsv } from './read_csv.ts';
import { readPlayers } from './read_players.ts';
import type { RejectedRow, SourcePlayer } from './rows.ts';
import type { Table, TableLimits } from './table.ts';

const MOST_PLAYERS = 5_000;
/** "12. Ann Able", "12) Ann Able", "12, Able, Ann": a place before the name. */
const PLACE = /^\s*\d{1,5}\s*[.):,-]?\s+/;
/** "Able, Ann", "Able, Ann, Jr.": as many cells as a name can fall into. */
const MOST_PARTS = 3;
/** "Ann Able, QB", "Ann Able, CIN": a position or a team behind a name, which needs a header. */
const SAYS_MORE = /, (?!I{1,3}$|IV$|V$)[A-Z/]{1,4}\d{0,2}$/;

export interface ReadRankingOptions {
  readonly columns?: ColumnMapping | undefined;
  readonly limits?: TableLimits;
}

/** A row whose player is not known, and who of the pool may be meant, the nearest first. */
export interface UnmatchedRow {
  readonly line: number;
  /** As the text has it. */
  readonly name: string;
  readonly reason: string;
  readonly candidates: readonly Known[];
}

/** What a text would become as a ranking of a pool. */
export interface RankingReading {
  /** The most wanted first. */
  readonly players: readonly Known[];
  readonly unmatched: readonly UnmatchedRow[];
  /** Rows that name nobody, and those that name somebody again. */
  readonly rejected: readonly RejectedRow[];
  readonly read: ImportReport;
  /** How it was read, in lines for people. */
  readonly report: readonly string[];
  /** Why it can be no ranking, whatever becomes of the other rows; null where it can. */
  readonly problem: string | null;
}

/**
 * Reads a text as a ranking of the players of a pool: CSV with a column for the name, or a name in each line. It is ranked by its rank or
 * its ADP, else in its own order. Throws an ImportError for a text that is neither.
 */
export function readRanking(
  { text, encoding }: DecodedText,
  pool: readonly Known[],
  { columns = {}, limits }: ReadRankingOptions = {},
): RankingReading {
  const table = namesOf(readCsv(text, { mapping: columns, isHeader: hasName, limits }), columns);
  const {
    players: named,
    rejected,
    report: read,
  } = readPlayers(table, {
    mapping: columns,
    needsPositions: false,
  });
  const matched = matchAll(inOrder(named), new PlayerMatcher(pool));
  const unranked = named.filter(({ rank }) => rank === null).length;
  const report = reportLines(read, { encoding, unranked, namesakes: [] });
  return {
    ...{ ...matched, read, report },
    rejected: [...rejected, ...matched.twins].toSorted((a, b) => a.line - b.line),
    problem: problemOf(matched.players.length),
  };
}

/** Refuses rows that do not name a player of the pool, unless they are to be left out, and what can be no ranking. */
export function requireRanking(
  { players, unmatched, rejected, report, problem }: RankingReading,
  skipUnmatched: boolean,
): readonly Known[] {
  const rows = [...unmatched, ...rejected].toSorted((a, b) => a.line - b.line);
  if (rows.length > 0 && !skipUnmatched) {
    const isOne = rows.length === 1;
    const count = isOne ? '1 row names' : `${rows.length} rows name`;
    throw new ImportError(
      `${count} no player of the pool, or one again, so nothing was imported.`,
      rows.map(({ line, reason }) => ({ line, reason })),
      report,
      { remedy: `Mend ${isOne ? 'it' : 'them'}, or import without (--skip-unmatched).` },
    );
  }
  if (problem !== null) throw new ImportError(problem, rejected, report);
  return players;
}

/** A table without a header that names names as a list with a name in each line, the last name first or not. */
function namesOf(table: Table, mapping: ColumnMapping): Table {
  if (hasName(findColumns(table.headers, mapping)) || Object.keys(mapping).length > 0) return table;
  const lines = [{ line: 1, cells: table.headers }, ...table.rows].map(({ line, cells }) => ({
    line,
    name: cells.join(', ').replace(PLACE, ''),
  }));
  const isOneCell = table.headers.length === 1 && table.rows.every(({ cells }) => cells.length === 1);
  const areNames =
    table.delimiter === ',' &&
    lines.every(({ name: whole }) => whole.split(', ').length <= MOST_PARTS && !/\d/.test(whole)) &&
    !lines.every(({ name: whole }) => SAYS_MORE.test(whole));
  if (!isOneCell && !areNames) return table;
  return {
    ...table,
    format: 'a list with a name in each line',
    headers: ['name'],
    rows: lines.map(({ line, name: whole }) => ({ line, cells: [whole] })),
  };
}

/** By rank, the rows without one last, in their own order where that says nothing. */
function inOrder(named: readonly SourcePlayer[]): SourcePlayer[] {
  const rankOf = ({ rank }: SourcePlayer) => rank ?? Number.POSITIVE_INFINITY;
  return named.toSorted((a, b) => rankOf(a) - rankOf(b) || 0);
}

function matchAll(named: readonly SourcePlayer[], matcher: PlayerMatcher) {
  const players = new Map<number, Known>();
  const unmatched: UnmatchedRow[] = [];
  const twins: RejectedRow[] = [];
  for (const { line, ...given } of named) {
    const match = matcher.match(given);
    if (match.player === null) {
      const { reason, candidates } = match;
      unmatched.push({ line, name: given.name, reason, candidates });
    } else if (players.has(match.player.id)) {
      twins.push({ line, reason: `${given.name} is ${match.player.name}, who is listed before` });
    } else players.set(match.player.id, match.player);
  }
  return {
    players: [...players.values()],
    unmatched: unmatched.toSorted((a, b) => a.line - b.line),
    twins,
  };
}

function problemOf(players: number): string | null {
  if (players === 0) return 'No player of the pool is in the text, so nothing was imported.';
  if (players > MOST_PLAYERS)
    return `A ranking has at most ${MOST_PLAYERS} players; this text has ${players}.`;
  return null;
}
