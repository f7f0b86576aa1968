import type { ColumnMapping } from './columns.ts';
import { decodeText } from './decode_text.ts';
import { ImportError } from './import_error.ts';
import { knownPlayers } from './match_players.ts';
import { type PoolReading, readPool } from './read_pool.ts';
import { type RankingReading, readRanking } from './read_ranking.ts';
import type { RejectedRow } from './rows.ts';
import type { TableLimits } from './table.ts';

/** Players of a pool, and of a ranking, that comes from somebody who is not at the command line. */
export const MOST_PLAYERS = 5_000;
/** How large their tables may be. */
const LIMITS: TableLimits = { rows: 10_000, columns: 200, rowLength: 20_000 };

/** A text to read as a pool, or as a ranking of the players of a pool, which come as JSON. */
export type ReadTask = { readonly csv: string; readonly columns: ColumnMapping } & (
  | { readonly kind: 'POOL' }
  | { readonly kind: 'RANKING'; readonly players: string }
);

/** What a task of a kind answers. */
export type Reading<Task extends ReadTask> = Task extends { kind: 'POOL' } ? PoolReading : RankingReading;

/** What a task answers, or why the text cannot be read; as it is told from thread to thread. */
export type Told<Task extends ReadTask> =
  | { readonly reading: Reading<Task> }
  | { readonly refused: { readonly why: string; readonly rejected: readonly RejectedRow[] } };

/** Carries a task out. */
export function readTask(task: ReadTask): Told<ReadTask> {
  try {
    const { columns } = task;
    const text = decodeText(Buffer.from(task.csv));
    if (task.kind === 'POOL')
      return { reading: readPool(text, { most: MOST_PLAYERS, columns, limits: LIMITS }) };
    return {
      reading: readRanking(text, knownPlayers(task.players), { columns, limits: LIMITS }),
    };
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    return { refused: { why: error.why, rejected: error.rejected } };
  }
}
