import { describe, expect, it } from 'vitest';
import { valueProblemIn, withoutValues } from '../../src/api/value_problems.ts';
import { threadMsFor } from '../support/thread.ts';

/** As long as a document, and as a value of a mutation. */
const [LONG, LONGEST] = [200_000, 1_000_000];
/** What is read once takes a few milliseconds; read again behind each of its parts it takes seconds. */
const AT_MOST_MS = 500;

describe('a message about a document', () => {
  it.each([
    ['Unknown type.', 'Unknown type.'],
    ['Expected value of type "Int!", found "a".', 'Expected value of type "Int!", found "a".'],
    ['Expected value of type "Int!", found { a: 1 }.', 'Expected value of type "Int!".'],
    ['Expected value of type "E!", found { a: 1 }; it is none.', 'Expected value of type "E!"; it is none.'],
    ['Expected value of type "E!", found { a: 1 }', 'Expected value of type "E!", found { a: 1 }'],
    ['Int cannot represent non-integer value: { a: 1 }', 'Int cannot represent non-integer value'],
    ['Int cannot represent non-integer value: "a"', 'Int cannot represent non-integer value: "a"'],
  ])('%s is told without what is long in it: %s', (message, told) => {
    expect(withoutValues(message)).toBe(told);
  });

  it.each([', found ', ' cannot represent ', ', found ; ', ' cannot represent : '])(
    'is read once, however often it has %j in it',
    async (words) => {
      const text = words.repeat(LONG / words.length);
      const messages = [
        `Int cannot represent non-integer value: "${text}"`,
        `Expected value of type "Int!", found "${text}".`,
        `Expected value of type "Int!", found "${text}"`,
        `Unknown text "${text}"`,
      ];
      expect(await threadMsFor(() => messages.map(withoutValues))).toBeLessThan(AT_MOST_MS);
    },
  );
});

describe('a message about the value of a variable', () => {
  it('is read once, however long the value is', async () => {
    const ends = ['; String cannot represent it', ' at "a.b"; Expected type "Int".', ''];
    for (const part of ['x', '\\"', '"; ', ' at "', '\\\\']) {
      const value = `"${part.repeat(LONGEST / part.length)}"`;
      const messages = ends.map((end) => `Variable "$a" got invalid value ${value}${end}`);
      expect(await threadMsFor(() => messages.map(valueProblemIn)), part).toBeLessThan(AT_MOST_MS);
    }
  });
});
