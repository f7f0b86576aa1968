import {
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
  type SelectionNode,
  type SelectionSetNode,
} from 'postgraphile/graphql';
import { ServiceError } from '../../service_errors.ts';
import { type VariableValue, valueOfArgument } from './given_values.ts';
import { cellsOfNew, makesDraft } from './new_boards.ts';
import {
  biggestPage,
  isOfBoard,
  isWithoutPages,
  mostRows,
  PAGE_ARGUMENTS,
  pageProblem,
} from './page_rows.ts';
import { largerList, NOTHING, type Shape, toldOfLargest } from './query_amount.ts';
import { type Place, placeInside, ROOT } from './query_place.ts';
import { tooLarge } from './query_text.ts';

/** What one operation may ask for, with its fragments written out: 0.2 s of this process's thread at most. */
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
  rows: 10_000,
  /** Values that an answer can have: each field of each row. */
  values: 35_000,
} as const;

/**
 * What planning costs, in points: about 0.2 ms each (docs/performance.md). A page becomes a statement of its own, an object
 * a join; a plain field costs next to nothing.
 */
const PLANNING = { page: 4, object: 1 } as const;

const EVENT_IN_EVENT = 'events are not answered inside of an event; ask for them beside it';

/**
 * Adds a document up. A fragment is measured once, however often it is spread, so no document takes longer than its own length.
 * One that spreads itself counts as nothing there: another rule refuses it.
 */
export class Measure {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variable: VariableValue;
  readonly #cells: number;
  readonly #measured = new Map<string, Shape>();
  readonly boardsOf: unknown[] = [];
  #problem: ServiceError | null = null;
  #hasEventInEvent = false;

  constructor(
    schema: GraphQLSchema,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variable: VariableValue,
    cells: number,
  ) {
    this.#cells = cells;
    this.#schema = schema;
    this.#fragments = fragments;
    this.#variable = variable;
  }

  judge(operation: OperationDefinitionNode): GraphQLError | null {
    const shape = this.operation(operation);
    if (this.#problem) return refused(this.#problem, operation);
    const found = { ...shape, rootFields: shape.width };
    for (const [what, limit] of Object.entries(MOST)) {
      if (found[what as keyof typeof MOST] > limit)
        return refused(tooLarge(what, limit, toldOfLargest(what, shape)), operation);
    }
    if (!this.#hasEventInEvent) return null;
    return refused(new ServiceError('QUERY_INVALID', { problem: EVENT_IN_EVENT }), operation);
  }

  operation({ operation, selectionSet }: OperationDefinitionNode): Shape {
    return this.#selections(selectionSet, this.#schema.getRootType(operation), ROOT);
  }

  #selections(
    { selections }: SelectionSetNode,
    parent: GraphQLNamedType | null | undefined,
    place: Place,
  ): Shape {
    const total = { ...NOTHING };
    /** What is selected of single types of an interface: a row is of one of them. */
    const ofTypes = new Map<string, Pick<Shape, 'rows' | 'values'>>();
    for (const selection of selections) {
      const part =
        selection.kind === Kind.FIELD
          ? this.#field(selection, parent, place)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? this.#selections(
                selection.selectionSet,
                this.#named(selection.typeCondition?.name.value) ?? parent,
                place,
              )
            : this.#spread(selection.name.value, place);
      total.depth = Math.max(total.depth, part.depth);
      total.directives = Math.max(total.directives, part.directives, selection.directives?.length ?? 0);
      total.width += part.width;
      total.fields += part.fields;
      total.aliases += part.aliases;
      total.planning += part.planning;
      total.largest = largerList(total.largest, part.largest);
      const type = isInterfaceType(parent) ? this.#onlyTypeOf(selection) : undefined;
      const sum = type === undefined ? total : (ofTypes.get(type) ?? { rows: 0, values: 0 });
      sum.rows += part.rows;
      sum.values += part.values;
      if (type !== undefined) ofTypes.set(type, sum);
    }
    total.rows += Math.max(0, ...[...ofTypes.values()].map(({ rows }) => rows));
    total.values += Math.max(0, ...[...ofTypes.values()].map(({ values }) => values));
    return total;
  }

  /** The type of objects that alone a fragment is about; undefined where it is about an interface, or the selection is a field. */
  #onlyTypeOf(selection: SelectionNode): string | undefined {
    if (selection.kind === Kind.FIELD) return undefined;
    const condition =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.typeCondition
        : this.#fragments.get(selection.name.value)?.typeCondition;
    const name = condition?.name.value;
    return isObjectType(this.#named(name)) ? name : undefined;
  }

  #field(field: FieldNode, parent: GraphQLNamedType | null | undefined, place: Place): Shape {
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    // The schema's own fields are deep by nature; whether they may be asked for at all is another question.
    const isAboutSchema = field.name.value.startsWith('__');
    const at = placeInside(place, parent, field, () => this.#draftNamedBy(field, definition));
    this.#hasEventInEvent ||= at.isEventInEvent;
    const inside =
      field.selectionSet && !isAboutSchema
        ? this.#selections(field.selectionSet, definition && getNamedType(definition.type), at)
        : NOTHING;
    const isPage =
      isWithoutPages(parent?.name ?? '', field.name.value) ||
      (definition?.args.some(({ name }) => name === 'first') ?? false);
    const rows = isPage && definition ? this.#rows(field, definition, parent?.name ?? '', place) : 1;
    // What is selected on an interface is planned once for each type that it may be, and again inside of each.
    const types = isInterfaceType(parent) ? this.#schema.getPossibleTypes(parent).length : 1;
    const own = (isPage ? PLANNING.page : 0) + (field.selectionSet ? PLANNING.object : 0);
    const hasPages = !isWithoutPages(parent?.name ?? '', field.name.value);
    const list = isPage ? { field: `${parent?.name}.${field.name.value}`, rows, hasPages } : null;
    return {
      width: 1,
      depth: inside.depth + 1,
      directives: inside.directives,
      fields: inside.fields + 1,
      aliases: inside.aliases + (field.alias ? 1 : 0),
      planning: (inside.planning + own) * types,
      rows: isPage ? rows * (1 + inside.rows) : inside.rows,
      values: 1 + rows * inside.values,
      largest: largerList(list, inside.largest && { ...inside.largest, rows: rows * inside.largest.rows }),
    };
  }

  /** How many rows a page can have; an argument that no page can have is remembered as the problem of the whole. */
  #rows(
    field: FieldNode,
    { args }: GraphQLField<unknown, unknown>,
    type: string,
    { draftId }: Place,
  ): number {
    const name = field.name.value;
    const isOfNamed = isOfBoard(type, name) && draftId !== undefined;
    let rows = isOfNamed ? this.#cells : mostRows(type, name);
    if (isOfNamed) this.boardsOf.push(draftId);
    for (const argument of args) {
      const page = PAGE_ARGUMENTS.find((known) => known === argument.name);
      if (page === undefined) continue;
      const value = valueOfArgument(field, argument, this.#variable);
      this.#problem ??= pageProblem(page, value, biggestPage(type, name));
      if (page !== 'offset' && typeof value === 'number') rows = Math.min(rows, value);
    }
    return rows;
  }

  #spread(name: string, place: Place): Shape {
    const key = JSON.stringify([name, place]);
    const known = this.#measured.get(key);
    if (known) return known;
    const fragment = this.#fragments.get(name);
    if (!fragment) return NOTHING;
    this.#measured.set(key, NOTHING);
    const type = this.#named(fragment.typeCondition.name.value);
    const shape = this.#selections(fragment.selectionSet, type, place);
    this.#measured.set(key, shape);
    return shape;
  }

  /**
   * The id by which a field at the root names the draft that it is about, or of a draft that it makes how many cells it has; undefined where
   * it names none.
   */
  #draftNamedBy(field: FieldNode, definition: GraphQLField<unknown, unknown> | undefined): unknown {
    const given = (name: string) => {
      const argument = definition?.args.find((known) => known.name === name);
      return argument && (valueOfArgument(field, argument, this.#variable) ?? undefined);
    };
    const { value: name } = field.name;
    return makesDraft(name) ? cellsOfNew(name, given) : given(name === 'draft' ? 'id' : 'draftId');
  }

  #named(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#schema.getType(name);
  }
}

function refused({ message, code, numbers }: ServiceError, operation: OperationDefinitionNode): GraphQLError {
  return new GraphQLError(message, { nodes: operation, extensions: { code, numbers } });
}
