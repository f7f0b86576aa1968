import type { Result } from 'postgraphile/grafserv';

const GRAPHQL_PATH = '/graphql';
const REFUSED = 400;
const RESPONSE = 'application/graphql-response+json';
const JSON_ALONE = 'application/json';
const ANYTHING = '*/*';
const WEIGHT = 'q=';
const TOKEN = "[\\w!#$%&'+.^`|~-]+";
const TYPE = new RegExp(`^(?:\\*/\\*|${TOKEN}/(?:\\*|${TOKEN}))$`);
const PARAMETER = new RegExp(`^${TOKEN}=(?:${TOKEN}|"[ !#-\\[\\]-~]*")$`);

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
function prefersResponse(accept = ANYTHING): boolean {
  const quality = qualityOf(accept, RESPONSE);
  return quality > 0 && quality >= qualityOf(accept, JSON_ALONE);
}

/** How much a type is wanted, from 0 to 1: what names it counts before what names its kind, or anything. */
function qualityOf(accept: string, type: string): number {
  const ranges = new Map(
    readAccept(accept)
      .split(',')
      .map((range) => {
        const [name = '', ...parameters] = range.split(';');
        const weight = parameters.find((parameter) => parameter.startsWith(WEIGHT));
        return [name, weight === undefined ? 1 : Number(weight.slice(WEIGHT.length))];
      }),
  );
  return ranges.get(type) ?? ranges.get('application/*') ?? ranges.get(ANYTHING) ?? 0;
}

/**
 * The header `accept` as it can be read without a doubt: in small letters, without white space, and without what is not written as a type
 * or a parameter. `*` is anything, as Java means it; where nothing is left, anything is accepted. Grafserv answers whatever is not written
 * so as if something had failed.
 */
export function readAccept(accept: string): string {
  const ranges = accept.toLowerCase().split(',').flatMap(readRange);
  return ranges.length === 0 ? ANYTHING : ranges.join(',');
}

function readRange(range: string): string[] {
  const [written = '', ...parameters] = range.split(';').map((part) => part.trim());
  const type = written === '*' ? ANYTHING : written;
  return TYPE.test(type) ? [[type, ...parameters.filter(isReadable)].join(';')] : [];
}

function isReadable(parameter: string): boolean {
  if (!PARAMETER.test(parameter)) return false;
  if (!parameter.startsWith(WEIGHT)) return true;
  const weight = Number(parameter.slice(WEIGHT.length));
  return weight >= 0 && weight <= 1;
}
