import { writeFile } from 'node:fs/promises';
import { measureIdle } from './idle.ts';
import { measureLateness, seedForLateness } from './lateness.ts';
import { type Curve, plot } from './plot.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';

/** How lateness and cost grow with the number of drafts in progress, while as many fall due each second. */
export const growth: Bench = { drafts: 0, seconds: 15, run };

async function run(scene: Scene): Promise<Figures> {
  const found: [string, Figures][] = [];
  for (const drafts of scene.options.sizes) {
    const sized = { ...scene, options: { ...scene.options, drafts } };
    await seedForLateness(sized);
    const busy = await measureLateness(sized);
    const quiet = await measureIdle(sized);
    found.push([String(drafts), { ...busy, idle: quiet }]);
  }
  if (scene.options.svg !== null) {
    const at = (...path: string[]) =>
      found.map(([drafts, figures]): [number, number] => [Number(drafts), numberAt(figures, path)]);
    const curves: Curve[] = [
      { name: 'lateness p50, ms', points: at('lateness_ms', 'p50') },
      { name: 'lateness p99, ms', points: at('lateness_ms', 'p99') },
      { name: 'database CPU in that run, s', points: at('cpu_seconds', 'database') },
    ];
    const title = `${scene.options.rate} deadlines a second, by drafts in progress`;
    await writeFile(scene.options.svg, plot(title, curves));
  }
  return Object.fromEntries(found);
}

function numberAt(figures: Figures, path: readonly string[]): number {
  const value = path.reduce<unknown>((inner, name) => (inner as Figures | null)?.[name], figures);
  return typeof value === 'number' ? value : 0;
}
