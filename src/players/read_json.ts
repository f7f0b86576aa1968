import { z } from 'zod';
import { withoutMark } from '../shapes.ts';
import { messageOf } from '../telemetry/error_text.ts';
import { type ColumnMapping, findColumns } from './columns.ts';
import { ImportError } from './import_error.ts';
import { players } from './import_report.ts';
import { requireSmall } from './require_small.ts';
import type { Table, TableLimits } from './table.ts';

/** Sleeper's rank of players it does not rank. */
const UNRANKED = 9_999_999;
/** Of an entry that is none, so much is shown. */
const LONGEST_VALUE = 40;
const SHAPES =
  'Sleeper\'s player JSON (an object with an entry for each player), a list of players, or an object whose "players" is one of these';

/** What of JSON is read, and how much of it. */
export interface JsonOptions {
  readonly mapping: ColumnMapping;
  readonly limits?: TableLimits | undefined;
}

const entryShape = z.record(z.string(), z.unknown());
const listShape = z.array(entryShape);
type Entry = z.infer<typeof entryShape>;

/**
 * Reads a table from JSON: an object of players by id, as Sleeper's public API gives it, a list of players, or an object with
 * one of these under "players". Keys are headers. Who is not active, or plays no position, is no player of a pool in an object by id, and
 * left out: counted, not rejected. Where no key stands for positions nobody is left out for them, so that the missing column is told. JSON
 * has no lines to speak of, and numeric ids do not keep their order: a row's line is its place among the entries as read.
 */
export function readJson(text: string, { mapping, limits }: JsonOptions): Table {
  const { entries, isById } = entriesOf(parseJson(text));
  const header = positionsHeader(entries, mapping);
  const kept = entries
    .map((entry, index) => ({ entry, line: index + 1 }))
    .filter(({ entry }) => !isById || plays(entry, header));
  if (kept.length === 0) throw new ImportError('There is no player in the file, so nothing was imported.');
  const headers = headersOf(kept.map(({ entry }) => entry));
  if (limits) requireSmall(headers.length, entries.length, limits);
  const read = new Set(Object.values(findColumns(headers, mapping)));
  return {
    format: isById ? 'JSON, players by id' : 'JSON, a list of players',
    delimiter: null,
    headers,
    rows: kept.map(({ entry, line }) => ({
      line,
      cells: headers.map((name, place) => (read.has(place) ? textOf(entry[name]) : cellOf(entry[name]))),
    })),
    leftOut: entries.length - kept.length,
    helpers: helpersOf(headers, kept, isById),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch (error) {
    const problem = messageOf(error);
    throw new ImportError(`The file is not JSON: ${problem}. It is read as ${SHAPES}.`);
  }
}

function entriesOf(json: unknown): { entries: Entry[]; isById: boolean } {
  const held = z.object({ players: listShape }).safeParse(json);
  const list = held.success ? held.data.players : listShape.safeParse(json).data;
  if (list) return { entries: withPositions(list), isById: false };
  const heldById = z.object({ players: z.record(z.string(), entryShape) }).safeParse(json);
  const byId = z.record(z.string(), entryShape).safeParse(heldById.data?.players ?? json);
  const wrong = wrongEntry(json);
  if (!byId.success || wrong !== '') throw new ImportError(`The file is not ${SHAPES}${wrong}.`);
  // The id that the entry has itself is the same; where it has none, its key is one.
  const entries = withPositions(
    Object.entries(byId.data).map(([id, entry]) => ({ player_id: id, ...entry })),
  );
  return { entries: entries.map(ranked), isById: true };
}

/** Where others are players: which entry is none, as the end of a sentence. */
function wrongEntry(json: unknown): string {
  const held = z.object({ players: z.unknown() }).safeParse(json).data?.players ?? json;
  if (typeof held !== 'object' || held === null) return '';
  const isEntry = (value: unknown) => entryShape.safeParse(value).success;
  const values = Object.entries(held);
  const [name, value] = values.find(([, each]) => !isEntry(each)) ?? [];
  if (name === undefined || !values.some(([, each]) => isEntry(each))) return '';
  const which = Array.isArray(held) ? `entry ${Number(name) + 1}` : `the entry ${JSON.stringify(name)}`;
  const text = JSON.stringify(value);
  return `: ${which} is no object but ${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text}`;
}

/** Where a source has a list of positions for some players, the others have the one position that all have. */
function withPositions(entries: readonly Entry[]): Entry[] {
  if (!entries.some((entry) => Object.hasOwn(entry, 'fantasy_positions'))) return [...entries];
  return entries.map((entry) => ({
    ...entry,
    fantasy_positions: entry['fantasy_positions'] ?? entry['position'],
  }));
}

/** What keys say that are no column: where one stood in for another, and who is left out. */
function helpersOf(
  headers: readonly string[],
  kept: readonly { readonly entry: Entry }[],
  isById: boolean,
): Map<string, string> {
  const helpers = new Map<string, string>();
  if (headers.includes('fantasy_positions') && headers.includes('position')) {
    const stoodIn = kept.filter(({ entry }) => entry['fantasy_positions'] === entry['position']).length;
    helpers.set('position', `"position" where "fantasy_positions" says nothing (${players(stoodIn)})`);
  }
  if (isById && headers.includes('active')) helpers.set('active', '"active" for who is left out');
  return helpers;
}

/** Sleeper's search rank, where it is one: its best players have 0 or less, and unranked ones a number of their own. */
function ranked(entry: Entry): Entry {
  const rank = entry['search_rank'];
  return typeof rank === 'number'
    ? { ...entry, search_rank: rank >= UNRANKED ? null : Math.max(1, rank) }
    : entry;
}

/** The key that stands for positions, under whatever name; undefined: there is none. */
function positionsHeader(entries: readonly Entry[], mapping: ColumnMapping): string | undefined {
  const headers = headersOf(entries);
  return headers[findColumns(headers, mapping).positions ?? -1];
}

function headersOf(entries: readonly Entry[]): string[] {
  return [...new Set(entries.flatMap((entry) => Object.keys(entry)))];
}

function plays(entry: Entry, header: string | undefined): boolean {
  const positions = header === undefined || entry[header];
  return entry['active'] !== false && (Array.isArray(positions) ? positions.length > 0 : Boolean(positions));
}

/** The cell of a column that is read: true and false are no name, no position and no number. */
function textOf(value: unknown): string {
  return typeof value === 'boolean' ? '' : cellOf(value);
}

/** A value as the cell of a table: lists with commas, what is nested as nothing. */
function cellOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellOf).join(',');
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}
