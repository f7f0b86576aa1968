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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyServices } from '../../src/api/lazy_services.ts';
import { mutations } from '../../src/api/schema/mutations/registry.ts';
import { readConfig } from '../../src/config/config.ts';
import { NO_CREDENTIAL } from '../../src/database/actor.ts';
import { MOST_REQUEST_BYTES } from '../../src/http/limits/sizes.ts';
import { extensionsOf, isRefusal } from '../../src/service_errors.ts';
import { draftRow, managerId, newPool } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { MUTATION_EXAMPLES } from './mutation_examples.ts';
import { newLeague } from './rights/world.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
/** No request is longer than this, and the text of a file may be as long as a request. */
const LONG = 'x'.repeat(MOST_REQUEST_BYTES + 1);
/** Options of strategies are judged as a whole, by strategies, once it is known that somebody may set them. */
const OPTIONS = ['options', 'strategyOptions'];

const NUMBERS = ['Int', 'Float', 'Boolean'];
/** What the API reads before a mutation does, and texts that mean something else. */
const WITH_A_FORM = [...NUMBERS, 'ID', 'UUID', 'Datetime', 'JSON'];

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
function longTexts(of: GraphQLInputType, text = LONG, others = NUMBERS): [place: Place, value: unknown][] {
  const type = getNullableType(of);
  if (isListType(type))
    return longTexts(type.ofType, text, others).map(([place, value]) => [[0, ...place], [value]]);
  if (!isInputObjectType(type)) {
    return others.includes(String(type)) || (isEnumType(type) && others !== NUMBERS) ? [] : [[[], text]];
  }
  return Object.values(type.getFields()).flatMap(({ name, type: field }): [Place, unknown][] =>
    longTexts(field, text, others).map(([place, value]) => [
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

/** No text in the database but those of files is longer, and files are read before anything is written. */
const LONGEST_TRIED = 3_000;

/** An argument of an example with the text in it, and whatever else is needed around that where the example has nothing there. */
function withText(example: unknown, given: unknown, text: string): unknown {
  if (given === text || example === undefined || example === null) return given;
  if (Array.isArray(given))
    return given.map((each, i) => withText(Array.isArray(example) ? example[i] : undefined, each, text));
  if (typeof given !== 'object' || given === null) return example;
  const parts = Object.entries(given).map(([name, value]) => [
    name,
    withText(Reflect.get(example, name), value, text),
  ]);
  return { ...example, ...Object.fromEntries(parts) };
}

/** Every argument of a mutation in which a text may stand, with one made of a character. */
const places = mutations.flatMap((mutation) =>
  (fields[mutation.name]?.args ?? []).flatMap(({ name, type }) =>
    longTexts(type, LONG, WITH_A_FORM)
      .map(([place]) => [name, ...place])
      .map((place) => ({
        at: `${mutation.name}.${place.join('.')}`,
        mutation,
        name,
        textAt: (text: string) =>
          longTexts(type, text, WITH_A_FORM).find(([found]) => [name, ...found].join() === place.join())?.[1],
      })),
  ),
);

describe('the longest text that its shape lets pass', () => {
  let database: TestDatabase;
  let poolId: string;
  let real: ReturnType<typeof lazyServices>;
  beforeAll(async () => {
    const { roles, access } = readConfig({});
    database = await createTestDatabase();
    poolId = await newPool(database.pool, 20);
    real = lazyServices({
      ...{ directUrl: database.url, readUrl: database.url, apiRole: roles.api, visitorRole: roles.visitor },
      ...{ authSecret: undefined, access, log: silentLog },
    });
  });
  afterAll(async () => {
    await real.close();
    await database.drop();
  });

  it.each(places)('is stored or refused by a rule in $at, and never by a constraint', async (place) => {
    const { mutation, name, textAt } = place;
    const { args, prepare, allowed } = MUTATION_EXAMPLES[mutation.name];
    for (const character of ['x', '\u{1f600}']) {
      const longest = await longestOf((length) => textAt(character.repeat(length)));
      if (longest === 0) continue;
      const draft = await newLeague(database.pool, poolId);
      const { version } = await draftRow(database.pool, draft.draftId);
      const asked: Record<string, unknown> = {
        ...args(draft, version),
        ...(await prepare?.(draft, database.pool)),
      };
      const text = character.repeat(longest);
      const viewer =
        allowed === 'MANAGER'
          ? { userId: managerId(draft, 1), isOperator: false }
          : { ...somebody, userId: managerId(draft, 1) };
      const given = { ...asked, [name]: withText(asked[name], textAt(text), text) };
      const ended = mutation.run(real, given, { viewer, credential: NO_CREDENTIAL });
      await ended.catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
    }

    /** The greatest length at which nothing is said of the argument before the database is asked. */
    async function longestOf(value: (length: number) => unknown): Promise<number> {
      let [least, most] = [0, LONGEST_TRIED];
      while (least < most) {
        const length = Math.ceil((least + most) / 2);
        if (await passes(value(length))) least = length;
        else most = length - 1;
      }
      return least;
    }

    async function passes(value: unknown): Promise<boolean> {
      const required = (fields[mutation.name]?.args ?? []).filter(isRequiredArgument);
      const input = { ...objectOf(required), [name]: value };
      const call = mutation.run(services as never, input, { viewer: somebody, credential: NO_CREDENTIAL });
      return call.then(
        () => true,
        (error: unknown) => !isRefusal(error) || !('argument' in error.numbers),
      );
    }
  });
});
