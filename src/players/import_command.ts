import { SingleBar } from 'cli-progress';
import type { Queryable } from '../database/queryable.ts';
import type { ImportArguments } from './import_arguments.ts';
import { ImportError } from './import_error.ts';
import { importPlayers } from './import_players.ts';
import { players } from './import_report.ts';
import type { RejectedRow } from './rows.ts';

const MOST_LISTED = 20;

/** Imports a file from the command line and says what came of it, or complains of why nothing did; the exit code. */
export async function importCommand(
  db: Queryable,
  { file, name, ...options }: ImportArguments,
  say: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const bar = new SingleBar({
    format: 'importing {bar} {percentage}%',
    hideCursor: true,
    clearOnComplete: true,
  });
  try {
    let isStarted = false;
    const imported = await importPlayers(db, {
      file,
      name,
      ...options,
      onProgress(done, total) {
        // The bar draws on stderr.
        if (!process.stderr.isTTY) return;
        if (!isStarted) bar.start(total, 0);
        isStarted = true;
        bar.update(done);
      },
    });
    bar.stop();
    for (const line of imported.report) say(line);
    list(imported.rejected, say);
    if (imported.leftOut > 0)
      say(
        `Left out ${imported.leftOut === 1 ? '1 entry' : `${imported.leftOut} entries`}: not active, or without a position.`,
      );
    say(`Imported ${players(imported.players)} as "${name}". Create drafts with poolId ${imported.poolId}`);
    return 0;
  } catch (error) {
    bar.stop();
    if (!(error instanceof ImportError)) throw error;
    for (const line of error.report) complain(line);
    list(error.rejected, complain);
    complain(error.message);
    return 1;
  }
}

function list(rejected: readonly RejectedRow[], say: (line: string) => void): void {
  for (const { line, reason } of rejected.slice(0, MOST_LISTED)) say(`  line ${line}: ${reason}`);
  if (rejected.length > MOST_LISTED) say(`  and ${rejected.length - MOST_LISTED} more`);
}
