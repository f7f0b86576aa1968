/** The part of JSON Schema that options of strategies are written in. */
export interface OptionSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly OptionSchema[];
  readonly items?: OptionSchema;
  readonly additionalProperties?: OptionSchema | boolean;
  readonly properties?: Readonly<Record<string, OptionSchema>>;
}

/** How an option is drawn. What is none of the others is written as JSON. */
export type OptionKind =
  | 'choice'
  | 'switch'
  | 'number'
  | 'numbers by position'
  | 'some of'
  | 'players'
  | 'lists'
  | 'ranking'
  | 'json';

/** The schema without the null that it may be as well. */
export function withoutNull(schema: OptionSchema): OptionSchema {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return others.length === 1 ? { ...schema, ...others[0] } : schema;
}

/** By the schema, and for two names that every strategy shares by what they mean. */
export function kindOf(name: string, given: OptionSchema): OptionKind {
  const schema = withoutNull(given);
  if (name === 'ranking') return 'ranking';
  if (name === 'never') return 'players';
  if (schema.enum) return 'choice';
  if (schema.type === 'boolean') return 'switch';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'array' && schema.items?.enum) return 'some of';
  if (schema.type === 'array' && schema.items?.type === 'array') return 'lists';
  const each = schema.additionalProperties;
  if (schema.type === 'object' && typeof each === 'object' && each.type === 'integer')
    return 'numbers by position';
  return 'json';
}
