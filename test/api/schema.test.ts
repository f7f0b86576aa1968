import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { printApiSchema } from '../../tools/print_schema.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const committed = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What of a type lacks a description: the type itself, its fields, their arguments, its values. */
function undescribed(type: GraphQLNamedType): string[] {
  const found: string[] = [];
  const look = (name: string, description: string | null | undefined) => {
    if (!description) found.push(name);
  };
  if (!isScalarType(type)) look(type.name, type.description);
  if (isObjectType(type) || isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field.description);
      if (!('args' in field)) continue;
      for (const argument of field.args)
        look(`${type.name}.${field.name}(${argument.name})`, argument.description);
    }
  }
  // How a list is ordered says its name: RANK_ASC.
  if (isEnumType(type) && !type.name.endsWith('OrderBy')) {
    for (const value of type.getValues()) look(`${type.name}.${value.name}`, value.description);
  }
  return found;
}

describe('schema.graphql', () => {
  it('is what the API serves; otherwise run "npm run schema" and read the difference', async () => {
    expect(await printApiSchema(database.url, readConfig({}).roles.visitor, silentLog)).toBe(committed);
  });

  it('describes everything a client can see', () => {
    const types = Object.values(buildSchema(committed).getTypeMap()).filter(
      (type) => !isIntrospectionType(type),
    );
    expect(types.length).toBeGreaterThan(40);
    expect(types.flatMap(undescribed)).toEqual([]);
  });

  it('answers null at the root for whatever can be refused: else one refusal throws the answers beside it away', () => {
    const schema = buildSchema(committed);
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const never = roots.flatMap((root) =>
      Object.values(root?.getFields() ?? {}).flatMap(({ name, type }) =>
        isNonNullType(type) ? [`${root}.${name}`] : [],
      ),
    );
    // The same for everybody, and asked without arguments: there is nothing to refuse.
    expect(never).toEqual(['Query.databaseTime', 'Query.strategies', 'Query.timePresets']);
  });

  it('says of no condition that all of its fields are tested for equality: some search, or take one of several', () => {
    const conditions = Object.values(buildSchema(committed).getTypeMap()).filter(({ name }) =>
      name.endsWith('Condition'),
    );
    expect(conditions.length).toBeGreaterThan(10);
    for (const { name, description } of conditions)
      expect(description?.replace(/\s+/g, ' '), name).toBe(
        `A condition on rows of the type \`${name.replace('Condition', '')}\`. A field is tested for equality where it says nothing else; all of them are combined with a logical ‘and’.`,
      );
  });

  it('names things without noise: ids are "id"', () => {
    expect(committed).not.toMatch(/rowId|nodeId/);
    expect(committed).not.toMatch(/By[A-Z]\w+And[A-Z]/);
  });
});
