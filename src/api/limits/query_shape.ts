import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  valueFromASTUntyped,
} from 'postgraphile/graphql';
import { BIGGEST_BOARD } from './page_rows.ts';
import { NOTHING, type Shape } from './query_amount.ts';
import { Measure } from './query_measure.ts';

/**
 * Why a document is refused whose operations ask for too much at once (QUERY_TOO_LARGE); null where none does. A page whose size is a
 * variable counts as one row here, and so does the whole board of a draft that is named: {@link judgeSizes} knows better.
 */
export function judgeShape(schema: GraphQLSchema, document: DocumentNode): GraphQLError | null {
  const measure = new Measure(schema, fragmentsOf(document), () => 1, 1);
  for (const operation of document.definitions) {
    const refused = operation.kind === Kind.OPERATION_DEFINITION ? measure.judge(operation) : null;
    if (refused) return refused;
  }
  return null;
}

/** An operation that is about to run. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What is found of an operation that is about to run, with the sizes of its pages as they are. */
export interface Judgement {
  readonly refused: GraphQLError | null;
  /** The ids of the drafts whose boards, or parts of them, it asks for whole; of those that it makes how many cells they have. */
  readonly boardsOf: readonly unknown[];
}

/** The same for the operation that is about to run; `cells`: how many a board has at most that it asks for whole. */
export function judgeSizes(
  { schema, document, operationName, variables }: Asked,
  cells = BIGGEST_BOARD,
): Judgement {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { refused: null, boardsOf: [] };
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  );
  const variable = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : defaults.get(name));
  const measure = new Measure(schema, fragmentsOf(document), variable, cells);
  return { refused: measure.judge(operation), boardsOf: measure.boardsOf };
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return fragments;
}

/** What an operation asks for; pages whose sizes are variables count as one row. */
export function shapeOf(schema: GraphQLSchema, document: DocumentNode): Shape {
  const operation = getOperationAST(document);
  return operation
    ? new Measure(schema, fragmentsOf(document), () => 1, BIGGEST_BOARD).operation(operation)
    : NOTHING;
}
