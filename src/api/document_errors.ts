import type { ExecutionConfig } from 'postgraphile/grafserv';
import { GraphQLError, getOperationAST } from 'postgraphile/graphql';
import { visible } from '../draft/names.ts';
import { ServiceError, serviceErrorCodes } from '../service_errors.ts';
import { argumentAt } from './argument_at.ts';

/** What a validator adds to its message: names that the schema has, for whoever guesses at them. */
const SUGGESTION = / Did you mean .*$/s;
/** Names a variable whose value is not usable, and where in the value: `Variable "$s" got invalid value 7 at "s.rounds[0]"; …`. */
const ABOUT_VALUE = /^Variable "\$(\w+)"(?: got invalid value .*? at "([^"]+)";)?/s;

type ParseAndValidate = ExecutionConfig['parseAndValidate'];
type Numbers = Readonly<Record<string, unknown>>;

/** Tells errors in documents and variables as all others are told. */
export class DocumentErrors {
  readonly #hasExplorer: boolean;
  /** The results of documents that Grafserv remembers, told once. */
  readonly #told = new WeakMap<object, ReturnType<ParseAndValidate>>();

  /** Without the explorer no message suggests a name of the schema. */
  constructor(hasExplorer: boolean) {
    this.#hasExplorer = hasExplorer;
  }

  /**
   * An error of GraphQL itself with a code, found when a valid document was about to run: INPUT_INVALID where the value of a variable
   * is wrong, and where in it; QUERY_INVALID else. One that has a code keeps it.
   */
  tell(error: GraphQLError): GraphQLError {
    const [, variable, place = variable] = ABOUT_VALUE.exec(error.message) ?? [];
    if (variable === undefined || place === undefined) return this.#coded(error);
    return this.#coded(error, place.replace(/\[(\d+)\]/g, '.$1'));
  }

  /** Parses and validates as Grafserv does, and tells what is wrong. */
  parseAndValidate(given: ParseAndValidate): ParseAndValidate {
    return (query) => {
      const result = given(query);
      if (result.errors === undefined) return result;
      const told = this.#told.get(result) ?? {
        errors: result.errors.map((error) => {
          // What is wrong with a document is no value of a variable, whatever it says about variables.
          const isAboutValue =
            error.extensions['code'] === 'INPUT_INVALID' && error.positions?.[0] !== undefined;
          return this.#coded(error, isAboutValue ? argumentAt(query, error.positions?.[0] ?? 0) : undefined);
        }),
      };
      this.#told.set(result, told);
      return told;
    };
  }

  /** `argument`: where the value that is wrong stands; undefined where a document is wrong. */
  #coded(error: GraphQLError, argument?: string): GraphQLError {
    const { nodes = null, source = null, positions = null, path = null, originalError = null } = error;
    const message = visible(this.#hasExplorer ? error.message : error.message.replace(SUGGESTION, ''));
    const found = error.extensions['numbers'] as Numbers | undefined;
    const numbers =
      argument === undefined
        ? (found ?? {})
        : { problem: message, ...found, argument: found?.['argument'] || argument };
    const code = error.extensions['code'] ?? (argument === undefined ? 'QUERY_INVALID' : 'INPUT_INVALID');
    const extensions = { ...error.extensions, code, numbers };
    return new GraphQLError(message, {
      ...{ nodes, source, positions, path, extensions },
      originalError: originalError ?? null,
    });
  }
}

/**
 * Runs queries and mutations, and refuses subscriptions (SUBSCRIPTION_NOT_HERE): over HTTP Grafserv would tell neither when the
 * client is gone nor, before the first event, that it listens.
 */
export function withoutSubscriptions(execute: ExecutionConfig['execute']): ExecutionConfig['execute'] {
  return (args) => {
    const operation = getOperationAST(args.document, args.operationName);
    if (operation?.operation !== 'subscription') return execute(args);
    const { code, numbers } = new ServiceError('SUBSCRIPTION_NOT_HERE');
    const extensions = { code, numbers };
    return { errors: [new GraphQLError(serviceErrorCodes[code], { nodes: operation, extensions })] };
  };
}
