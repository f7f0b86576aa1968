import {
  type Column,
  type ColumnMapping,
  type ColumnPlaces,
  findColumns,
  requireColumns,
} from './columns.ts';
import type { ImportReport } from './import_report.ts';
import { type DecimalSign, findDecimalSign, isNothing, readNumber } from './read_numbers.ts';
import { readPositions } from './read_positions.ts';
import { MOST_ADP, type RejectedRow, type SourcePlayer, toPlayer } from './rows.ts';
import type { Table, TableRow } from './table.ts';
import { withWholeNames } from './whole_names.ts';

/** "Aaron Judge (NYY)", "Grayson Rodriguez (LAA) IL10", "Ja'Marr Chase CIN (10)": what follows the name. */
const NAME_AND_TEAM = /^(?<name>.+?) \((?<team>[A-Z]{2,4})\)(?: (?<remark>[A-Z]{1,4}[+\d]*))?$/;
const NAME_TEAM_AND_BYE = /^(?<name>.+) (?<team>[A-Z]{2,4}) \((?<bye>\d{1,2})\)$/;

const LAST_FIRST = /^([^,]+), ?([^,]+?)(?:, ?([^,]+))?$/;
const SUFFIX = /^(?:jr|sr|ii|iii|iv|v)\.?$/i;

export interface ReadPlayers {
  readonly players: readonly SourcePlayer[];
  readonly rejected: readonly RejectedRow[];
  readonly report: ImportReport;
}

/** How players are read. */
export interface ReadPlayersOptions {
  readonly mapping: ColumnMapping;
  /** Whether a player without positions is none; in a ranking the name is enough. */
  readonly needsPositions?: boolean;
  /** Called after each row with the number of rows read so far. */
  readonly seen?: (rows: number, total: number) => void;
}

/**
 * Reads the players of a table, and reports what was read as what. Throws an ImportError for columns that are missing.
 */
export function readPlayers(
  given: Table,
  { mapping, needsPositions = true, seen = () => undefined }: ReadPlayersOptions,
): ReadPlayers {
  const places = findColumns(given.headers, mapping);
  requireColumns(given.headers, places, mapping, needsPositions);
  const table = withWholeNames(given, places);
  const ranking = rankingColumn(table, places, mapping);
  const keepsAdp = needsPositions && cellsOf(table, places.adp).some((text) => !isNothing(text));
  const numbers = (['rank', 'adp', 'bye'] as const).flatMap((column) => cellsOf(table, places[column]));
  const decimalSign = findDecimalSign(numbers, table.delimiter);
  const changes = new Map<string, number>();
  const reader: Reader = {
    ...{ places, ranking, decimalSign, needsPositions, keepsAdp },
    changed: (what) => changes.set(what, (changes.get(what) ?? 0) + 1),
  };
  const players: SourcePlayer[] = [];
  const rejected: RejectedRow[] = [];
  for (const [index, row] of table.rows.entries()) {
    const player = surplusOf(row, table) ?? readRow(row, reader);
    if (typeof player !== 'string') players.push(player);
    else
      rejected.push({
        line: row.line,
        reason: table.delimiter === null ? named(row, reader, player) : player,
      });
    seen(index + 1, table.rows.length);
  }
  return { players, rejected, report: reportOf(table, reader, changes) };
}

/** Why a row cannot be read whose cells do not all stand under a header: which of them is one too many is not known. Null where they do. */
function surplusOf({ cells }: TableRow, { headers }: Table): string | null {
  const used = cells.findLastIndex((cell) => cell !== '') + 1;
  if (used <= headers.length) return null;
  return `the row has ${used} cells, the header has ${headers.length}`;
}

interface Reader {
  readonly places: ColumnPlaces;
  readonly ranking: 'rank' | 'adp' | null;
  readonly decimalSign: DecimalSign;
  readonly needsPositions: boolean;
  /** Whether the ADP is read besides ranking: of pools, where it says something. */
  readonly keepsAdp: boolean;
  /** Notes something that was read otherwise than it is written. */
  readonly changed: (what: string) => void;
}

function reportOf(
  table: Table,
  { places, ranking, decimalSign, keepsAdp }: Reader,
  changes: Map<string, number>,
): ImportReport {
  // An ADP is kept with the player, also where something else ranks.
  const isUsed = (column: string) =>
    (column !== 'rank' && column !== 'adp') || column === ranking || (column === 'adp' && keepsAdp);
  const used = Object.entries(places).filter(([column]) => isUsed(column));
  const usedPlaces = new Set(used.map(([, place]) => place));
  return {
    format: table.format,
    decimalSign,
    columns: used.map(([column, place]) => [column as Column, table.headers[place] ?? '']),
    unused: table.headers.flatMap((header, place) => {
      if (usedPlaces.has(place) || table.helpers.has(header)) return [];
      const isEmpty = cellsOf(table, place).every(isNothing);
      if (header === '') return isEmpty ? [] : [`column ${place + 1} (without a header)`];
      return isEmpty ? [`"${header}" (empty)`] : [`"${header}"`];
    }),
    alsoUsed: [...table.helpers.values()],
    rankedBy: ranking === null ? null : (table.headers[places[ranking] ?? 0] ?? ''),
    changes: [...changes].map(([what, players]) => ({ what, players })),
  };
}

/** By what players are ranked: a rank before an ADP, unless only the ADP was asked for; a column that says nothing is none. */
function rankingColumn(table: Table, places: ColumnPlaces, mapping: ColumnMapping): 'rank' | 'adp' | null {
  const says = (column: 'rank' | 'adp') => cellsOf(table, places[column]).some((cell) => !isNothing(cell));
  const order =
    mapping.adp !== undefined && mapping.rank === undefined
      ? (['adp', 'rank'] as const)
      : (['rank', 'adp'] as const);
  return order.find(says) ?? null;
}

function cellsOf(table: Table, place: number | undefined): string[] {
  return place === undefined ? [] : table.rows.map(({ cells }) => cells[place] ?? '');
}

function named(row: TableRow, { places }: Reader, reason: string): string {
  const id = row.cells[places.id ?? -1];
  return id ? `player ${id}: ${reason}` : reason;
}

function readRow(row: TableRow, reader: Reader): SourcePlayer | string {
  const { places, ranking, decimalSign, changed } = reader;
  const noted: string[] = [];
  const cell = (column: Column) => row.cells[places[column] ?? -1] ?? '';
  const something = (column: Column) => {
    const text = cell(column);
    if (!isNothing(text)) return text;
    if (text !== '') noted.push(`"${text}" as ${column} read as nothing`);
    return null;
  };
  const { name: written, team, bye } = splitName(wholeName(cell), places, noted);
  // In a ranking it only says who is meant.
  const name = reader.needsPositions ? turned(written, noted) : written;
  const read = readPositions(cell('positions'));
  noted.push(...read.changes);
  const number = (column: 'rank' | 'adp' | 'bye') => readNumber(something(column) ?? '', decimalSign);
  let given = ranking === 'adp' || reader.keepsAdp ? number('adp') : null;
  if (given === 0) {
    noted.push('an ADP of 0 read as nothing');
    given = null;
  }
  const rank = ranking === 'rank' ? number('rank') : ranking === 'adp' ? given : null;
  // What only stands beside a rank refuses no row.
  const isAdp = given !== null && given > 0 && given <= MOST_ADP;
  if (given !== null && !isAdp) noted.push('an ADP that is none left out');
  const adp = isAdp ? given : null;
  let byeWeek = bye ?? number('bye');
  if (byeWeek === 0) {
    noted.push('a bye of 0 read as nothing');
    byeWeek = null;
  }
  const proTeam = team ?? something('team');
  const described = { rank, name, positions: read.positions, proTeam, byeWeek, adp };
  const player = toPlayer(row.line, something('id'), described, reader.needsPositions);
  // Where the ADP ranks, what is wrong with it is.
  if (typeof player === 'string')
    return ranking === 'adp' ? player.replace(/^the rank /, 'the ADP ') : player;
  if (player.name !== name) noted.push('names without needless white space, and with composed letters');
  for (const what of new Set(noted)) changed(what);
  return player;
}

function wholeName(cell: (column: Column) => string): string {
  const whole = cell('name');
  return whole === '' || whole === '-' ? `${cell('first')} ${cell('last')}`.trim() : whole;
}

/** "Able, Ann" as "Ann Able", and "Able, Ann, Jr." as "Ann Able Jr.": everybody else writes names so, and looks for them. */
function turned(name: string, noted: string[]): string {
  const [, last = '', first, behind] = LAST_FIRST.exec(name) ?? [];
  if (first === undefined || SUFFIX.test(first) || (behind !== undefined && !SUFFIX.test(behind)))
    return name;
  noted.push('"Last, First" read as "First Last"');
  return [first, last, behind].filter((part) => part !== undefined).join(' ');
}

/** A name that brings its team along, where there is no column for that. */
function splitName(
  whole: string,
  places: ColumnPlaces,
  noted: string[],
): { name: string; team: string | null; bye: number | null } {
  const parts =
    places.team === undefined
      ? (NAME_AND_TEAM.exec(whole) ?? NAME_TEAM_AND_BYE.exec(whole))?.groups
      : undefined;
  if (!parts) return { name: whole, team: null, bye: null };
  noted.push(parts['bye'] ? 'team and bye read from behind the name' : 'team read from behind the name');
  if (parts['remark']) noted.push(`"${parts['remark']}" behind the name left out`);
  return {
    name: parts['name'] ?? whole,
    team: parts['team'] ?? null,
    bye: parts['bye'] && places.bye === undefined ? Number(parts['bye']) : null,
  };
}
