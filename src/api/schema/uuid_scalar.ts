import { GraphQLError, Kind, print, type ValueNode } from 'postgraphile/graphql';
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
        return { ...config, parseValue: (given) => uuidOf(given, () => JSON.stringify(given)), parseLiteral };
      },
    },
  },
};

function parseLiteral(node: ValueNode): string {
  return uuidOf(node.kind === Kind.STRING ? node.value : null, () => print(node), node);
}

/** `written`: the value as whoever asks wrote it; `node`: where. */
function uuidOf(given: unknown, written: () => string | undefined, node: ValueNode | null = null): string {
  if (typeof given === 'string' && UUID.test(given)) return given;
  const told = (written() ?? '').slice(0, LONGEST_TOLD);
  const problem = `${told} is not an id: a UUID, such as 3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11`;
  const { message, code, numbers } = new ServiceError('INPUT_INVALID', { argument: '', problem });
  throw new GraphQLError(message, { nodes: node, extensions: { code, numbers } });
}
