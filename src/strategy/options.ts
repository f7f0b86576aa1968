import { z } from 'zod';
import { DraftError } from '../draft/errors.ts';
import { Misfit, readAs } from '../shapes.ts';
import type { Strategy } from './strategy.ts';

/** Options read before, by strategy and text: teams of many drafts have the same. */
const MOST_KEPT = 1_000;
const kept = new WeakMap<Strategy, Map<string, unknown>>();
const none = z.strictObject({});

/**
 * The options of a strategy, complete and of its shape, from what was set, as JSON text; null: nothing was set. Throws a DraftError
 * (STRATEGY_OPTIONS_INVALID) for what does not fit its shape, and an Error for what is no JSON.
 */
export function readOptions(strategy: Strategy, text: string | null): unknown {
  let read = kept.get(strategy);
  if (!read) {
    read = new Map();
    kept.set(strategy, read);
  }
  const key = text ?? '{}';
  if (read.has(key)) return read.get(key);
  const options = checkOptions(strategy, JSON.parse(key));
  if (read.size === MOST_KEPT) read.clear();
  read.set(key, options);
  return options;
}

/** Complete options from those that somebody gave. Throws a DraftError (STRATEGY_OPTIONS_INVALID) that says what does not fit. */
export function checkOptions({ name, options = none }: Strategy, given: unknown): unknown {
  try {
    return readAs(strict(options), given);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    const { path, problem } = error;
    throw new DraftError('STRATEGY_OPTIONS_INVALID', {
      strategy: name,
      problem: `${path === '' ? 'they' : path} ${problem}`,
    });
  }
}

/** The options of a strategy as JSON Schema (draft 2020-12), as they are given: whatever has a default may be left out. */
export function optionsSchema({ options = none }: Strategy): Record<string, unknown> {
  return z.toJSONSchema(strict(options), { io: 'input' });
}

/** An option that nobody knows has no effect, so it is refused, unless the shape says itself what becomes of it. */
function strict(options: z.ZodType): z.ZodType {
  return options instanceof z.ZodObject && options.def.catchall === undefined ? options.strict() : options;
}
