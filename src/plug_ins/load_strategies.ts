import { z } from 'zod';
import type { Strategy, StrategyContext } from '../strategy/strategy.ts';
import type { PlugInStrategy } from './messages.ts';

/** A strategy of a plug-in, in its process. */
export interface LoadedStrategy extends PlugInStrategy {
  choose(context: StrategyContext, options: unknown): unknown;
}

const NAME = /^[a-zA-Z0-9_.:-]{1,100}$/;
const MOST_STRATEGIES = 50;
const LONGEST_DESCRIPTION = 500;

/** The strategies that a module exports as its default: one, or a list. Throws an Error that says what is wrong with it. */
export async function loadStrategies(module: string): Promise<LoadedStrategy[]> {
  const { default: exported } = (await import(module)) as { default?: unknown };
  const listed: unknown[] = Array.isArray(exported) ? exported : [exported];
  if (exported === undefined || listed.length === 0)
    throw new Error('it has no default export: export a strategy, or a list of them');
  if (listed.length > MOST_STRATEGIES) throw new Error(`it exports more than ${MOST_STRATEGIES} strategies`);
  const strategies = listed.map(strategyOf);
  const names = strategies.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new Error(`it exports two strategies of the name ${twice}`);
  return strategies;
}

function strategyOf(exported: unknown): LoadedStrategy {
  if (typeof exported !== 'object' || exported === null) throw new Error('a strategy of it is no object');
  const strategy = exported as Partial<Strategy>;
  const { name, description = '', options } = strategy;
  if (typeof name !== 'string' || !NAME.test(name))
    throw new Error('a strategy of it has no name of letters, digits, and _ . : - , at most 100');
  if (typeof description !== 'string' || description.length > LONGEST_DESCRIPTION)
    throw new Error(`the description of ${name} is no text of at most ${LONGEST_DESCRIPTION} characters`);
  if (typeof strategy.choose !== 'function') throw new Error(`${name} has no function choose`);
  const choose = strategy.choose.bind(strategy) as LoadedStrategy['choose'];
  return { name, description, options: schemaOf(name, options), choose };
}

/** The shape of a strategy's options: that of a zod object, JSON Schema as it is, and no options where nothing is said. */
function schemaOf(name: string, options: unknown): Record<string, unknown> {
  if (options === undefined) return { type: 'object', properties: {}, additionalProperties: false };
  if (typeof options !== 'object' || options === null)
    throw new Error(`the options of ${name} are neither a zod object nor JSON Schema`);
  const schema = '_zod' in options ? z.toJSONSchema(options as z.ZodType, { io: 'input' }) : options;
  // As it arrives in the other process; whatever cannot be read there is not usable here.
  const plain = JSON.parse(JSON.stringify(schema)) as Record<string, unknown>;
  // An option that nobody knows has no effect, so it is refused, unless the schema says itself what becomes of it.
  if (plain['type'] === 'object') plain['additionalProperties'] ??= false;
  z.fromJSONSchema(plain);
  return plain;
}
