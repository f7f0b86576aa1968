import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mutations } from '../src/api/schema/mutations/registry.ts';
import { listeners } from '../src/listeners/registry.ts';
import { isRefusal } from '../src/service_errors.ts';
import { Misfit, readAs } from '../src/shapes.ts';
import { checkOptions } from '../src/strategy/options.ts';
import { strategies } from '../src/strategy/registry.ts';

type Sample = readonly [shape: z.ZodType, value: unknown, told: string];
const UUID = 'must be an id (a UUID, such as 3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11)';

/** Every code that there is, with what is told of it: one that is missing does not compile. */
const SAMPLES: Readonly<Record<z.core.$ZodIssueCode, readonly Sample[]>> = {
  invalid_type: [
    [z.object({ a: z.int() }), { a: 1.5 }, 'a must be a whole number; it is 1.5'],
    [z.object({ a: z.number() }), { a: 'x' }, 'a must be a number; it is "x"'],
    [z.object({ a: z.string() }), { a: 7 }, 'a must be a text; it is 7'],
    [z.object({ a: z.boolean() }), { a: null }, 'a must be true or false; it is null'],
    [z.object({ a: z.array(z.int()) }), { a: { b: 1 } }, 'a must be a list'],
    [z.record(z.string(), z.int()), [], 'it must be an object with fields'],
    [
      z.object({ a: z.record(z.string(), z.int()) }),
      { a: 'x' },
      'a must be an object with fields; it is "x"',
    ],
    [z.object({ a: z.object({ b: z.int() }) }), { a: {} }, 'a.b is missing'],
    [z.object({ a: z.null() }), { a: 1 }, 'a must be null; it is 1'],
    [z.object({ a: z.never() }), { a: 1 }, 'a must be left out; it is 1'],
    [z.object({ a: z.tuple([z.int()]) }), { a: 'x' }, 'a must be a list; it is "x"'],
    [z.object({ a: z.date() }), { a: 1 }, 'a must be a time; it is 1'],
    [z.object({ a: z.bigint() }), { a: 1 }, 'a must be a whole number; it is 1'],
  ],
  invalid_value: [
    [z.object({ a: z.enum(['X', 'Y']) }), { a: 'Z' }, 'a must be one of X, Y; it is "Z"'],
    [z.object({ a: z.literal(1) }), { a: 2 }, 'a must be 1; it is 2'],
  ],
  invalid_format: [
    [z.object({ a: z.uuid() }), { a: 'x' }, `a ${UUID}; it is "x"`],
    [z.object({ a: z.guid() }), { a: 'x' }, `a ${UUID}; it is "x"`],
    [
      z.object({ a: z.iso.datetime() }),
      { a: 'x' },
      'a must be a time such as 2026-09-01T20:00:00Z; it is "x"',
    ],
    [z.object({ a: z.iso.date() }), { a: 'x' }, 'a must be a day such as 2026-09-01; it is "x"'],
    [z.object({ a: z.iso.time() }), { a: 'x' }, 'a must be a time of day such as 20:00; it is "x"'],
    [z.object({ a: z.iso.duration() }), { a: 'x' }, 'a must be a length of time such as PT90S; it is "x"'],
    [z.object({ a: z.email() }), { a: 'x' }, 'a must be an e-mail address; it is "x"'],
    [z.object({ a: z.url() }), { a: 'x' }, 'a must be an address such as https://example.org; it is "x"'],
    [z.object({ a: z.ipv4() }), { a: 'x' }, 'a must be written as ipv4; it is "x"'],
    [z.object({ a: z.string().startsWith('#') }), { a: 'x' }, 'a must begin with "#"; it is "x"'],
    [z.object({ a: z.string().endsWith('#') }), { a: 'x' }, 'a must end with "#"; it is "x"'],
    [z.object({ a: z.string().includes('#') }), { a: 'x' }, 'a must have "#" in it; it is "x"'],
    [
      z.object({ a: z.string().regex(/^\d$/) }),
      { a: 'x' },
      String.raw`a must be written as /^\d$/; it is "x"`,
    ],
  ],
  too_small: [
    [z.object({ a: z.int().min(1) }), { a: 0 }, 'a must be at least 1'],
    [z.object({ a: z.number().positive() }), { a: 0 }, 'a must be more than 0'],
    [z.object({ a: z.string().min(1) }), { a: '' }, 'a must be at least 1 character long'],
    [z.object({ a: z.array(z.int()).min(2) }), { a: [] }, 'a must be at least 2 entries long'],
  ],
  too_big: [
    [z.object({ a: z.int().max(1) }), { a: 2 }, 'a must be at most 1'],
    [z.object({ a: z.number().lt(1) }), { a: 1 }, 'a must be less than 1'],
    [z.object({ a: z.string().max(1) }), { a: 'xy' }, 'a must be at most 1 character long'],
    [z.object({ a: z.array(z.int()).length(1) }), { a: [1, 2] }, 'a must be exactly 1 entry long'],
  ],
  not_multiple_of: [[z.object({ a: z.int().multipleOf(5) }), { a: 7 }, 'a must be a multiple of 5; it is 7']],
  unrecognized_keys: [
    [z.strictObject({ a: z.int(), b: z.int() }), { a: 1, b: 2, c: 3 }, 'it must not have "c", only a, b'],
    [z.object({ x: z.strictObject({}) }), { x: { c: 3 } }, 'x must not have "c"; it is empty'],
  ],
  invalid_union: [
    [
      z.object({ a: z.union([z.int(), z.null()]) }),
      { a: 'x' },
      'a must be a number, or must be null; it is "x"',
    ],
    [
      z.object({ a: z.union([z.object({ b: z.int() }), z.int()]) }),
      { a: { b: 'x' } },
      'a b in it must be a number, or must be a number',
    ],
  ],
  invalid_key: [
    [
      z.object({ caps: z.record(z.string().min(1), z.int()) }),
      { caps: { '': 1 } },
      'caps has the name "" in it, which must be at least 1 character long',
    ],
  ],
  invalid_element: [
    [
      z.object({ a: z.map(z.object({}), z.int()) }),
      { a: new Map([[{}, 'x']]) },
      'a has an entry that must be a number',
    ],
  ],
  custom: [
    [z.object({ a: z.int().refine(() => false) }), { a: 1 }, 'a cannot be used; it is 1'],
    [z.object({ a: z.int().refine(() => false, 'must be even') }), { a: 1 }, 'a must be even; it is 1'],
  ],
};

/** Words of the library, which say nothing to somebody who sends a value. */
const LIBRARY =
  /invalid|expected|received|unrecognized|too (?:big|small)|\b(?:nan|undefined|record|regex|int|string|boolean|array|zod|datetime)\b|\[object/i;
const WRONG: readonly unknown[] = [
  ...[7, 1.5, -1, 1e300, '', 'x', 'x'.repeat(2_000), true, null, [], [[]], [7], ['x'], [null]],
  ...[{}, { '': 1 }, { x: 'y' }, { QB: -1 }, { QB: 1.5 }, Array(2_000).fill(0), [{ a: 1 }], { a: { b: {} } }],
];

function toldOf(shape: z.ZodType, value: unknown): string | null {
  try {
    readAs(shape, value);
    return null;
  } catch (error) {
    return error instanceof Misfit ? error.message : String(error);
  }
}

/** What is told when something is refused; null where it is not. */
async function toldBy(act: () => unknown): Promise<string | null> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Misfit || isRefusal(error)) return error.message;
  }
  return null;
}

describe('what does not fit its shape', () => {
  it.each(Object.entries(SAMPLES))('is told in plain words: %s', (_code, samples) => {
    for (const [shape, value, told] of samples) {
      expect(toldOf(shape, value)).toBe(told);
    }
  });

  it('is told in plain words by every strategy, whatever stands in whichever option', async () => {
    for (const strategy of strategies()) {
      const names = Object.keys((strategy.options as z.ZodObject | undefined)?.shape ?? {});
      for (const name of [...names, 'nonsense']) {
        for (const value of WRONG) {
          const told = await toldBy(() => checkOptions(strategy, { [name]: value }));
          expect(told ?? '', `${strategy.name}.${name}`).not.toMatch(LIBRARY);
        }
      }
      for (const value of WRONG)
        expect((await toldBy(() => checkOptions(strategy, value))) ?? '').not.toMatch(LIBRARY);
    }
    const [standard] = strategies();
    const told = standard && (await toldBy(() => checkOptions(standard, { capz: {} })));
    expect(told).toMatch(/they must not have "capz", only by, ranking, caps, never, avoid, mostPerBye\. The/);
  });

  it('is told in plain words by every mutation, whatever stands in whichever argument', async () => {
    const nobody = {
      viewer: { userId: null, isOperator: false },
      credential: { validUntil: null, session: null },
    };
    const services = new Proxy({}, { get: () => () => expect.fail('it was not refused') });
    let refused = 0;
    for (const { name, argumentNames, run } of mutations) {
      for (const argument of argumentNames) {
        for (const value of WRONG) {
          const told = await toldBy(() => run(services as never, { [argument]: value }, nobody as never));
          expect(told ?? '', `${name}.${argument}`).not.toMatch(LIBRARY);
          if (told !== null) refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(1_000);
  });

  it('is told in plain words by every listener', async () => {
    for (const { kind, about } of listeners) {
      for (const value of WRONG) {
        const told = await toldBy(() => about(value));
        expect(told ?? '', kind).toMatch(/^data\b/);
        expect(told ?? '', kind).not.toMatch(LIBRARY);
      }
    }
  });
});
