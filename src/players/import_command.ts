import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import type { Queryable } from '../database/queryable.ts';
import { COLUMNS, type Column, type ColumnMapping } from './columns.ts';
import { ImportError } from './import_error.ts';
import { FORMATS, importPlayers } from './import_players.ts';
import type { RejectedRow } from './rows.ts';

const MOST_LISTED = 20;
const USAGE =
  'import-players FILE --name NAME [--format csv|json|sleeper] [--encoding windows-1250] [--column rank=RK --column name="Player Name" …] [--skip-rejected]';

/** Imports a file from the command line and says what came of it; the exit code. */
export async function importCommand(
  db: Queryable,
  args: string[],
  say: (line: string) => void,
): Promise<number> {
  const bar = new SingleBar({
    format: 'importing {bar} {percentage}%',
    hideCursor: true,
    clearOnComplete: true,
  });
  try {
    const { file, name, ...options } = readArguments(args);
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
    if (imported.leftOut > 0) say(`Left out ${imported.leftOut} entries: not active, or without a position.`);
    say(`Imported ${imported.players} players as "${name}". Create drafts with poolId ${imported.poolId}`);
    return 0;
  } catch (error) {
    bar.stop();
    if (!(error instanceof ImportError)) throw error;
    for (const line of error.report) say(line);
    list(error.rejected, say);
    say(error.message);
    return 1;
  }
}

function list(rejected: readonly RejectedRow[], say: (line: string) => void): void {
  for (const { line, reason } of rejected.slice(0, MOST_LISTED)) say(`  line ${line}: ${reason}`);
  if (rejected.length > MOST_LISTED) say(`  and ${rejected.length - MOST_LISTED} more`);
}

function readArguments(args: string[]) {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  const { name, encoding } = values;
  const format = FORMATS.find((known) => known === values.format);
  if (file === undefined || more.length > 0 || name === undefined) throw new ImportError(USAGE);
  if (values.format !== undefined && format === undefined)
    throw new ImportError(`--format is ${FORMATS.join(', ')}, not "${values.format}".`);
  const columns: ColumnMapping = Object.fromEntries((values.column ?? []).map(readMapping));
  return {
    file,
    name,
    ...(format === undefined ? {} : { format }),
    ...(encoding === undefined ? {} : { encoding }),
    columns,
    skipRejected: values['skip-rejected'] ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        format: { type: 'string' },
        encoding: { type: 'string' },
        column: { type: 'string', multiple: true },
        'skip-rejected': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new ImportError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function readMapping(text: string): [Column, string] {
  const [column, header] = text.split(/=(.*)/s);
  const known = COLUMNS.find((name) => name === column);
  if (!known || !header) throw new ImportError(`--column is ${COLUMNS.join('|')}=HEADER, not "${text}".`);
  return [known, header];
}
