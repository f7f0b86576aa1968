import { withProgressBar } from '../../bench/progress_bar.ts';
import { commandLine, parseOptions } from '../../src/command_line/command_line.ts';
import { wholeNumber } from '../../src/command_line/values.ts';
import { linesOf } from './report.ts';
import { type Run, runOnService, runPure } from './run.ts';
import { withWorld } from './world.ts';

interface Options {
  readonly drafts: number;
  readonly pure?: number;
  readonly seed: number;
}

const program = commandLine(
  'npm run simulate --',
  'Plays random drafts by the rules alone and on the service, whose clock is moved by hand, and compares both after every step.',
)
  .option('--drafts <number>', 'drafts on the service', wholeNumber(0), 100)
  .option('--pure <number>', 'drafts by the rules alone; ten times as many unless told', wholeNumber(0))
  .option('--seed <number>', 'of the first draft; each has one more than the last', wholeNumber(0), 1)
  .addHelpText('after', '\nExit codes: 0 all as the rules say, 1 one was not, 2 wrong usage.');
const given = parseOptions<Options>(program, process.argv.slice(2));
if (given !== null) await simulate(given);

async function simulate({ drafts, pure = drafts * 10, seed }: Options): Promise<void> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => stopping.abort());
  const { signal } = stopping;
  await withProgressBar(async (progress) => {
    const alone = await runPure({
      seed,
      drafts: pure,
      signal,
      onProgress: (done) => progress('by the rules', done, pure),
    });
    tell('by the rules alone', seed, alone);
    if (drafts === 0 || alone.failure) return;
    const onProgress = (done: number) => progress('on the service', done, drafts);
    tell(
      'on the service',
      seed,
      await withWorld((world) => runOnService(world, { drafts, seed, signal, onProgress })),
    );
  });
}

function tell(where: string, first: number, { drafts, steps, seconds, failure }: Run): void {
  if (failure) {
    process.stdout.write(`${linesOf(failure.seed, failure.played).join('\n')}\n`);
    process.exitCode = 1;
    return;
  }
  const each = (count: number) => (count / Math.max(seconds, 0.001)).toFixed(1);
  process.stdout.write(
    `${drafts} drafts ${where} from seed ${first}, ${steps} steps in ${seconds.toFixed(1)} s: ${each(drafts)} drafts and ${each(steps)} steps a second; all as the rules say\n`,
  );
}
