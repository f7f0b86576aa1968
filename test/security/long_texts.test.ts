import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { mutations } from '../../src/api/schema/mutations/registry.ts';
import { MOST_REQUEST_BYTES } from '../../src/http/limits/sizes.ts';
import { extensionsOf } from '../../src/service_errors.ts';
import { refusal } from '../support/refusal.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
/** No request is longer than this, and the text of a file may be as long as a request. */
const LONG = 'x'.repeat(MOST_REQUEST_BYTES + 1);
/** Options of strategies are judged as a whole, by strategies, once it is known that somebody may set them. */
const OPTIONS = ['options', 'strategyOptions'];

type Place = readonly (string | number)[];

/** The smallest value of a type, by which nothing is refused. */
function smallest(of: GraphQLInputType): unknown {
  const type = getNullableType(of);
  if (isListType(type)) return [smallest(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return objectOf(Object.values(type.getFields()).filter(isRequiredInputField));
  const values: Readonly<Record<string, unknown>> = {
    ...{ Int: 1, Float: 1, Boolean: true, ID: '1', JSON: {} },
    ...{ UUID: '3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11', Datetime: '2030-01-01T00:00:00Z' },
  };
  return values[type.name] ?? 'BN';
}

function objectOf(fields: readonly (GraphQLArgument | GraphQLInputField)[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name, type }) => [name, smallest(type)]));
}

/** Every place of a value of that type at which a text may stand, and the smallest value around it with a long one there. */
function longTexts(of: GraphQLInputType): [place: Place, value: unknown][] {
  const type = getNullableType(of);
  if (isListType(type)) return longTexts(type.ofType).map(([place, value]) => [[0, ...place], [value]]);
  if (!isInputObjectType(type)) {
    return ['Int', 'Float', 'Boolean'].includes(String(type)) ? [] : [[[], LONG]];
  }
  return Object.values(type.getFields()).flatMap(({ name, type: field }): [Place, unknown][] =>
    longTexts(field).map(([place, value]) => [
      [name, ...place],
      { ...(smallest(type) as object), [name]: value },
    ]),
  );
}

const fields = schema.getMutationType()?.getFields() ?? {};
const tried = mutations.flatMap((mutation) => {
  const given = fields[mutation.name]?.args ?? [];
  return given.flatMap(({ name, type }) =>
    longTexts(type)
      .map(([place, value]) => [[name, ...place], value] as const)
      .filter(([place]) => !place.some((part) => OPTIONS.includes(String(part))))
      .map(([place, value]) => ({
        at: `${mutation.name}.${place.join('.')}`,
        argument: place.join('.'),
        run: mutation.run,
        input: { ...objectOf(given.filter(isRequiredArgument)), [name]: value },
      })),
  );
});

const nobody = { userId: null, isOperator: false };
const somebody = { userId: '3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11', isOperator: true };
const services = new Proxy({}, { get: () => () => expect.fail('it was not refused before') });

describe('a text that is too long', () => {
  it.each(tried)(
    'is refused in $at before it is used, and not repeated',
    async ({ argument, run, input }) => {
      const credential = { validUntil: null, session: null };
      const refused = await refusal(run(services as never, input, { viewer: somebody, credential }));
      expect(refused.numbers).toMatchObject({ argument });
      expect(JSON.stringify([refused.message, extensionsOf(refused)]).length).toBeLessThan(3_000);
      const unknown = await refusal(run(services as never, input, { viewer: nobody, credential }));
      expect([refused.code, 'NOT_SIGNED_IN']).toContain(unknown.code);
    },
  );

  it('is looked for in every kind of argument', () => {
    expect(tried.map(({ at }) => at)).toEqual(
      expect.arrayContaining([
        ...['createPool.name', 'createPool.players.0.positions.0', 'createPool.players.0.proTeam'],
        ...['createDraft.settings.rosterSlots.0.name', 'changeDraftSettings.settings.pauseAt.0'],
        ...['createEndpoint.address', 'setPlayerStatus.note', 'importPool.csv', 'makePick.playerId'],
      ]),
    );
    expect(tried.length).toBeGreaterThan(150);
  });
});
