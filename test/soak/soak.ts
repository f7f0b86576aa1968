import { writeFile } from 'node:fs/promises';
import { withProgressBar } from '../../bench/progress_bar.ts';
import { commandLine, parseOptions } from '../../src/command_line/command_line.ts';
import { positive, text, wholeNumber } from '../../src/command_line/values.ts';
import { isFlat, linesOf } from './report.ts';
import { soak } from './run.ts';

interface Options {
  readonly minutes: number;
  readonly drafts: number;
  readonly every: number;
  readonly json?: string;
}

const program = commandLine(
  'npm run soak --',
  'Plays drafts at a steady rate for a while and says of everything that could grow whether it does.',
)
  .option('--minutes <number>', 'how long drafts are played', positive(), 20)
  .option('--drafts <number>', 'drafts at once', wholeNumber(1), 120)
  .option('--every <seconds>', 'how often it is looked at', positive(), 10)
  .option('--json <file>', 'where the report is written to, too', text)
  .addHelpText('after', '\nExit codes: 0 nothing grows, 1 something does, 2 wrong usage.');
const given = parseOptions<Options>(program, process.argv.slice(2));
if (given !== null) await play(given);

async function play({ minutes, drafts, every, json }: Options): Promise<void> {
  const report = await withProgressBar((progress) =>
    soak({ minutes, drafts, sampleEverySeconds: every }, progress),
  );
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${linesOf(report).join('\n')}\n`);
  process.exitCode = isFlat(report) ? 0 : 1;
}
