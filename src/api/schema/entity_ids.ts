import { lambda, list, type Step } from 'postgraphile/grafast';
import type { GraphQLNamedType } from 'postgraphile/graphql';
import { rowNumberReader, withReadId } from './row_numbers.ts';

/** What tells the rows of a table apart, where it has no column "id". Other keys than these would change while the row stays the same. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  picks: ['draft_id', 'pick_number'],
  draftSlots: ['draft_id', 'slot'],
  draftSettings: ['draft_id'],
  teamStrategies: ['draft_id', 'team_id'],
  playerStatuses: ['player_id'],
  // By player and not by place: a wish that moves up the list is the same wish.
  queueEntries: ['draft_id', 'team_id', 'player_id'],
};
/** Columns with the number of a row of another table. All others are UUIDs, which clients read and send as texts anyway. */
const NUMBERED = ['player_id'];
const NUMBER_TYPES = ['Int', 'BigInt'];

/** The one field that finds a row by its number. */
const FOUND_BY_NUMBER = 'Query.player';

type Apply = (rows: unknown, given: unknown, info: unknown) => unknown;

type Row = Step & { get(column: string): Step };

/**
 * Gives every type that stands for a row a field `id: ID!`, unique within its type, by which the caches of clients (Apollo, urql) know
 * that two answers speak of the same thing. Whatever takes the id of a player takes it as an `ID` too.
 */
export const entityIdsPlugin: GraphileConfig.Plugin = {
  name: 'DraftEntityIdsPlugin',
  version: '1.0.0',
  after: ['PgAttributesPlugin'],
  schema: {
    hooks: {
      GraphQLObjectType_fields(fields, build, { scope: { pgCodec }, fieldWithHooks, Self }) {
        const key = pgCodec ? KEYS[pgCodec.name] : undefined;
        if (!key || fields['id'] || !(camelCase(key[0] ?? '') in fields)) return fields;
        const { GraphQLID, GraphQLNonNull } = build.graphql;
        const id = fieldWithHooks({ fieldName: 'id' }, () => ({
          description: 'The same for the same thing in every answer, by which caches know it.',
          type: new GraphQLNonNull(GraphQLID),
          plan: ($row: Row) => joined(key.map((column) => $row.get(column))),
        }));
        return build.extend(fields, { id }, `Adding an id to ${Self.name}`);
      },
      GraphQLObjectType_fields_field(field, build, { Self, scope: { pgFieldAttribute, fieldName } }) {
        if (`${Self.name}.${fieldName}` === FOUND_BY_NUMBER && field.plan)
          return { ...field, plan: withReadId(field.plan, rowNumberReader('id', 'Int')) };
        if (!pgFieldAttribute || !namesRow(fieldName)) return field;
        const { GraphQLID, GraphQLNonNull, isNonNullType, getNamedType } = build.graphql;
        if (fieldName !== 'id' && !isNumber(getNamedType(field.type))) return field;
        return { ...field, type: isNonNullType(field.type) ? new GraphQLNonNull(GraphQLID) : GraphQLID };
      },
      GraphQLInputObjectType_fields_field(field, build, { scope: { fieldName } }) {
        const { GraphQLID, getNamedType } = build.graphql;
        const type = getNamedType(field.type);
        if (!namesRow(fieldName) || !isNumber(type)) return field;
        // Graphile's type of the field leaves out what it is applied by.
        const { apply } = field as { apply?: Apply };
        if (!apply) return { ...field, type: GraphQLID };
        const read = rowNumberReader(`condition.${fieldName}`, type.name);
        const judged: Apply = (rows, given, info) => apply(rows, read(given), info);
        return { ...field, type: GraphQLID, ...{ apply: judged } };
      },
      GraphQLObjectType_fields_field_args_arg(arg, build, { scope: { argName } }) {
        const { GraphQLID, GraphQLNonNull, getNamedType } = build.graphql;
        if (argName !== 'id' || !isNumber(getNamedType(arg.type))) return arg;
        return { ...arg, type: new GraphQLNonNull(GraphQLID) };
      },
    },
  },
};

function namesRow(fieldName: string): boolean {
  return fieldName === 'id' || NUMBERED.some((column) => fieldName === camelCase(column));
}

function camelCase(column: string): string {
  return column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function isNumber({ name }: GraphQLNamedType): boolean {
  return NUMBER_TYPES.includes(name);
}

function joined(parts: readonly Step[]): Step {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  return lambda(list(parts), joinedByColons, true);
}

function joinedByColons(values: readonly unknown[]): string {
  return values.join(':');
}
