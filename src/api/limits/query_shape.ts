import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'postgraphile/graphql';
import { BIGGEST_BOARD, BIGGEST_PAGE } from './page_sizes.ts';
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
  /** Rows that the pages inside of pages can add up to; a page of which nothing is said counts as the biggest there is. */
  rows: 250_000,
} as const;

/** How much a selection asks for. */
interface Shape {
  /** Fields on this level. */
  width: number;
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
  /** Rows for one row of what it is selected from. */
  rows: number;
}

const NOTHING: Shape = { width: 0, depth: 0, fields: 0, aliases: 0, directives: 0, rows: 0 };

/** A validation rule that refuses operations that ask for too much at once (QUERY_TOO_LARGE). */
export const queryShapeRule: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    const shape = new Measure(context.getSchema(), (name) => context.getFragment(name)).operation(operation);
    const found = { ...shape, rootFields: shape.width };
    for (const [what, limit] of Object.entries(MOST)) {
      if (found[what as keyof typeof MOST] <= limit) continue;
      const { message, code, numbers } = tooLarge(what, limit);
      context.reportError(new GraphQLError(message, { nodes: operation, extensions: { code, numbers } }));
      return;
    }
  },
});

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
      total.rows += part.rows;
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
    const isBoard = parent?.name === 'Draft' && field.name.value === 'board';
    const isPaged = definition?.args.some(({ name }) => name === 'first');
    const page = isBoard ? BIGGEST_BOARD : isPaged ? pageOf(field) : 0;
    return {
      width: 1,
      depth: inside.depth + 1,
      directives: inside.directives,
      fields: inside.fields + 1,
      aliases: inside.aliases + (field.alias ? 1 : 0),
      rows: page === 0 ? inside.rows : page * Math.max(inside.rows, 1),
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

/** How many rows a page can have, as far as the text says. */
function pageOf({ arguments: given = [] }: FieldNode): number {
  const sizes = given.flatMap(({ name, value }) =>
    (name.value === 'first' || name.value === 'last') && value.kind === Kind.INT ? [Number(value.value)] : [],
  );
  return Math.min(...sizes, BIGGEST_PAGE);
}
