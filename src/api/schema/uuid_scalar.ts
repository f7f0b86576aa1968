import { GraphQLError, Kind } from 'postgraphile/graphql';
import { ServiceError } from '../../service_errors.ts';

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const LONGEST_TOLD = 60;

/** An id that is none is told as every other unusable input, with what was written. */
export const uuidScalarPlugin: GraphileConfig.Plugin = {
  name: 'DraftUuidScalarPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      GraphQLScalarType(config) {
        if (config.name !== 'UUID') return config;
        return {
          ...config,
          parseValue: uuidOf,
          parseLiteral: (node) => uuidOf(node.kind === Kind.STRING ? node.value : node.kind),
        };
      },
    },
  },
};

function uuidOf(given: unknown): string {
  const text = String(given);
  if (UUID.test(text)) return text;
  const problem = `${JSON.stringify(text.slice(0, LONGEST_TOLD))} is not an id: a UUID, such as 3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11`;
  const { message, code, numbers } = new ServiceError('INPUT_INVALID', { argument: '', problem });
  throw new GraphQLError(message, { extensions: { code, numbers } });
}
