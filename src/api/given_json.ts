import { ServiceError } from '../service_errors.ts';

/** Lists and objects in one another, as many as brackets of a query: what calls itself for each would overflow its stack. */
const DEEPEST = 40;

/** What a text says in JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Why a value that was sent as JSON is refused for the lists and objects in one another (INPUT_INVALID); null where it is not.
 * @param argument what the value is called; empty for a whole body
 */
export function depthProblem(argument: string, value: unknown): ServiceError | null {
  let level = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      const problem = `has more than ${DEEPEST} lists and objects in one another`;
      return new ServiceError('INPUT_INVALID', { argument, problem, limit: DEEPEST });
    }
    const inside: object[] = [];
    for (const nested of level)
      for (const part of Array.isArray(nested) ? nested : Object.values(nested))
        if (isNested(part)) inside.push(part);
    level = inside;
  }
  return null;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
