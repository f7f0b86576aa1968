import type { Result } from 'postgraphile/grafserv';

const GRAPHQL_PATH = '/graphql';
const REFUSED = 400;
const RESPONSE = 'application/graphql-response+json';
const JSON_ALONE = 'application/json';

/** What is asked: the path without its parameters, and the header `accept`. */
interface AskedFor {
  readonly path: string;
  readonly accept: string | undefined;
}

/**
 * The same refusal in the type that the answer would have had. Clients of GraphQL read the code of a refusal by its type: of a status
 * that is no success, `application/json` may be anybody's, such as a proxy's. Other paths than that of GraphQL answer in plain JSON.
 */
export function asAccepted<T extends Result>(answer: T, { path, accept }: AskedFor): T {
  if (path !== GRAPHQL_PATH || answer.type !== 'buffer' || answer.statusCode < REFUSED) return answer;
  if (!prefersResponse(accept)) return answer;
  return { ...answer, headers: { ...answer.headers, 'content-type': `${RESPONSE}; charset=utf-8` } };
}

/** As Grafserv chooses: whoever states no preference gets the type of GraphQL. */
function prefersResponse(accept = '*/*'): boolean {
  const quality = qualityOf(accept, RESPONSE);
  return quality > 0 && quality >= qualityOf(accept, JSON_ALONE);
}

/** How much a type is wanted, from 0 to 1: what names it counts before what names its kind, or anything. */
function qualityOf(accept: string, type: string): number {
  const ranges = new Map(
    accept.split(',').map((range) => {
      const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, weight === undefined ? 1 : Number(weight.slice('q='.length))];
    }),
  );
  return ranges.get(type) ?? ranges.get('application/*') ?? ranges.get('*/*') ?? 0;
}
