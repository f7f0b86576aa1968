import { parseArgs } from 'node:util';
import { withProgressBar } from '../../bench/progress_bar.ts';
import { deck } from './faults/deck.ts';
import { linesOf } from './report.ts';
import { runChaos } from './run.ts';

// Plays hundreds of drafts while processes, connections and the database break by a seed, and checks that nothing was lost:
//
//   npm run chaos -- --seed 7 --minutes 10 [--drafts 220] [--workers 4] [--servers 2] [--quiet 20]
//                    [--only "jobs deleted,kill -9"] [--without-reconciler]
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1' },
    drafts: { type: 'string', default: '220' },
    workers: { type: 'string', default: '4' },
    servers: { type: 'string', default: '2' },
    quiet: { type: 'string', default: '20' },
    only: { type: 'string' },
    'without-reconciler': { type: 'boolean', default: false },
  },
});
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stopping.abort());
const only = values.only?.split(',');
const report = await withProgressBar((progress) =>
  runChaos(
    {
      seed: Number(values.seed),
      minutes: Number(values.minutes),
      drafts: Number(values.drafts),
      workers: Number(values.workers),
      servers: Number(values.servers),
      quietSeconds: Number(values.quiet),
      faults: deck.filter(({ name }) => only?.includes(name) ?? true),
      withoutReconciler: values['without-reconciler'],
    },
    progress,
    stopping.signal,
  ),
);
process.stdout.write(`${linesOf(report).join('\n')}\n`);
process.exitCode = report.verdicts.every(({ holds }) => holds) ? 0 : 1;
