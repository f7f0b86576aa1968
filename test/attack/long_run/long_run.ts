import { withProgressBar } from '../../../bench/progress_bar.ts';
import { commandLine, EXIT, parseOptions } from '../../../src/command_line/command_line.ts';
import { listOf, oneOf, positive, wholeNumber } from '../../../src/command_line/values.ts';
import { attacks } from '../attacks.ts';
import { jsonOf, linesOf } from './report.ts';
import { longRun } from './run.ts';

interface Options {
  readonly seed: number;
  readonly minutes: number;
  readonly drafts: number;
  readonly atOnce: number;
  readonly calm: number;
  readonly only?: readonly string[];
  readonly json?: boolean;
}

const names = attacks.map(({ name }) => name);
const program = commandLine(
  'npm run attack --',
  'Attacks a server of its own from one address, in every way we know of, beside live drafts, and checks what docs/security.md promises. On Linux.',
)
  .option('--seed <number>', 'what decides who attacks when, and how people play', wholeNumber(0), 1)
  .option('--minutes <number>', 'how long there are attacks', positive(), 5)
  .option('--drafts <number>', 'drafts at once', wholeNumber(1, 50_000), 200)
  .option('--at-once <number>', 'attacks at a time, each by a process of its own', wholeNumber(1, 50), 3)
  .option(
    '--calm <seconds>',
    'how long it is measured without attacks, before and after them',
    wholeNumber(1),
    20,
  )
  .option('--only <attacks>', `these attacks only, with commas: ${names.join(', ')}`, listOf(oneOf(names)))
  .option('--json', 'print the report as one line of JSON')
  .addHelpText('after', '\nExit codes: 0 everything held, 1 something did not, 2 wrong usage.');
const given = parseOptions<Options>(program, process.argv.slice(2));
if (given !== null) await attack(given);

async function attack({ seed, minutes, drafts, atOnce, calm, only, json }: Options): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stopping.abort());
  const options = { seed, minutes, drafts, atOnce, calmSeconds: calm, judgesLateness: true };
  const report = await withProgressBar((progress) =>
    longRun({ ...options, attacks: only ?? names }, progress, stopping.signal),
  );
  process.stdout.write(`${json ? jsonOf(report) : linesOf(report).join('\n')}\n`);
  process.exitCode = report.verdicts.every(({ holds }) => holds) ? EXIT.ok : EXIT.failed;
}
