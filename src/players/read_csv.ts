import { parse } from 'csv-parse/sync';
import { ImportError } from './import_error.ts';
import { type RejectedRow, type SourcePlayer, toPlayer } from './rows.ts';

/** What a column can mean to us. */
export const COLUMNS = ['rank', 'name', 'positions', 'team', 'bye'] as const;
export type Column = (typeof COLUMNS)[number];

/** Which header stands for which column; the usual ones are known. */
export type ColumnMapping = Partial<Record<Column, string>>;

const USUAL_HEADERS: Readonly<Record<Column, readonly string[]>> = {
  rank: ['rank', 'rk', 'rkov', 'overall', 'ecr', '#'],
  name: ['name', 'player', 'player name', 'full name'],
  positions: ['positions', 'position', 'pos'],
  team: ['team', 'tm'],
  bye: ['bye', 'bye week'],
};

interface Record_ {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/** Reads players from CSV with a header line. `seen` is told how many rows were read. */
export function readCsv(
  text: string,
  mapping: ColumnMapping,
  seen: (rows: number, total: number) => void,
): { players: SourcePlayer[]; rejected: RejectedRow[] } {
  const [header, ...rows] = parseRows(text);
  if (!header) throw new ImportError('The file is empty. It needs a header line and a line for each player.');
  const places = findColumns(header.record, mapping);
  const players: SourcePlayer[] = [];
  const rejected: RejectedRow[] = [];
  for (const [index, { info, record }] of rows.entries()) {
    const cell = (column: Column) => {
      const place = places[column];
      return place === undefined ? '' : (record[place] ?? '').trim();
    };
    const player = toPlayer(info.lines, {
      rank: numberIn(cell('rank')),
      name: cell('name'),
      positions: positionsIn(cell('positions')),
      proTeam: cell('team') || null,
      byeWeek: numberIn(cell('bye')),
    });
    if (typeof player === 'string') rejected.push({ line: info.lines, reason: player });
    else players.push(player);
    seen(index + 1, rows.length);
  }
  return { players, rejected };
}

function parseRows(text: string): Record_[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Record_[];
  } catch (error) {
    throw new ImportError(`The file is not CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function findColumns(header: readonly string[], mapping: ColumnMapping): Partial<Record<Column, number>> {
  const plain = header.map((title) => title.trim().toLowerCase());
  const places: Partial<Record<Column, number>> = {};
  for (const column of COLUMNS) {
    const wanted = mapping[column];
    const titles = wanted === undefined ? USUAL_HEADERS[column] : [wanted.trim().toLowerCase()];
    const place = titles.map((title) => plain.indexOf(title)).find((index) => index >= 0);
    if (place !== undefined) places[column] = place;
    else if (wanted !== undefined || column === 'name' || column === 'positions') {
      const found = header.map((title) => `"${title}"`).join(', ');
      const missing = wanted === undefined ? `no column for the ${column}` : `no column "${wanted}"`;
      throw new ImportError(
        `The file has ${missing}. It has: ${found}. Say which with --column ${column}=HEADER.`,
      );
    }
  }
  return places;
}

/** A number, null where there is none, and NaN where there is something else. */
function numberIn(text: string): number | null {
  return text === '' || text === '-' ? null : Number(text);
}

/** "WR1", "PG,SG", "C OUT", "RB|WR", "D/ST": the positions in it, without ranks and remarks on injuries. */
function positionsIn(text: string): string[] {
  const words = text
    .replace(/\bD\/ST/g, 'DST')
    .split(/[\s,|/]+/)
    .map((word) => word.replace(/(?<=[A-Za-z])\d+$/, ''));
  const remarks = new Set(['', 'OUT', 'GTD', 'DTD', 'IR']);
  const positions = words.filter((word) => !remarks.has(word)).map((word) => (word === 'DST' ? 'DEF' : word));
  return [...new Set(positions)];
}
