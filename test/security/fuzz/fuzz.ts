import { withProgressBar } from '../../../bench/progress_bar.ts';
import { commandLine, parseOptions } from '../../../src/command_line/command_line.ts';
import { wholeNumber } from '../../../src/command_line/values.ts';
import { readConfig } from '../../../src/config/config.ts';

interface Options {
  readonly seed: number;
  readonly requests: number;
}

const program = commandLine(
  'npm run fuzz --',
  'Sends mutations by chance, from everybody, about everything, and checks each answer against the rights.',
)
  .option('--seed <number>', 'what decides what is sent', wholeNumber(0), 1)
  .option('--requests <number>', 'how much is sent', wholeNumber(1), 20_000)
  .addHelpText('after', '\nExit codes: 0 everything held, 1 something did not, 2 wrong usage.');
const given = parseOptions<Options>(program, process.argv.slice(2));
if (given !== null) await fuzz(given);

async function fuzz({ seed, requests }: Options): Promise<void> {
  // Read once, when PostGraphile is loaded, which says so where it is missing.
  process.env['GRAPHILE_ENV'] ??= 'production';
  const { startApi } = await import('../../support/api.ts');
  const { withFreshDatabase } = await import('../../support/fresh_database.ts');
  const { runFuzz } = await import('./run.ts');
  await withFreshDatabase(readConfig({}).roles, async (db, url) => {
    const api = await startApi(url);
    const report = await withProgressBar((progress) =>
      runFuzz(db, api.url, { seed, requests }, (done) => progress('requests', done, requests)),
    );
    api.program.child.kill('SIGTERM');
    await api.program.ended();
    const counts = (of: Record<string, number>) =>
      Object.entries(of)
        .sort(([, a], [, b]) => b - a)
        .map(([name, count]) => `  ${String(count).padStart(6)}  ${name || 'not valid GraphQL'}`)
        .join('\n');
    const logged = api.program
      .said()
      .split('\n')
      .filter((line) =>
        report.wrong.some((wrong) => wrong.includes(/"errorId":"([^"]+)"/.exec(line)?.[1] ?? 'none')),
      );
    const verdict =
      report.wrong.length === 0
        ? 'nothing forbidden was done, every refusal is ours'
        : [...report.wrong, 'The server said:', ...logged].join('\n');
    process.stdout.write(
      `Done:\n${counts(report.done)}\nRefused:\n${counts(report.refused)}\n\nseed ${seed}: ${report.requests} requests, ${verdict}\n`,
    );
    process.exitCode = report.wrong.length === 0 ? 0 : 1;
  });
}
