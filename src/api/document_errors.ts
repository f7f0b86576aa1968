import type { ExecutionConfig } from 'postgraphile/grafserv';
import { GraphQLError, type GraphQLSchema, getOperationAST, isEnumType } from 'postgraphile/graphql';
import { visible } from '../draft/names.ts';
import { ServiceError, serviceErrorCodes } from '../service_errors.ts';
import { argumentAt } from './argument_at.ts';
import { type ValueProblem, valueProblemIn, withoutValues } from './value_problems.ts';

/** What a validator adds to its message: names that the schema has, for whoever guesses at them. */
const SUGGESTION = / Did you mean .*$/s;

/** How a question about the schema is refused where it is not told. */
const NO_INTROSPECTION = 'GraphQL introspection has been disabled';
const SCHEMA_IS_ELSEWHERE =
  'This service does not tell its schema in an answer. It is the file schema.graphql of the project; an operator can set EXPLORER=on.';

/** What is said of a value that an enum does not have, and the name of the enum. */
const NOT_IN_ENUM = /(?:^is no value of|^must be a value of|does not exist in) "?(\w+)"?/;
/** The values of an enum that has more are not listed, such as the orders of a list. */
const MOST_LISTED = 20;

type ParseAndValidate = ExecutionConfig['parseAndValidate'];
type Numbers = Readonly<Record<string, unknown>>;

/** Tells errors in documents and variables as all others are told. */
export class DocumentErrors {
  readonly #hasExplorer: boolean;
  #schema: GraphQLSchema | undefined;
  /** The results of documents that Grafserv remembers, told once. */
  readonly #told = new WeakMap<object, ReturnType<ParseAndValidate>>();

  /** Without the explorer no message suggests a name of the schema. */
  constructor(hasExplorer: boolean) {
    this.#hasExplorer = hasExplorer;
  }

  /** Whose enums are listed where a value is none of theirs. */
  knowsOf(schema: GraphQLSchema): void {
    this.#schema = schema;
  }

  /**
   * An error of GraphQL itself with a code, found when a valid document was about to run: INPUT_INVALID where the value of a variable
   * is wrong, and where in it; QUERY_INVALID else. One that has a code keeps it.
   */
  tell(error: GraphQLError): GraphQLError {
    const problem = valueProblemIn(this.#allowed(error.message));
    return problem === null ? this.#coded(error) : this.#refused(error, problem);
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
          return isAboutValue
            ? this.#refused(error, { argument: argumentAt(query, error.positions?.[0] ?? 0), problem: '' })
            : this.#coded(error);
        }),
      };
      this.#told.set(result, told);
      return told;
    };
  }

  #coded(error: GraphQLError): GraphQLError {
    const { code = 'QUERY_INVALID', numbers = {} } = error.extensions;
    const message = error.message.startsWith(NO_INTROSPECTION)
      ? SCHEMA_IS_ELSEWHERE
      : visible(withoutValues(this.#allowed(error.message)));
    return told(error, message + this.#enumOf(message, ' Known are ', '.'), { code, numbers });
  }

  /** A value is told with its place; what our own scalars and arguments say of it comes before what GraphQL says. */
  #refused(error: GraphQLError, { argument, problem }: ValueProblem): GraphQLError {
    const found = error.extensions['numbers'] as Numbers | undefined;
    const code = error.extensions['code'] ?? 'INPUT_INVALID';
    const place = found?.['argument'] || argument;
    const named = found?.['problem'] || problem;
    const said = named === '' ? '' : `${named}${this.#enumOf(String(named), '; known are ')}`;
    if (said === '') {
      const bare = visible(withoutValues(this.#allowed(error.message)));
      const message = bare + this.#enumOf(bare, ' Known are ', '.');
      return told(error, message, { code, numbers: { problem: message, ...found, argument: place } });
    }
    const { message, numbers } = new ServiceError('INPUT_INVALID', {
      ...found,
      problem: said,
      argument: place,
    });
    return told(error, message, { code, numbers });
  }

  /** The values that there are, where a message is about one of an enum that is not there; else nothing. */
  #enumOf(message: string, before: string, behind = ''): string {
    const [, name] = NOT_IN_ENUM.exec(message) ?? [];
    const type = name === undefined ? undefined : this.#schema?.getType(name);
    const values = isEnumType(type) ? type.getValues().map((value) => value.name) : [];
    return values.length === 0 || values.length > MOST_LISTED ? '' : `${before}${values.join(', ')}${behind}`;
  }

  /** Without the names that the schema has near those that somebody guesses. */
  #allowed(message: string): string {
    return this.#hasExplorer ? message : message.replace(SUGGESTION, '');
  }
}

function told(error: GraphQLError, message: string, extensions: Numbers): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null, originalError } = error;
  return new GraphQLError(message, {
    ...{ nodes, source, positions, path, extensions: { ...error.extensions, ...extensions } },
    originalError: originalError ?? null,
  });
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
