import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { ExternalStrategies } from '../orchestrator/deliberations.ts';
import type { RankedPool } from '../orchestrator/pool_cache.ts';
import { isBuiltIn, setExternal } from '../strategy/registry.ts';
import type { Strategy } from '../strategy/strategy.ts';
import type { Log } from '../telemetry/log.ts';
import type { PlugInStrategy } from './messages.ts';
import { Objection } from '../strategy/objection.ts';
import { type AskedContext, PlugIn } from './plug_in.ts';

/** The plug-ins of a process: modules with strategies of others. */
export class PlugIns implements ExternalStrategies {
  readonly #byModule = new Map<string, PlugIn>();

  /**
   * Loads modules, by their URLs, paths, or names of packages as seen from the folder that the process runs in; those that are loaded stay as they
   * are. Waits for nothing.
   */
  use(modules: readonly string[], log: Log): void {
    for (const module of modules) {
      const url = urlOf(module);
      if (this.#byModule.has(url)) continue;
      const plugIn = new PlugIn(url, log);
      this.#byModule.set(url, plugIn);
      void plugIn.loaded.then((strategies) => {
        this.#register(log);
        log.info({ module: url, strategies: strategies.map(({ name }) => name) }, 'Loaded a plug-in');
      });
    }
  }

  /** Waits until every module is loaded, or is known not to be usable. */
  async loaded(): Promise<void> {
    await Promise.all([...this.#byModule.values()].map(({ loaded }) => loaded));
  }

  /** Whether a strategy of that name is to be asked here: it is one of a plug-in, or may be. */
  has(name: string): boolean {
    return !isBuiltIn(name) && (this.#of(name) !== undefined || this.#isLoading());
  }

  /** What the strategy of that name chooses; undefined where there is none. Rejects with an Objection. */
  async ask(name: string, options: unknown, context: AskedContext, pool: RankedPool): Promise<unknown> {
    if (this.#isLoading()) await this.loaded();
    const plugIn = this.#of(name);
    if (plugIn) return await plugIn.ask(name, options, context, pool);
    throw new Objection('does not exist');
  }

  /** Ends all threads; what is used afterwards is loaded anew. */
  async stop(): Promise<void> {
    const plugIns = [...this.#byModule.values()];
    this.#byModule.clear();
    setExternal([]);
    await Promise.all(plugIns.map((plugIn) => plugIn.stop()));
  }

  #of(name: string): PlugIn | undefined {
    return [...this.#byModule.values()].find(({ strategies }) => strategies.some((each) => each.name === name));
  }

  #isLoading(): boolean {
    return [...this.#byModule.values()].some(({ isLoading }) => isLoading);
  }
}

/** The plug-ins of this process: tasks of the stock command line find them here. */
export const plugIns = new PlugIns();
