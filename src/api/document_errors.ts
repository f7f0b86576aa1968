import type { ExecutionConfig } from 'postgraphile/grafserv';
import { GraphQLError, getOperationAST } from 'postgraphile/graphql';
import { ServiceError, serviceErrorCodes } from '../service_errors.ts';

/** What a validator adds to its message: names that the schema has, for whoever guesses at them. */
const SUGGESTION = / Did you mean .*$/s;
const ABOUT_VARIABLE = /^Variable "\$(\w+)"/;

type ParseAndValidate = ExecutionConfig['parseAndValidate'];

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
   * An error of GraphQL itself with a code: INPUT_INVALID where a variable is wrong, QUERY_INVALID where the document is. One that
   * has a code keeps it.
   */
  tell(error: GraphQLError): GraphQLError {
    const { nodes = null, source = null, positions = null, path = null, originalError } = error;
    const message = this.#hasExplorer ? error.message : error.message.replace(SUGGESTION, '');
    const [, variable] = ABOUT_VARIABLE.exec(message) ?? [];
    const code =
      variable === undefined
        ? { code: 'QUERY_INVALID', numbers: {} }
        : { code: 'INPUT_INVALID', numbers: { argument: variable, problem: message } };
    const extensions = { ...code, ...error.extensions };
    const original = originalError ?? null;
    return new GraphQLError(message, { nodes, source, positions, path, originalError: original, extensions });
  }

  /** Parses and validates as Grafserv does, and tells what is wrong. */
  parseAndValidate(given: ParseAndValidate): ParseAndValidate {
    return (query) => {
      const result = given(query);
      if (result.errors === undefined) return result;
      const told = this.#told.get(result) ?? { errors: result.errors.map((error) => this.tell(error)) };
      this.#told.set(result, told);
      return told;
    };
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
