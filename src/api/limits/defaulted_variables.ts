import {
  type ASTVisitor,
  astFromValue,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  print,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'postgraphile/graphql';
import { ServiceError } from '../../service_errors.ts';

/** Where a variable is given to an argument, or to a field of an input, that has a default and cannot be null. */
interface Use {
  readonly variable: string;
  /** The argument, or the field of the input. */
  readonly holder: object;
  /** The name of the argument, and of the fields inside of it: `quietHours.picks`. */
  readonly argument: string;
  /** As GraphQL is written. */
  readonly byDefault: string;
}

/** What is planned: an operation and the fragments of its document. */
interface Planned {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** Operations with some variables left out that are kept of one; each has plans of its own, of which Grafast keeps few as well. */
const MOST_VARIANTS = 4;

const found = new WeakMap<OperationDefinitionNode, readonly Use[]>();
const variants = new WeakMap<OperationDefinitionNode, Map<string, Planned>>();

/**
 * Why an operation is refused that is given null for what cannot be null (INPUT_INVALID); null where it is not. GraphQL lets a variable
 * that may be null stand where there is a default, and has it judged when the operation runs.
 * @param variables as they were sent
 */
export function judgeNulls(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  const uses = usesIn(schema, document, operation);
  if (uses.length === 0) return null;
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    const value = variables[name] === undefined && defaultValue?.kind === Kind.NULL ? null : variables[name];
    const use =
      value === null && type.kind !== Kind.NON_NULL_TYPE && uses.find((one) => one.variable === name);
    if (!use) continue;
    const { argument, byDefault } = use;
    const problem = `must not be null; leave it out for the default, ${byDefault}`;
    const { message, code, numbers } = new ServiceError('INPUT_INVALID', { argument, problem });
    return new GraphQLError(message, { nodes: operation, extensions: { code, numbers } });
  }
  return null;
}

/**
 * What is planned where variables are left out that stand for what has a default and cannot be null: the same without what they stand
 * for. Grafast takes what is left out for null there, and fails. The same object for the same variables, so that plans are found again.
 * @param variables coerced, with the defaults that the operation itself gives them
 */
export function withoutLeftOut(
  schema: GraphQLSchema,
  document: DocumentNode,
  planned: Planned,
  variables: Readonly<Record<string, unknown>>,
): Planned {
  const { operation, fragments } = planned;
  const leftOut = usesIn(schema, document, operation).filter(
    ({ variable }) => variables[variable] === undefined,
  );
  if (leftOut.length === 0) return planned;
  const kept = variants.get(operation) ?? new Map<string, Planned>();
  variants.set(operation, kept);
  const key = leftOut.map(({ variable }) => variable).join(' ');
  const known = kept.get(key);
  if (known) return known;
  const holders = new Set(leftOut.map(({ holder }) => holder));
  const drop = (node: object) => (holders.has(node) ? null : undefined);
  const dropping: ASTVisitor = { Argument: drop, ObjectField: drop };
  const made = {
    operation: visit(operation, dropping),
    fragments: Object.fromEntries(
      Object.entries(fragments).map(([name, fragment]) => [name, visit(fragment, dropping)]),
    ),
  };
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= MOST_VARIANTS) kept.delete(oldest);
  kept.set(key, made);
  return made;
}

/** Found once for each operation. */
function usesIn(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly Use[] {
  const known = found.get(operation);
  if (known) return known;
  const own = separateOperations(document)[operation.name?.value ?? ''];
  const uses = own ? findUses(schema, own) : [];
  found.set(operation, uses);
  return uses;
}

function findUses(schema: GraphQLSchema, document: DocumentNode): Use[] {
  const typeInfo = new TypeInfo(schema);
  const uses: Use[] = [];
  const holders: { readonly kind: Kind; readonly name: { readonly value: string } }[] = [];
  const hold = {
    enter: (node: (typeof holders)[number]) => void holders.push(node),
    leave: () => void holders.pop(),
  };
  const collect = visitWithTypeInfo(typeInfo, {
    VariableDefinition: () => false,
    Argument: hold,
    ObjectField: hold,
    Variable({ name }) {
      const [type, byDefault, holder] = [typeInfo.getInputType(), typeInfo.getDefaultValue(), holders.at(-1)];
      if (!holder || !isNonNullType(type) || byDefault === undefined) return;
      const written = astFromValue(byDefault, type);
      uses.push({
        ...{ variable: name.value, holder },
        argument: holders.map((around) => around.name.value).join('.'),
        byDefault: written ? print(written) : '',
      });
    },
  });
  visit(document, collect);
  return uses;
}
