import { CsvError, type Options, parse } from 'csv-parse/sync';
import { type ColumnMapping, type ColumnPlaces, findColumns, isEnough } from './columns.ts';
import { ImportError } from './import_error.ts';
import { requireSmall } from './require_small.ts';
import type { Table, TableLimits } from './table.ts';

const DELIMITERS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;
/** Titles and notes may stand before the header line. */
const MOST_LINES_BEFORE_HEADER = 10;

interface Line {
  /** Where the record begins. */
  readonly line: number;
  readonly record: readonly string[];
}

/** A record as the parser has it, and the line where it ends. */
interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/** What of CSV is read, and how much of it. */
export interface CsvOptions {
  readonly mapping: ColumnMapping;
  /** Whether a line with these columns is the header; players need a name and positions. */
  readonly isHeader?: (places: ColumnPlaces) => boolean;
  readonly limits?: TableLimits | undefined;
}

/**
 * Reads a table from CSV. What parts the cells is found out: commas, semicolons, tabs or bars. Throws an ImportError for what is none, and
 * for one that is larger than the limits.
 */
export function readCsv(given: string, { mapping, isHeader = isEnough, limits }: CsvOptions): Table {
  // The parser counts a carriage return within quotation marks as a line of its own.
  const text = given.replaceAll('\r\n', '\n');
  const mostColumns = limits?.columns ?? Number.POSITIVE_INFINITY;
  const find: Find = { mapping, isHeader, bounds: boundsOf(limits), mostColumns };
  const { delimiter, body } = findDelimiter(text, find);
  const lines = parseLines(body, { delimiter, ...find.bounds });
  const place = headerPlace(lines, find);
  const header = lines[place];
  if (!header) throw new ImportError('The file is empty. It needs a header line and a line for each player.');
  if (limits) requireSmall(header.record.length, lines.length - 1, limits);
  const rows = lines.slice(place + 1).filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  return {
    format: `CSV with ${DELIMITERS[delimiter]}, header in line ${header.line}`,
    delimiter,
    headers: header.record.map((title) => title.trim()),
    rows: rows.map(({ line, record }) => ({ line, cells: record.map((cell) => cell.trim()) })),
    leftOut: 0,
    helpers: new Map(),
  };
}

type Find = Required<Pick<CsvOptions, 'mapping' | 'isHeader'>> & {
  readonly bounds: Options;
  /** A line with more cells is no header, and its cells are not gone through: a text of commas alone has a million. */
  readonly mostColumns: number;
};

/** What the parser stops at. */
function boundsOf(limits: TableLimits | undefined): Options {
  if (!limits) return {};
  return { to: limits.rows + MOST_LINES_BEFORE_HEADER + 1, max_record_size: limits.rowLength };
}

/** The delimiter with which the header says most, and most lines have as many cells as it. */
function findDelimiter(text: string, find: Find): { delimiter: keyof typeof DELIMITERS; body: string } {
  // Excel's own first line.
  const [line, said] = /^sep=(.)(?:\n|$)/i.exec(text) ?? [];
  if (said !== undefined && !Object.hasOwn(DELIMITERS, said))
    throw new ImportError(
      `The first line, "${line?.trim()}", names a delimiter that is not known. Known are comma, semicolon, tab and "|".`,
    );
  // An empty one in its place keeps the line numbers.
  if (said !== undefined)
    return { delimiter: said as keyof typeof DELIMITERS, body: text.replace(/^[^\r\n]*/, '') };
  let best: { delimiter: keyof typeof DELIMITERS; score: number } = { delimiter: ',', score: -1 };
  for (const delimiter of Object.keys(DELIMITERS) as (keyof typeof DELIMITERS)[]) {
    const score = scoreOf(text, delimiter, find);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, body: text };
}

function scoreOf(text: string, delimiter: string, find: Find): number {
  const options = { delimiter, ...find.bounds, to: 2 * MOST_LINES_BEFORE_HEADER };
  // It may be with the right delimiter alone that a quotation mark is not closed. Its lines without any still tell that it is right.
  const lines = linesOrNull(text, options) ?? linesOrNull(text, { ...options, quote: false });
  if (!lines) return -1;
  const place = headerPlace(lines, find);
  const header = lines[place]?.record ?? [];
  const known = header.length > find.mostColumns ? 0 : Object.keys(findColumns(header, find.mapping)).length;
  const alike = lines.filter(({ record }) => record.length === header.length).length;
  return header.length === 1 ? known : 1_000 * known + Math.min(header.length, 100) + alike;
}

function linesOrNull(text: string, options: Options): Line[] | null {
  try {
    return linesOf(text, options);
  } catch {
    return null;
  }
}

/** Which line is the header: the first with the columns that one needs, else the first. */
function headerPlace(lines: readonly Line[], { mapping, isHeader, mostColumns }: Find): number {
  const place = lines
    .slice(0, MOST_LINES_BEFORE_HEADER)
    .findIndex(({ record }) => record.length <= mostColumns && isHeader(findColumns(record, mapping)));
  return Math.max(0, place);
}

function linesOf(text: string, options: Options): Line[] {
  return parseRecords(text, options).map(({ info, record }) => ({
    line: info.lines - breaksIn(record),
    record,
  }));
}

function parseLines(text: string, options: Options): Line[] {
  try {
    return linesOf(text, options);
  } catch (error) {
    throw new ImportError(whyNotCsv(text, error, options));
  }
}

function parseRecords(text: string, options: Options): Parsed[] {
  return parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    ...options,
  }) as unknown as Parsed[];
}

function breaksIn(record: readonly string[]): number {
  return record.reduce((breaks, cell) => breaks + cell.split(/[\r\n]/).length - 1, 0);
}

/** Where the record begins that comes after so many. */
function beginOfNext(text: string, options: Options, records: number): number {
  const end = records === 0 ? 0 : (parseRecords(text, { ...options, to: records }).at(-1)?.info.lines ?? 0);
  const lines = text.split(/[\r\n]/);
  return lines.findIndex((line, index) => index >= end && line !== '') + 1;
}

function whyNotCsv(text: string, error: unknown, options: Options): string {
  if (!(error instanceof CsvError)) return `The file is not CSV: ${String(error)}`;
  const { code, records = 0 } = error as CsvError & { readonly records?: number };
  if (code !== 'CSV_MAX_RECORD_SIZE' && code !== 'CSV_QUOTE_NOT_CLOSED')
    return `The file is not CSV: ${error.message}`;
  const line = beginOfNext(text, options, records);
  if (code === 'CSV_MAX_RECORD_SIZE' && !hasOneQuote(text, line)) {
    return (
      `Line ${line} has more than ${options.max_record_size} characters, too many for one player. Take it out, or part it: a quotation mark ` +
      'that is not closed makes one line of all that follow it, and so does a missing line break.'
    );
  }
  return `A quotation mark is opened in line ${line} and not closed, so all that follows it is one cell, up to the end of the file. Close it, or take it out.`;
}

/** Whether there is one quotation mark from that line on, which nothing can close. */
function hasOneQuote(text: string, line: number): boolean {
  const rest = text.split(/[\r\n]/).slice(line - 1);
  return rest.join('').split('"', 3).length === 2;
}
