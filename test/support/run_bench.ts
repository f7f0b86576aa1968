import { benchCommandLine } from '../../bench/arguments.ts';
import { runBench } from '../../bench/bench.ts';
import type { Report } from '../../bench/report.ts';
import type { Progress } from '../../bench/scene.ts';
import { createTestDatabase } from './test_database.ts';

/** Runs a bench as the command line asks for it, on a database of its own. */
export async function benchReport(args: readonly string[], progress: Progress): Promise<Report> {
  const database = await createTestDatabase();
  let report: Report | undefined;
  try {
    const program = benchCommandLine(async (given) => {
      report = await runBench(given, progress);
    });
    await program.parseAsync([...args, '--database-url', database.url], { from: 'user' });
  } finally {
    await database.drop();
  }
  if (report === undefined) throw new Error(`No bench ran for ${args.join(' ')}`);
  return report;
}
