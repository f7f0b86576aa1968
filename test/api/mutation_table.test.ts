import { readdirSync, readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../src/api/schema/mutations/mutation.ts';
import { mutations } from '../../src/api/schema/mutations/registry.ts';
import { MUTATION_EXAMPLES } from '../security/mutation_examples.ts';

const FOLDER = new URL('../../src/api/schema/mutations/', import.meta.url);
/** What the mutations share. */
const SHARED = ['mutation.ts', 'payload_rows.ts', 'payloads.ts', 'registry.ts'];

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const fields = schema.getMutationType()?.getFields() ?? {};
const UUID = schema.getType('UUID') as GraphQLInputType;
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The types of a payload's fields that caches know by an `id`. */
function rowsIn(name: string): string[] {
  const payload = schema.getType(name);
  const answered = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  return answered.flatMap(({ type }) => {
    const row = getNamedType(type);
    if (row.name.endsWith('Payload')) return rowsIn(row.name);
    return isObjectType(row) && 'id' in row.getFields() ? [row.name] : [];
  });
}

/** Some value of a type that the shapes of all arguments take. */
function someValue(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return someValue(type.ofType);
  if (isListType(type)) return [someValue(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, someValue(field.type)]));
  }
  const usual: Readonly<Record<string, unknown>> = {
    ...{
      UUID: '00000000-0000-4000-8000-000000000000',
      ID: '1',
      Int: 1,
      Float: 1,
      String: 'a',
      Boolean: true,
    },
  };
  return usual[type.name];
}

/** Which argument a mutation refuses before it does anything; null: none. */
async function refusedArgument({ run }: Mutation, args: Readonly<Record<string, unknown>>): Promise<unknown> {
  const viewer = { userId: someValue(UUID) as string, isOperator: true };
  try {
    // Whatever it works with is missing: that fails in another way, and after the arguments were read.
    await run({} as never, args, { viewer, credential: null } as never);
  } catch (error) {
    const { code, numbers } = error as { code?: string; numbers?: { argument?: string } };
    if (code === 'INPUT_INVALID' || code === 'TEXT_INVALID') return numbers?.argument;
  }
  return null;
}

/** Mutations that change no row that could be read afterwards, and what they answer instead. */
const WITHOUT_ROWS: Readonly<Record<string, string>> = {
  createEventTicket: 'a secret, which no row shows',
  deleteLeague: 'the id of what is gone',
  deletePool: 'the id of what is gone',
  deleteRanking: 'the id of what is gone',
  drainProcess: 'a process has no id: the status of the service is read anew',
  previewPool: 'what an import would do',
};

describe('the table of mutations', () => {
  it('answers with the rows that a mutation changed, so that caches show them anew; but for those without any', () => {
    const without = Object.values(fields).flatMap(({ name, type }) =>
      rowsIn(getNamedType(type).name).length === 0 ? [name] : [],
    );
    expect(without.sort()).toEqual(Object.keys(WITHOUT_ROWS).sort());
  });

  it('has every mutation of the schema, and nothing else', () => {
    expect(mutations.map(({ name }) => name).sort()).toEqual(Object.keys(fields).sort());
  });

  it('has a file for each mutation, named after it; a file without a line in registry.ts is not served', () => {
    const files = readdirSync(FOLDER).filter((file) => !SHARED.includes(file));
    expect(files.sort()).toEqual(mutations.map(({ name }) => `${snakeCase(name)}.ts`).sort());
  });
});

describe.each(mutations)('$name', (mutation) => {
  const { name, argumentNames, sdl } = mutation;

  it('takes in its SDL exactly the arguments that it reads', () => {
    const declared = fields[name]?.args.map((argument) => argument.name) ?? [];
    expect([...argumentNames].sort()).toEqual([...declared].sort());
  });

  it('takes null for what may be left out, as clients send it', async () => {
    const all = fields[name]?.args ?? [];
    const required = all
      .filter(isRequiredArgument)
      .map((argument) => [argument.name, someValue(argument.type)]);
    const optional = all.filter(({ type }) => !isNonNullType(type));
    for (const { name: argument } of optional) {
      const args = { ...Object.fromEntries(required), [argument]: null };
      expect(await refusedArgument(mutation, args)).not.toBe(argument);
    }
  });

  it('declares itself and no other mutation', () => {
    const declared = sdl.definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_EXTENSION ? (definition.fields ?? []) : [],
    );
    expect(declared.map((field) => field.name.value)).toEqual([name]);
  });

  it('has an example with every argument that it needs (test/security/mutation_examples.ts)', () => {
    const { about } = MUTATION_EXAMPLES[name];
    const needed = fields[name]?.args.filter(isRequiredArgument).map((argument) => argument.name) ?? [];
    expect(Object.keys(about)).toEqual(expect.arrayContaining(needed));
    expect(argumentNames).toEqual(expect.arrayContaining(Object.keys(about)));
  });
});
