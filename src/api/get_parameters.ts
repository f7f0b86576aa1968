import { jsonIn } from './given_json.ts';

/** What a query by GET is made of; of each the one that counts would be nobody's choice where there are two. */
const PARAMETERS = ['query', 'variables', 'operationName', 'extensions', 'documentId', 'id'];
/** Those that are read as JSON. */
const IN_JSON = ['variables', 'extensions'];

/**
 * What is wrong with the parameters of a query by GET that Grafserv would tell of a body, or of a query that there is not; null where nothing
 * is. A list is a parameter that stands there several times.
 */
export function parameterProblem(params: Readonly<Record<string, unknown>>): string | null {
  const twice = PARAMETERS.find((name) => Array.isArray(params[name]));
  if (twice !== undefined) return `${twice} is named twice in the address: name it once`;
  const odd = IN_JSON.find((name) => typeof params[name] === 'string' && jsonIn(params[name]) === undefined);
  return odd === undefined ? null : `${odd} in the address is no JSON`;
}
