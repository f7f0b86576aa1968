import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  valueFromASTUntyped,
  visit,
} from 'postgraphile/graphql';
import { ServiceError } from '../../service_errors.ts';

/** Characters of a text that a query looks for: names have at most 100, cursors a few hundred. */
const LONGEST_TEXT = 1_000;
/** Entries of a list that a query is given: states, positions, orders. */
const LONGEST_LIST = 100;
/**
 * Values that a mutation is given in all, lists and objects among them, and entries of one list: a pool of 5,000 players has 50,000. GraphQL reads
 * them one by one before anybody can say who sent them, which takes the thread 10 µs for each.
 */
const MOST_VALUES = 60_000;
const LONGEST_LIST_OF_MUTATION = 10_000;
/** PostgreSQL refuses a text that has it, in words about its own encoding. */
const NUL = '\u0000';

/**
 * Why an operation is refused for the values that it is given (INPUT_INVALID), before GraphQL reads them: one to read by is too long, or has a NUL,
 * or they are too many; null where it is not. A text is folded and normalised by the database, an order becomes a part of a statement: both cost many times their length,
 * where no time-out interrupts them. Mutations have shapes of their own for what they are given, of which only the amount is judged here, and
 * what their answers are asked for.
 */
export function judgeArguments(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const reading = readingOf(document);
  let { problem } = reading;
  for (const [name, value] of Object.entries(variables))
    if (operation.operation !== 'mutation' || reading.variables.has(name))
      problem ??= valueProblem(name, value);
  problem ??= amountProblem(variables);
  if (problem === null) return null;
  const { message, code, numbers } = problem;
  return new GraphQLError(message, { nodes: operation, extensions: { code, numbers } });
}

/** What is read by: what is wrong with the values that stand in a document itself, and the names of variables. */
interface Reading {
  readonly problem: ServiceError | null;
  readonly variables: ReadonlySet<string>;
}

const readings = new WeakMap<DocumentNode, Reading>();

function readingOf(document: DocumentNode): Reading {
  const known = readings.get(document);
  if (known !== undefined) return known;
  let problem: ServiceError | null = null;
  const judge = ({ name, value }: { name: string; value: unknown }) => {
    problem ??= valueProblem(name, value);
  };
  const variables = new Set<string>();
  const defaults = new Map<string, [isOfMutation: boolean, value: unknown]>();
  /** Fields around what is visited; the arguments of a mutation itself stand in one. */
  let depth = 0;
  let isMutation = false;
  const isOwn = () => isMutation && depth === 1;
  visit(document, {
    OperationDefinition: ({ operation }) => {
      isMutation = operation === 'mutation';
    },
    FragmentDefinition: ({ typeCondition }) => {
      isMutation = typeCondition.name.value === 'Mutation';
    },
    Field: {
      enter() {
        depth += 1;
      },
      leave() {
        depth -= 1;
      },
    },
    Argument: ({ name, value }) => {
      if (isOwn()) return false;
      judge({ name: name.value, value: valueFromASTUntyped(value) });
      return undefined;
    },
    Variable: ({ name }) => void variables.add(name.value),
    VariableDefinition: ({ variable, defaultValue }) => {
      if (defaultValue) defaults.set(variable.name.value, [isMutation, valueFromASTUntyped(defaultValue)]);
      return false;
    },
  });
  for (const [name, [isOfMutation, value]] of defaults)
    if (!isOfMutation || variables.has(name)) judge({ name, value });
  const reading = { problem, variables };
  readings.set(document, reading);
  return reading;
}

/** A value under its name; the values of a list have the name of the list. */
type Named = readonly [argument: string, value: unknown];

function partsOf([argument, value]: Named): Named[] {
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value.map((part) => [argument, part] as const) : Object.entries(value);
}

/** What is wrong with a value that is read by, or with one inside of it. */
function valueProblem(argument: string, value: unknown): ServiceError | null {
  const judged: Named[] = [[argument, value]];
  for (const named of judged) {
    const problem = nameProblem(named) ?? ownProblem(named);
    if (problem) return problem;
    for (const part of partsOf(named)) judged.push(part);
  }
  return null;
}

function ownProblem([argument, value]: Named): ServiceError | null {
  if (typeof value === 'string' && value.includes(NUL)) {
    const problem = 'has the character U+0000, which no text here can hold; take it out';
    return new ServiceError('INPUT_INVALID', { argument, problem });
  }
  if (typeof value === 'string' && value.length > LONGEST_TEXT) {
    return tooLong(argument, `must be at most ${LONGEST_TEXT} characters long`, LONGEST_TEXT);
  }
  if (Array.isArray(value) && value.length > LONGEST_LIST) {
    return tooLong(argument, `must be at most ${LONGEST_LIST} entries long`, LONGEST_LIST);
  }
  return null;
}

/** What is wrong with the name of a value: messages about it repeat it, and are searched through. */
function nameProblem([argument]: Named): ServiceError | null {
  if (argument.length <= LONGEST_TEXT) return null;
  return tooLong('', `has a field whose name is longer than ${LONGEST_TEXT} characters`, LONGEST_TEXT);
}

/** What is wrong with how many values there are; they are counted no further than may be. */
function amountProblem(variables: Readonly<Record<string, unknown>>): ServiceError | null {
  const counted: Named[] = Object.entries(variables);
  for (const named of counted) {
    const [argument, value] = named;
    const problem = nameProblem(named);
    if (problem) return problem;
    if (Array.isArray(value) && value.length > LONGEST_LIST_OF_MUTATION)
      return tooLong(
        argument,
        `must be at most ${LONGEST_LIST_OF_MUTATION} entries long`,
        LONGEST_LIST_OF_MUTATION,
      );
    for (const part of partsOf(named)) {
      if (counted.length === MOST_VALUES)
        return tooLong(
          argument,
          `has, with the other arguments, more than ${MOST_VALUES} values`,
          MOST_VALUES,
        );
      counted.push(part);
    }
  }
  return null;
}

function tooLong(argument: string, problem: string, limit: number): ServiceError {
  return new ServiceError('INPUT_INVALID', { argument, problem, limit });
}
