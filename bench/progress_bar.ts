import { SingleBar } from 'cli-progress';
import type { Progress } from './scene.ts';

/** Shows what goes on, and how far it is, on a terminal, as long as `work` lasts; elsewhere nothing. */
export async function withProgressBar<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
  const bar = new SingleBar({
    format: '{what} {bar} {value}/{total}',
    clearOnComplete: true,
    hideCursor: true,
  });
  let isShown = false;
  const progress: Progress = (what, done, total) => {
    if (!process.stdout.isTTY) return;
    if (isShown) bar.update(Math.round(done), { what });
    else bar.start(Math.round(total), Math.round(done), { what });
    isShown = true;
    bar.setTotal(Math.round(total));
  };
  return work(progress).finally(() => bar.stop());
}
