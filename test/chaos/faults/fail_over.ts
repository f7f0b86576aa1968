import { between } from '../random.ts';
import type { Fault, Scene } from '../scene.ts';

/** From the death of the primary until somebody promotes the standby. */
const DOWN_MS = [500, 4_000] as const;
/** Where no commit waits for the standby, it is so far behind. */
const BEHIND_MS = [200, 2_000] as const;

/** One at a time, for each run: each needs a standby that follows. */
const failing = new WeakMap<Scene, Promise<unknown>>();

/**
 * The primary dies in the middle of drafts, and its standby is promoted. Only in runs of this fault alone or beside those that need no
 * proxy: processes are given both servers.
 */
export const failOver: Fault = {
  name: 'fail-over',
  counted: 'fail-overs',
  async inject(scene, random) {
    const { pair } = scene.database;
    if (pair === null) return null;
    const downMs = between(random, ...DOWN_MS);
    const behindMs = pair.isSynchronous ? 0 : between(random, ...BEHIND_MS);
    const others = failing.get(scene) ?? Promise.resolve();
    const done = others.then(async () => {
      if (scene.signal.aborted) return null;
      const from = Date.now();
      return { from, lost: await pair.failOver(downMs, behindMs) };
    });
    failing.set(
      scene,
      done.catch(() => undefined),
    );
    const failed = await done;
    if (failed === null) return null;
    const { events, drafts } = failed.lost;
    return {
      what: `the standby ${seconds(behindMs)} s behind, down for ${seconds(downMs)} s, ${events} events of ${drafts} drafts only on the dead one`,
      from: failed.from,
    };
  },
};

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
