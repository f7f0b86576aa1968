import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { openBenchDatabase } from './database.ts';
import { herd } from './herd.ts';
import { lateness, type Progress } from './lateness.ts';

const USAGE = `npm run bench -- <name> [options] [--vs-stock] [--database-url URL] [--json FILE]

  lateness  --drafts 10000 --rate 333 --seconds 30 --workers 1   how late picks are when deadlines fall due evenly
  herd      --drafts 10000 --workers 1                           how long a herd of deadlines in one instant takes

Without --database-url a PostgreSQL of its own is started and thrown away. A given database is emptied of its drafts.
`;
const BYTES_PER_GIB = 1024 ** 3;
const WARM_UP_SECONDS = 5;

/** What a bench reports. */
export interface Report {
  readonly bench: string;
  readonly options: Record<string, unknown>;
  readonly machine: Record<string, unknown>;
  readonly results: Record<string, unknown>;
}

/** Runs a bench as the command line asks for it. */
export async function runBench(args: string[], progress: Progress): Promise<Report> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      drafts: { type: 'string', default: '10000' },
      rate: { type: 'string', default: '333' },
      seconds: { type: 'string', default: '30' },
      workers: { type: 'string', default: '1' },
      'warm-up': { type: 'string', default: String(WARM_UP_SECONDS) },
      'vs-stock': { type: 'boolean', default: false },
      'database-url': { type: 'string' },
      json: { type: 'string' },
    },
  });
  const [bench = ''] = positionals;
  const options = {
    drafts: Number(values.drafts),
    rate: Number(values.rate),
    seconds: Number(values.seconds),
    workers: Number(values.workers),
    warmUp: Number(values['warm-up']),
  };
  const database = await openBenchDatabase(values['database-url']);
  try {
    const { rows } = await database.db.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    const run = (kind: 'ours' | 'stock') => {
      if (bench === 'lateness') return lateness(database.db, database.url, kind, options, progress);
      if (bench === 'herd') return herd(database.db, database.url, kind, options, progress);
      throw new Error(USAGE);
    };
    const ours = await run('ours');
    const report: Report = {
      bench,
      options,
      machine: {
        cores: cpus().length,
        cpu: cpus()[0]?.model,
        memory_gib: Math.round(totalmem() / BYTES_PER_GIB),
        node: process.version,
        postgres: rows[0]?.version,
      },
      results: values['vs-stock'] ? { ...ours, stock: await run('stock') } : ours,
    };
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } finally {
    await database.stop();
  }
}

/** A table of the figures, one a line; nested ones with their path. */
function table(figures: Record<string, unknown>, path = ''): string[] {
  return Object.entries(figures).flatMap(([name, value]) => {
    const full = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'object' && value !== null) return table(value as Record<string, unknown>, full);
    return [`  ${full.padEnd(32)} ${String(value)}`];
  });
}

if (import.meta.main) {
  const bar = new SingleBar({
    format: '{what} {bar} {value}/{total}',
    clearOnComplete: true,
    hideCursor: true,
  });
  let isShown = false;
  const report = await runBench(process.argv.slice(2), (what, done, total) => {
    if (!process.stdout.isTTY) return;
    if (isShown) bar.update(Math.round(done), { what });
    else bar.start(total, Math.round(done), { what });
    isShown = true;
    bar.setTotal(total);
  }).finally(() => bar.stop());
  process.stdout.write(
    `${report.bench} ${JSON.stringify(report.options)}\n${table(report.results).join('\n')}\n`,
  );
}
