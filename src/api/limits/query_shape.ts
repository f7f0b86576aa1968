import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'postgraphile/graphql';
import { mostRows } from './page_rows.ts';
import { tooLarge } from './query_text.ts';

/** What one operation may ask for, with its fragments written out. */
const MOST = {
  /** Fields inside fields. */
  depth: 12,
  fields: 500,
  aliases: 250,
  /** Directives on one field. */
  directives: 10,
  /** Each root field of a mutation is a change of its own, and each of a query a statement at least. */
  rootFields: 20,
  /** What planning it costs: see {@link PLANNING}. */
  planning: 150,
  /** Rows that the pages inside of pages can add up to; a page of which nothing is said counts as all that its list can hold. */
  rows: 50_000,
  /** Values that an answer can have: each field of each row. */
  values: 250_000,
} as const;

/**
 * What planning costs, in points: about 0.2 ms each (docs/performance.md). A page becomes a statement of its own, an object
 * a join; a plain field costs next to nothing.
 */
const PLANNING = { page: 4, object: 1 } as const;

/** How much a selection asks for. */
interface Shape {
  /** Fields on this level. */
  width: number;
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
  planning: number;
  /** Rows for one row of what it is selected from. */
  rows: number;
  /** Values for one row of what it is selected from. */
  values: number;
}

const NOTHING: Shape = {
  width: 0,
  depth: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  planning: 0,
  rows: 0,
  values: 0,
};

/** Why a document is refused whose operations ask for too much at once (QUERY_TOO_LARGE); null where none does. */
export function judgeShape(schema: GraphQLSchema, document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measure = new Measure(schema, (name) => fragments.get(name));
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const shape = measure.operation(operation);
    const found = { ...shape, rootFields: shape.width };
    for (const [what, limit] of Object.entries(MOST)) {
      if (found[what as keyof typeof MOST] <= limit) continue;
      const { message, code, numbers } = tooLarge(what, limit);
      return new GraphQLError(message, { nodes: operation, extensions: { code, numbers } });
    }
  }
  return null;
}

/** What planning an operation is estimated to cost, in points of {@link PLANNING}. */
export function planningPoints(schema: GraphQLSchema, operation: OperationDefinitionNode): number {
  return new Measure(schema, () => null).operation(operation).planning;
}

/**
 * Adds a document up. A fragment is measured once, however often it is spread, so no document takes longer than its own length.
 * One that spreads itself counts as nothing there: another rule refuses it.
 */
class Measure {
  readonly #schema: GraphQLSchema;
  readonly #fragment: (name: string) => FragmentDefinitionNode | null | undefined;
  readonly #fragments = new Map<string, Shape>();

  constructor(schema: GraphQLSchema, fragment: (name: string) => FragmentDefinitionNode | null | undefined) {
    this.#schema = schema;
    this.#fragment = fragment;
  }

  operation({ operation, selectionSet }: OperationDefinitionNode): Shape {
    return this.#selections(selectionSet, this.#schema.getRootType(operation));
  }

  #selections({ selections }: SelectionSetNode, parent: GraphQLNamedType | null | undefined): Shape {
    const total = { ...NOTHING };
    for (const selection of selections) {
      const part =
        selection.kind === Kind.FIELD
          ? this.#field(selection, parent)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? this.#selections(
                selection.selectionSet,
                this.#named(selection.typeCondition?.name.value) ?? parent,
              )
            : this.#spread(selection.name.value);
      total.depth = Math.max(total.depth, part.depth);
      total.directives = Math.max(total.directives, part.directives, selection.directives?.length ?? 0);
      total.width += part.width;
      total.fields += part.fields;
      total.aliases += part.aliases;
      total.planning += part.planning;
      total.rows += part.rows;
      total.values += part.values;
    }
    return total;
  }

  #field(field: FieldNode, parent: GraphQLNamedType | null | undefined): Shape {
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    // The schema's own fields are deep by nature; whether they may be asked for at all is another question.
    const isAboutSchema = field.name.value.startsWith('__');
    const inside =
      field.selectionSet && !isAboutSchema
        ? this.#selections(field.selectionSet, definition && getNamedType(definition.type))
        : NOTHING;
    const isPage = definition?.args.some(({ name }) => name === 'first') ?? false;
    const rows = isPage && definition ? rowsOf(field, definition, parent?.name ?? '') : 1;
    return {
      width: 1,
      depth: inside.depth + 1,
      directives: inside.directives,
      fields: inside.fields + 1,
      aliases: inside.aliases + (field.alias ? 1 : 0),
      planning: inside.planning + (isPage ? PLANNING.page : 0) + (field.selectionSet ? PLANNING.object : 0),
      rows: isPage ? rows * (1 + inside.rows) : inside.rows,
      values: 1 + rows * inside.values,
    };
  }

  #spread(name: string): Shape {
    const known = this.#fragments.get(name);
    if (known) return known;
    const fragment = this.#fragment(name);
    if (!fragment) return NOTHING;
    this.#fragments.set(name, NOTHING);
    const shape = this.#selections(fragment.selectionSet, this.#named(fragment.typeCondition.name.value));
    this.#fragments.set(name, shape);
    return shape;
  }

  #named(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#schema.getType(name);
  }
}

/**
 * How many rows a page can have, as far as the text says. What a page can never be asked for, such as a negative number, counts as
 * nothing said: it is refused where the page is planned, and must not make an operation look smaller before.
 */
function rowsOf(field: FieldNode, definition: GraphQLField<unknown, unknown>, type: string): number {
  const most = mostRows(type, field.name.value);
  const sizes = definition.args.flatMap((argument) => {
    if (argument.name !== 'first' && argument.name !== 'last') return [];
    const given = field.arguments?.find(({ name }) => name.value === argument.name)?.value;
    if (given?.kind === Kind.VARIABLE) return [];
    const size: unknown = given ? valueFromASTUntyped(given) : argument.defaultValue;
    return typeof size === 'number' && size >= 0 ? [size] : [];
  });
  return Math.min(...sizes, most);
}
