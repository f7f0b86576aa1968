import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Program } from '../src/processes/program.ts';
import { type Figures, medianOf, type Report, ratioOf } from './report.ts';
import type { Progress } from './scene.ts';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const BENCH = join('bench', 'bench.ts');

export interface VersusOptions {
  /** The folder of the checkout to compare with. */
  readonly base: string;
  /** The folder of ours; this checkout unless told. */
  readonly ours?: string;
  /** How often each of both runs. */
  readonly turns: number;
  /** The name of the bench and its options, as they were given. */
  readonly args: readonly string[];
  readonly progress: Progress;
}

/**
 * Runs a bench in this checkout and in another one by turns, each with its own code, its own bench and a server of its own: whatever the
 * machine does meanwhile, it does to both. Answers the medians of ours, those of the base, and the ratio of each figure.
 */
export async function runVersus({
  base,
  ours: here = HERE,
  turns,
  args,
  progress,
}: VersusOptions): Promise<Report> {
  if (!existsSync(join(base, BENCH))) throw new Error(`${base} is no checkout: it has no ${BENCH}`);
  const reports: { readonly ours: Report[]; readonly base: Report[] } = { ours: [], base: [] };
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [kind, folder] of [
      ['base', base],
      ['ours', here],
    ] as const) {
      progress(`turn ${turn + 1}: ${kind}`, turn * 2 + (kind === 'base' ? 0 : 1), turns * 2);
      reports[kind].push(await reportOf(folder, args));
    }
  }
  const [last] = reports.ours;
  if (!last) throw new Error('No turn was run');
  const ours = medianOf(reports.ours.map(({ results }) => results));
  const stock = medianOf(reports.base.map(({ results }) => results));
  const results: Figures = { ...ours, base: stock, ratio: ratioOf(ours, stock) };
  return { ...last, options: { ...last.options, base, turns }, results };
}

/** What the bench of a checkout reports, run in a process of its own. */
async function reportOf(folder: string, args: readonly string[]): Promise<Report> {
  const scratch = await mkdtemp(join(tmpdir(), 'draft-orchestrator-versus-'));
  try {
    const file = join(scratch, 'report.json');
    const bench = new Program({
      args: [join(folder, BENCH), ...args, '--json', file],
      env: process.env,
      cwd: folder,
    });
    const end = await bench.ended();
    if (end !== 0) throw new Error(`The bench of ${folder} ended (${end}). Its output:\n${bench.said()}`);
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
