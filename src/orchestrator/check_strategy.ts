import type { NamedStrategy } from '../database/strategies.ts';
import { DraftError } from '../draft/errors.ts';
import { plainPosition } from '../draft/positions.ts';
import { checkOptions } from '../strategy/options.ts';
import { strategyNamed } from '../strategy/registry.ts';

/** Longer options than this are no options, in characters of JSON: 500 players take a tenth of it. */
const LONGEST_OPTIONS = 50_000;

/**
 * A strategy that somebody wants, by its name, and its options as they were given: defaults are filled in when it is asked, so that they
 * may change. Throws a DraftError: STRATEGY_UNKNOWN, STRATEGY_OPTIONS_INVALID.
 */
export function checkStrategy(name: string, options: unknown): NamedStrategy {
  const strategy = strategyNamed(name);
  const given = options ?? {};
  if (JSON.stringify(given).length > LONGEST_OPTIONS) {
    const problem = `the options: at most ${LONGEST_OPTIONS} characters of JSON`;
    throw new DraftError('STRATEGY_OPTIONS_INVALID', { strategy: name, problem });
  }
  checkOptions(strategy, given);
  const twice = cappedTwice((given as NamedStrategy['options'])['caps']);
  if (twice) {
    const problem = `caps: ${twice.map((position) => JSON.stringify(position)).join(' and ')} are one position; name it once`;
    throw new DraftError('STRATEGY_OPTIONS_INVALID', { strategy: name, problem });
  }
  // What passed its check is an object: every strategy's options are.
  return { name, options: given as NamedStrategy['options'] };
}

/**
 * Two names of one position among caps, of which one would count for nothing. Not a matter of the shape: what was set before this was refused
 * goes on to choose.
 */
function cappedTwice(caps: unknown): readonly [string, string] | null {
  if (typeof caps !== 'object' || caps === null) return null;
  const known = new Map<string, string>();
  for (const name of Object.keys(caps)) {
    const other = known.get(plainPosition(name));
    if (other !== undefined) return [other, name];
    known.set(plainPosition(name), name);
  }
  return null;
}
