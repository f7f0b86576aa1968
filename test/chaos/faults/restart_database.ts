import { setTimeout as sleep } from 'node:timers/promises';
import { between } from '../random.ts';
import type { Fault, Scene } from '../scene.ts';

const KILLED_SHARE = 0.25;
/** Sometimes it stays away for so long that teams get their time back. */
const OUTAGE_SHARE = 0.15;
const OUTAGE_MS = [6_000, 9_000] as const;
const DOWN_MS = [0, 1_500] as const;

/** Between two restarts it is there for at least so long: otherwise they would be one long outage. */
const UP_MS = 3_000;

/** One restart at a time, for each run. */
const restarting = new WeakMap<Scene, Promise<void>>();

/** The database is restarted, without any time to tidy up. */
export const restartDatabase: Fault = {
  name: 'database restart',
  counted: 'database restarts',
  async inject(scene, random) {
    // Of two servers one takes over.
    if (scene.database.pair !== null) return null;
    const crash = random() < KILLED_SHARE ? 'SIGKILL' : 'SIGQUIT';
    const [least, most] = random() < OUTAGE_SHARE ? OUTAGE_MS : DOWN_MS;
    const downMs = between(random, least, most);
    const others = restarting.get(scene) ?? Promise.resolve();
    const restart = others.then(() => scene.database.restart(crash, downMs));
    const settled = restart.then(() => sleep(UP_MS));
    restarting.set(
      scene,
      settled.catch(() => undefined),
    );
    await restart;
    return {
      what: `${crash === 'SIGKILL' ? 'kill -9' : 'immediate'}, down for ${(downMs / 1_000).toFixed(1)} s`,
    };
  },
};
