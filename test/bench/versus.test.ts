import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchCommandLine } from '../../bench/arguments.ts';
import { medianOf, type Report, table } from '../../bench/report.ts';
import { runVersus } from '../../bench/versus.ts';

let base: string;
let ours: string;

/** A checkout whose bench reports how it was called, and how long it says that it took. */
async function checkout(drainedMs: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-'));
  await mkdir(join(folder, 'bench'));
  await writeFile(
    join(folder, 'bench', 'bench.ts'),
    `import { writeFileSync } from 'node:fs';
     const args = process.argv.slice(2);
     const results = { drained_ms: ${drainedMs}, args: args.slice(0, -2).join(' '), floor: { picks_per_second: 50 } };
     writeFileSync(args.at(-1) ?? '', JSON.stringify({ bench: args[0], options: {}, machine: {}, results }));`,
  );
  return folder;
}

beforeAll(async () => {
  [base, ours] = [await checkout(200), await checkout(100)];
});
afterAll(async () => {
  for (const folder of [base, ours]) await rm(folder, { recursive: true });
});

describe('a bench with --vs', () => {
  it('runs both checkouts by turns, and tells the medians and the ratios', async () => {
    const turns: string[] = [];
    const args = ['herd', '--drafts', '20', '--floor-seconds', '0.2'];
    const report: Report = await runVersus({
      base,
      ours,
      turns: 2,
      args,
      progress: (what) => turns.push(what),
    });
    expect(turns).toEqual(['turn 1: base', 'turn 1: ours', 'turn 2: base', 'turn 2: ours']);
    expect(report.results).toMatchObject({
      ...{ drained_ms: 100, args: args.join(' ') },
      base: { drained_ms: 200, args: args.join(' ') },
      ratio: { drained_ms: 0.5, floor: { picks_per_second: 1 } },
    });
    expect(table(report)).toMatch(/^ +ours +base +ratio$/m);
  });

  it('gives the other checkout what was given, and not what only the comparison needs', async () => {
    let args: readonly string[] | undefined;
    const program = benchCommandLine(async ({ versus }) => {
      args = versus?.args;
    });
    const given = ['picks', '--drafts', '7', '--slow-flush', '--vs', base, '--turns', '5', '--json', 'x'];
    await program.parseAsync(given, { from: 'user' });
    expect(args).toEqual(['picks', '--drafts', '7', '--slow-flush']);
  });

  it('says so where the folder is no checkout', async () => {
    const nowhere = runVersus({ base: tmpdir(), turns: 1, args: [], progress: () => undefined });
    await expect(nowhere).rejects.toThrow('is no checkout');
  });
});

describe('the median of several runs', () => {
  it('is that of each figure, nested ones too', () => {
    const runs = [3, 1, 2].map((n) => ({ a: n, b: { c: n * 10, d: null }, e: `run ${n}` }));
    expect(medianOf(runs)).toEqual({ a: 2, b: { c: 20, d: null }, e: 'run 3' });
    expect(medianOf(runs.slice(0, 2))).toMatchObject({ a: 1 });
  });
});
