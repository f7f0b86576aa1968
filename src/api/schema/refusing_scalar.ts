import { GraphQLError, Kind, print, type ValueNode } from 'postgraphile/graphql';
import { ServiceError } from '../../service_errors.ts';

const LONGEST_TOLD = 60;

/**
 * Makes a scalar of texts refuse what it cannot be (INPUT_INVALID), with what was written.
 * @param problemOf why a text cannot be one, as the end of a sentence that begins with its name; null where it can
 * @param serialize how it is answered; left out: as the schema does
 * @param plain the form that all who read it are given; left out: as it was written
 */
export function refusingScalar(
  name: string,
  problemOf: (given: string) => string | null,
  serialize?: (value: unknown) => string,
  plain: (given: string) => string = (given) => given,
): GraphileConfig.Plugin {
  const read = (given: unknown, written: () => string | undefined, node: ValueNode | null = null) => {
    const problem = typeof given === 'string' ? problemOf(given) : problemOf('');
    if (typeof given === 'string' && problem === null) return plain(given);
    const told = written() ?? '';
    const isShort = told !== '' && told.length <= LONGEST_TOLD && !/^[{[]/.test(told);
    const found = isShort ? `; it is ${told}` : '';
    const { message, code, numbers } = new ServiceError('INPUT_INVALID', {
      argument: '',
      problem: `${problem}${found}`,
    });
    throw new GraphQLError(message, { nodes: node, extensions: { code, numbers } });
  };
  return {
    name: `DraftRefusing${name}Plugin`,
    version: '1.0.0',
    schema: {
      hooks: {
        GraphQLScalarType(config) {
          if (config.name !== name) return config;
          return {
            ...config,
            ...(serialize === undefined ? {} : { serialize }),
            parseValue: (given) => read(given, () => JSON.stringify(given)),
            parseLiteral: (node) =>
              read(node.kind === Kind.STRING ? node.value : null, () => print(node), node),
          };
        },
      },
    },
  };
}
