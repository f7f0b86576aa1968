import { writeFile } from 'node:fs/promises';
import { idle } from './idle.ts';
import { lateness } from './lateness.ts';
import { type Curve, plot } from './plot.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';

const MOST_IDLE_SECONDS = 10;

/** How lateness and cost grow with the number of drafts in progress, while as many fall due each second. */
export const growth: Bench = { drafts: 0, seconds: 15, run };

async function run(scene: Scene): Promise<Figures> {
  const found: [string, Figures][] = [];
  for (const drafts of scene.options.sizes) {
    const busy = await lateness.run({ ...scene, options: { ...scene.options, drafts } });
    const quiet = await idle.run({
      ...scene,
      options: { ...scene.options, drafts, seconds: Math.min(scene.options.seconds, MOST_IDLE_SECONDS) },
    });
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
