import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { api } from './api.ts';
import { openBenchDatabase } from './database.ts';
import { fanout } from './fanout.ts';
import { growth } from './growth.ts';
import { herd } from './herd.ts';
import { idle } from './idle.ts';
import { lateness } from './lateness.ts';
import { describeMachine } from './machine.ts';
import { picks } from './picks.ts';
import { withProgressBar } from './progress_bar.ts';
import { recovery } from './recovery.ts';
import { type Figures, type Report, ratioOf, table } from './report.ts';
import type { Bench, BenchOptions, Progress } from './scene.ts';

const USAGE = `npm run bench -- <name> [options] [--vs-stock] [--database-url URL] [--json FILE]

  lateness  --drafts 10000 --rate 333 --seconds 30 --workers 1   how late picks are when deadlines fall due evenly
  herd      --drafts 10000 --workers 1                           how long a herd of deadlines in one instant takes
  picks     --connections 8 --seconds 10 [--slow-flush]          manual picks through the door, beside the same without a
                                                                 job, and with the job that stock graphile-worker adds
  idle      --drafts 10000 --seconds 10 --workers 1              what waiting costs when nothing is due
  recovery  --runs 5                                             how soon drafts go on after kill -9 of one process, of all
  fanout    --subscribers 1000 --drafts 100 --rate 100           from a pick to everybody who follows its draft
            --servers 1 --transport websocket|http|both
  api       --connections 8 --seconds 10                         picks through HTTP and GraphQL, beside the door alone
  growth    --sizes 1000,10000,100000 --rate 333 [--svg FILE]    lateness and waiting, as the number of drafts grows

Without --database-url a PostgreSQL of its own is started and thrown away. A given database is emptied of its drafts.
--vs-stock (lateness, herd) measures stock graphile-worker on the same door as well.
`;

const DEADLINES_PER_SECOND = 333;

const benches: Readonly<Record<string, Bench>> = {
  lateness,
  herd,
  picks,
  idle,
  growth,
  recovery,
  fanout,
  api,
};

/** Runs a bench as the command line asks for it. */
export async function runBench(args: string[], progress: Progress): Promise<Report> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      drafts: { type: 'string' },
      rate: { type: 'string' },
      seconds: { type: 'string' },
      workers: { type: 'string', default: '1' },
      'warm-up': { type: 'string', default: '5' },
      runs: { type: 'string', default: '5' },
      connections: { type: 'string', default: '8' },
      subscribers: { type: 'string', default: '1000' },
      servers: { type: 'string', default: '1' },
      transport: { type: 'string', default: 'websocket' },
      sizes: { type: 'string', default: '1000,10000,100000' },
      'slow-flush': { type: 'boolean', default: false },
      svg: { type: 'string' },
      'vs-stock': { type: 'boolean', default: false },
      'database-url': { type: 'string' },
      json: { type: 'string' },
    },
  });
  const [name = ''] = positionals;
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!bench) throw new Error(USAGE);
  const options: BenchOptions = {
    drafts: Number(values.drafts ?? bench.drafts),
    rate: Number(values.rate ?? bench.rate ?? DEADLINES_PER_SECOND),
    seconds: Number(values.seconds ?? bench.seconds),
    workers: Number(values.workers),
    warmUp: Number(values['warm-up']),
    runs: Number(values.runs),
    connections: Number(values.connections),
    subscribers: Number(values.subscribers),
    servers: Number(values.servers),
    transport: transportOf(values.transport),
    sizes: values.sizes.split(',').map(Number),
    slowFlush: values['slow-flush'],
    svg: values.svg ?? null,
  };
  const database = await openBenchDatabase(values['database-url']);
  try {
    const run = (kind: 'ours' | 'stock') => bench.run({ ...database, kind, options, progress });
    const ours = await run('ours');
    const stock = values['vs-stock'] ? await run('stock') : null;
    const results: Figures = stock ? { ...ours, stock, ratio: ratioOf(ours, stock) } : ours;
    const machine = await describeMachine(database.db);
    const report = { bench: name, options: { ...options }, machine, results };
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } finally {
    await database.stop();
  }
}

function transportOf(text: string): BenchOptions['transport'] {
  if (text === 'websocket' || text === 'http' || text === 'both') return text;
  throw new Error('--transport is websocket, http or both');
}

if (import.meta.main) {
  const report = await withProgressBar((progress) => runBench(process.argv.slice(2), progress));
  process.stdout.write(`${table(report)}\n`);
}
