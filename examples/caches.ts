// What the caches of Apollo and urql need to know of this API, made of its schema: copy it into a front end, and make the
// introspection when you build, since the service tells it to nobody in production:
//
//   import { buildSchema, introspectionFromSchema } from 'graphql';
//   const introspection = introspectionFromSchema(buildSchema(readFileSync('schema.graphql', 'utf8')));

import type { IntrospectionQuery } from 'graphql';

/** Options of graphcache's `cacheExchange`: fragments on events are told apart, and what has no id is a part of what it is beside. */
export function graphcacheOptions(introspection: IntrospectionQuery) {
  const isPart = () => null;
  return { schema: introspection, keys: ofParts(introspection, isPart) };
}

/** Options of Apollo's `InMemoryCache`, for the same. */
export function apolloCacheOptions(introspection: IntrospectionQuery) {
  const { types } = introspection.__schema;
  const possibleTypes: Record<string, string[]> = {};
  for (const type of types)
    if (type.kind === 'INTERFACE' || type.kind === 'UNION')
      possibleTypes[type.name] = type.possibleTypes.map(({ name }) => name);
  return {
    possibleTypes,
    // Two pages may ask for other fields of the same part.
    typePolicies: ofParts(introspection, { keyFields: false, merge: true } as const),
  };
}

/** The same for each type without an id: RosterSlot, QuietHours, the pages of lists, the kinds of events, the answers of mutations. */
function ofParts<Policy>({ __schema }: IntrospectionQuery, policy: Policy): Record<string, Policy> {
  const { types, queryType, mutationType, subscriptionType } = __schema;
  const roots = [queryType, mutationType, subscriptionType].map((root) => root?.name);
  const parts = types.filter(
    (type) =>
      type.kind === 'OBJECT' &&
      !type.name.startsWith('__') &&
      !roots.includes(type.name) &&
      !type.fields.some(({ name }) => name === 'id'),
  );
  return Object.fromEntries(parts.map(({ name }) => [name, policy]));
}
