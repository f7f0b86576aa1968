import { withProgressBar } from '../../bench/progress_bar.ts';
import { commandLine, parseOptions } from '../../src/command_line/command_line.ts';
import { listOf, oneOf, positive, text, wholeNumber } from '../../src/command_line/values.ts';
import type { Replication } from './database_pair.ts';
import { deck, onDemand } from './faults/deck.ts';
import { linesOf } from './report.ts';
import { runChaos } from './run.ts';

interface Options {
  readonly seed: number;
  readonly minutes: number;
  readonly drafts: number;
  readonly workers: number;
  readonly servers: number;
  readonly quiet: number;
  readonly only?: readonly string[];
  readonly replication: Replication;
  readonly former?: string;
  readonly withoutReconciler?: boolean;
}

const REPLICATIONS: readonly Replication[] = ['sync', 'async'];
const names = [...new Set([...deck, ...onDemand].map(({ name }) => name))];
const program = commandLine(
  'npm run chaos --',
  'Plays hundreds of drafts while processes, connections and the database break by a seed, and checks that nothing was lost.',
)
  .option('--seed <number>', 'what decides when which fault happens', wholeNumber(0), 1)
  .option('--minutes <number>', 'how long drafts are played', positive(), 1)
  .option('--drafts <number>', 'drafts at once', wholeNumber(1), 220)
  .option('--workers <number>', 'worker processes', wholeNumber(1), 4)
  .option('--servers <number>', 'server processes', wholeNumber(1), 2)
  .option(
    '--quiet <seconds>',
    'the end without faults, in which everything has to settle',
    wholeNumber(0),
    20,
  )
  .option('--only <faults>', `these faults only, with commas: ${names.join(', ')}`, listOf(oneOf(names)))
  .option(
    '--replication <how>',
    'of the standby, where fail-over is among these faults: sync or async',
    oneOf(REPLICATIONS),
    'sync',
  )
  .option(
    '--former <release>',
    'a tag or a commit: every second process is of that release, on the schema of this one',
    text,
  )
  .option('--without-reconciler', 'show what happens without the reconciler')
  .addHelpText('after', '\nExit codes: 0 everything held, 1 something did not, 2 wrong usage.');
const given = parseOptions<Options>(program, process.argv.slice(2));
if (given !== null) await play(given);

async function play(options: Options) {
  const { seed, minutes, drafts, workers, servers, quiet, only, replication, former } = options;
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stopping.abort());
  const report = await withProgressBar((progress) =>
    runChaos(
      {
        ...{ seed, minutes, drafts, workers, servers, quietSeconds: quiet },
        faults: [...deck, ...(only ? onDemand : [])].filter(({ name }) => only?.includes(name) ?? true),
        replication,
        former: former ?? null,
        withoutReconciler: options.withoutReconciler ?? false,
      },
      progress,
      stopping.signal,
    ),
  );
  process.stdout.write(`${linesOf(report).join('\n')}\n`);
  process.exitCode = report.verdicts.every(({ holds }) => holds) ? 0 : 1;
}
