import { writeFile } from 'node:fs/promises';
import { EXIT, runCommandLine } from '../src/command_line/command_line.ts';
import { type BenchArguments, benchCommandLine } from './arguments.ts';
import { openBenchDatabase } from './database.ts';
import { describeMachine } from './machine.ts';
import { withProgressBar } from './progress_bar.ts';
import { type Figures, type Report, ratioOf, table } from './report.ts';
import type { Progress } from './scene.ts';
import { runVersus } from './versus.ts';

/** Runs a bench and reports what it found. */
export async function runBench(
  { name, bench, options, vsStock, databaseUrl, json }: BenchArguments,
  progress: Progress,
): Promise<Report> {
  const database = await openBenchDatabase(databaseUrl);
  try {
    const run = (kind: 'ours' | 'stock') => bench.run({ ...database, kind, options, progress });
    const ours = await run('ours');
    const stock = vsStock ? await run('stock') : null;
    const results: Figures = stock ? { ...ours, stock, ratio: ratioOf(ours, stock) } : ours;
    const machine = await describeMachine(database.db);
    const report = { bench: name, options: { ...options }, machine, results };
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } finally {
    await database.stop();
  }
}

/** Runs what was asked for: the bench, or the bench of this checkout and of another one by turns. */
export async function runGiven(given: BenchArguments, progress: Progress): Promise<Report> {
  if (given.versus === null) return runBench(given, progress);
  const report = await runVersus({ ...given.versus, progress });
  if (given.json !== undefined) await writeFile(given.json, `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

if (import.meta.main) {
  const program = benchCommandLine(async (given) => {
    const report = await withProgressBar((progress) => runGiven(given, progress));
    process.stdout.write(`${table(report)}\n`);
  });
  const exitCode = await runCommandLine(program, process.argv.slice(2));
  if (exitCode !== EXIT.ok) process.exitCode = exitCode;
}
