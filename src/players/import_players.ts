import { createPlayerPool } from '../database/players.ts';
import type { Queryable } from '../database/queryable.ts';
import { readName } from '../draft/names.ts';
import type { ColumnMapping } from './columns.ts';
import type { ImportFormat } from './formats.ts';
import { ImportError } from './import_error.ts';
import { readPool, requirePool } from './read_pool.ts';
import { readTextFile } from './read_text_file.ts';
import type { RejectedRow } from './rows.ts';

const MOST_PLAYERS = 50_000;
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
  const decoded = await readTextFile(file, encoding);
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
