import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isObjectType, isRequiredArgument, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mutations } from '../../src/api/schema/mutations/registry.ts';
import { MUTATION_EXAMPLES } from '../security/mutation_examples.ts';

const FOLDER = new URL('../../src/api/schema/mutations/', import.meta.url);
/** What the mutations share. */
const SHARED = ['mutation.ts', 'payload_rows.ts', 'payloads.ts', 'registry.ts'];

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const fields = schema.getMutationType()?.getFields() ?? {};
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
