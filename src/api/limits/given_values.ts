import { type FieldNode, type GraphQLArgument, Kind, valueFromASTUntyped } from 'postgraphile/graphql';

/** Tells the value of a variable. */
export type VariableValue = (name: string) => unknown;

/** What an argument of a field is given; undefined where nothing is said. */
export function valueOfArgument(
  field: FieldNode,
  { name, defaultValue }: GraphQLArgument,
  variable: VariableValue,
): unknown {
  const given = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (!given) return defaultValue;
  if (given.kind !== Kind.VARIABLE) return valueFromASTUntyped(given);
  const value = variable(given.name.value);
  return value === undefined ? defaultValue : value;
}
