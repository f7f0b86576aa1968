import { readFile, stat } from 'node:fs/promises';
import { createPlayerPool } from '../database/players.ts';
import type { Queryable } from '../database/queryable.ts';
import { readName } from '../draft/names.ts';
import type { ColumnMapping } from './columns.ts';
import { type DecodedText, decodeText } from './decode_text.ts';
import type { ImportFormat } from './formats.ts';
import { ImportError } from './import_error.ts';
import { readPool, requirePool } from './read_pool.ts';
import type { RejectedRow } from './rows.ts';

const MOST_MEGABYTES = 50;
const MOST_PLAYERS = 50_000;
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
  const reading = readPool(decoded, {
    ...{ format, columns, most: MOST_PLAYERS },
    onRow(rows, total) {
      steps = total + 1;
      onProgress(rows, steps);
    },
  });
  const players = requirePool(reading, skipRejected);
  const poolId = await createPlayerPool(db, name, players);
  onProgress(steps, steps);
  const { rejected, leftOut, report } = reading;
  return { poolId, players: players.length, rejected, leftOut, report };
}

function poolName(text: string): string {
  const reading = readName(text);
  if ('problem' in reading) throw new ImportError(`The name of the pool ${reading.problem}.`);
  return reading.name;
}

/** The text of a file. Throws an ImportError that says why it cannot be read. */
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
