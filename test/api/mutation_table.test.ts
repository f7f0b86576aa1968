import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, isRequiredArgument, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mutations } from '../../src/api/schema/mutations/registry.ts';
import { MUTATION_EXAMPLES } from '../security/mutation_examples.ts';

const FOLDER = new URL('../../src/api/schema/mutations/', import.meta.url);
/** What the mutations share. */
const SHARED = ['mutation.ts', 'payload_rows.ts', 'payloads.ts', 'registry.ts'];

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const fields = schema.getMutationType()?.getFields() ?? {};
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('the table of mutations', () => {
  it('has every mutation of the schema, and nothing else', () => {
    expect(mutations.map(({ name }) => name).sort()).toEqual(Object.keys(fields).sort());
  });

  it('has a file for each mutation, named after it; a file without a line in registry.ts is not served', () => {
    const files = readdirSync(FOLDER).filter((file) => !SHARED.includes(file));
    expect(files.sort()).toEqual(mutations.map(({ name }) => `${snakeCase(name)}.ts`).sort());
  });
});

describe.each(mutations)('$name', ({ name, argumentNames, sdl }) => {
  it('takes in its SDL exactly the arguments that it reads', () => {
    const declared = fields[name]?.args.map((argument) => argument.name) ?? [];
    expect([...argumentNames].sort()).toEqual([...declared].sort());
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
