import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../telemetry/log.ts';
import { plugIns } from './plug_ins.ts';

/** A runner begins after this time, whether the modules are loaded or not. */
const START_WITHIN_MS = 2_000;

/** What may be said of drafts in a preset. */
export interface DraftPreset {
  /** Modules with strategies of your own, by their URLs, paths or names of packages (docs/strategies.md). */
  readonly strategies?: readonly string[];
}

declare global {
  namespace GraphileConfig {
    interface Preset {
      draft?: DraftPreset;
    }
  }
}

/** Loads the strategies that the preset lists, when a runner starts: also on the stock command line. */
export function plugInsPlugin(log: Log): GraphileConfig.Plugin {
  return {
    name: 'DraftPlugInsPlugin',
    version: '1.0.0',
    worker: {
      hooks: {
        init({ resolvedPreset }) {
          plugIns.use(resolvedPreset.draft?.strategies ?? [], log);
        },
        /** Picks that are due when a process starts are worth waiting for strategies, for a moment. */
        async postbootstrap() {
          await Promise.race([plugIns.loaded(), sleep(START_WITHIN_MS, undefined, { ref: false })]);
        },
      },
    },
  };
}
