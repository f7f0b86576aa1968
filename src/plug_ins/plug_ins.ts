import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { AskedContext, ExternalStrategies } from '../orchestrator/deliberations.ts';
import type { RankedPool } from '../orchestrator/pool_cache.ts';
import { NoChoice } from '../strategy/no_choice.ts';
import { readOptions } from '../strategy/options.ts';
import { isBuiltIn, setExternal, strategyNamed } from '../strategy/registry.ts';
import type { Strategy } from '../strategy/strategy.ts';
import type { Log } from '../telemetry/log.ts';
import type { PlugInStrategy } from './messages.ts';
import { PlugIn } from './plug_in.ts';

/** A choice is waited for this long. */
const CHOOSE_WITHIN_MS = 200;
/** The part of that time that has to be left where a module was waited for. */
const WORTH_ASKING = 0.25;

/** The plug-ins of a process: modules with strategies of others. */
export class PlugIns implements ExternalStrategies {
  readonly #byModule = new Map<string, PlugIn>();
  /** Modules that are nowhere, of which the log was told: a runner that starts again names them anew. */
  readonly #missing = new Set<string>();
  readonly #withinMs: number;

  /** @param withinMs a choice is waited for so many milliseconds */
  constructor(withinMs = CHOOSE_WITHIN_MS) {
    this.#withinMs = withinMs;
  }

  /**
   * Loads modules, by their URLs, paths, or names of packages as seen from the folder that the process runs in; those that are loaded stay as they
   * are. Waits for nothing. What is no module is told to the log, and the others are used.
   * @param modules as somebody wrote them into a preset: a single one may stand there by itself
   */
  use(modules: unknown, log: Log): void {
    for (const module of [modules ?? []].flat()) {
      const url = urlOf(module);
      if (url === null) this.#miss(String(module), log);
      if (url === null || this.#byModule.has(url)) continue;
      const plugIn = new PlugIn(url, this.#withinMs, log);
      this.#byModule.set(url, plugIn);
      void plugIn.loaded.then((strategies) => {
        this.#register(log);
        const names = strategies.map(({ name }) => name);
        if (names.length > 0) log.info({ module: url, strategies: names }, 'A plug-in is loaded');
      });
    }
  }

  #miss(module: string, log: Log): void {
    if (this.#missing.has(module)) return;
    this.#missing.add(module);
    const problem = `there is no such file or package, seen from ${process.cwd()}`;
    log.error({ module, problem }, 'A plug-in does not load');
  }

  /** Waits until every module is loaded, or is known not to be usable. */
  async loaded(): Promise<void> {
    await Promise.all([...this.#byModule.values()].map(({ loaded }) => loaded));
  }

  /** Whether a strategy of that name is to be asked here: it is one of a plug-in, or may be. */
  has(name: string): boolean {
    return !isBuiltIn(name) && (this.#of(name) !== undefined || this.#isLoading());
  }

  /** What the strategy of that name chooses. Rejects with a NoChoice, or a DraftError where the name or the options are not known. */
  async ask(name: string, options: string | null, context: AskedContext, pool: RankedPool): Promise<unknown> {
    const askedAt = performance.now();
    const isLoaded = this.#of(name) !== undefined;
    if (!isLoaded && this.#isLoading())
      await Promise.race([this.#loads(name), sleep(this.#withinMs, undefined, { ref: false })]);
    const withinMs = isLoaded ? this.#withinMs : this.#withinMs - (performance.now() - askedAt);
    const plugIn = this.#of(name);
    const isTooLate = withinMs < this.#withinMs * WORTH_ASKING;
    if (isTooLate || (!plugIn && this.#isLoading())) throw new NoChoice('is being started');
    const read = readOptions(strategyNamed(name), options);
    if (!plugIn) throw new NoChoice('cannot be asked');
    return await plugIn.ask({ strategy: name, options: read, context, pool, withinMs });
  }

  /** Ends all their processes. What is used afterwards is loaded anew. */
  async stop(): Promise<void> {
    const plugIns = [...this.#byModule.values()];
    this.#byModule.clear();
    setExternal([]);
    await Promise.all(plugIns.map((plugIn) => plugIn.stop()));
  }

  #register(log: Log): void {
    const known = new Map<string, Strategy>();
    for (const [module, { strategies }] of this.#byModule) {
      for (const strategy of strategies) {
        const { name } = strategy;
        if (isBuiltIn(name) || known.has(name))
          log.error(
            { module, strategy: name },
            'A plug-in has a strategy of a name that is taken; it is not used',
          );
        else known.set(name, standInFor(strategy));
      }
    }
    setExternal([...known.values()]);
  }

  #of(name: string): PlugIn | undefined {
    return [...this.#byModule.values()].find(({ strategies }) => isIn(strategies, name));
  }

  /** Waits until a module with that strategy is loaded, or all are. */
  async #loads(name: string): Promise<void> {
    const found = [...this.#byModule.values()].map(async ({ loaded }) => {
      if (!isIn(await loaded, name)) throw new NoChoice('cannot be asked');
    });
    await Promise.any(found).catch(() => undefined);
  }

  #isLoading(): boolean {
    return [...this.#byModule.values()].some(({ isLoading }) => isLoading);
  }
}

/** The plug-ins of this process: where tasks of the stock command line find them, too. */
export const plugIns = new PlugIns();

function isIn(strategies: readonly PlugInStrategy[], name: string): boolean {
  return strategies.some((each) => each.name === name);
}

/** What is known of a strategy outside of its process: enough to choose it and to check its options. */
function standInFor({ name, description, options }: PlugInStrategy): Strategy {
  return {
    ...{ name, description, options: z.fromJSONSchema(options) },
    choose() {
      throw new NoChoice('cannot be asked here');
    },
  };
}

/** Modules are named as in an import of a file in the folder that the process runs in. Null where there is none of that name. */
function urlOf(module: unknown): string | null {
  if (typeof module !== 'string') return null;
  if (/^[a-z]{2,}:/.test(module)) return module;
  try {
    return pathToFileURL(createRequire(join(process.cwd(), 'x.js')).resolve(module)).href;
  } catch {
    return null;
  }
}
