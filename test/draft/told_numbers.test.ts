import { describe, expect, it } from 'vitest';
import { MADE_OF_NUMBERS } from '../../src/draft/error_sentences.ts';
import { DraftError, type DraftErrorCode, draftErrorCodes } from '../../src/draft/errors.ts';
import { toldNumbers } from '../../src/draft/told_numbers.ts';
import {
  type ErrorCode,
  errorCodes,
  extensionsOf,
  ServiceError,
  type ServiceErrorCode,
} from '../../src/service_errors.ts';

const LONG = 'x'.repeat(1_000_000);
const LISTS = ['settings', 'known'];

/** What every sentence may be made of, each of it far too long. */
const NUMBERS: Readonly<Record<string, unknown>> = Object.fromEntries([
  ...[
    ...Object.values(MADE_OF_NUMBERS).flatMap(({ needs }) => needs),
    ...[
      'problem',
      'argument',
      'slot',
      'name',
      'player',
      'kind',
      'what',
      'field',
      'seconds',
      'least',
      'limit',
    ],
  ].map((name) => [name, LISTS.includes(name) ? [LONG, LONG] : LONG]),
  ['shortages', [{ slots: [LONG, LONG], seats: 1, players: 0 }]],
]);
/** One that no sentence knows, as those of functions of the database. */
const UNKNOWN = { found: LONG, listed: Array(10_000).fill(1), within: { text: LONG } };

function errorOf(code: ErrorCode, numbers: Readonly<Record<string, unknown>>): DraftError | ServiceError {
  return code in draftErrorCodes
    ? new DraftError(code as DraftErrorCode, numbers)
    : new ServiceError(code as ServiceErrorCode, numbers);
}

describe('an error', () => {
  it.each(Object.keys(errorCodes) as ErrorCode[])('%s repeats no long text of what was sent', (code) => {
    for (const [numbers, most] of [
      [NUMBERS, 20_000],
      [UNKNOWN, 2_000],
      [{ ...NUMBERS, problem: LONG }, 20_000],
    ] as const) {
      const error = errorOf(code, numbers);
      expect(error.message.length).toBeLessThan(5_000);
      expect(JSON.stringify([error.numbers, extensionsOf(error)]).length).toBeLessThan(most);
    }
  });

  it('tells the name of a slot that is too long by its beginning and its end, and all else whole', () => {
    const error = new DraftError('ROSTER_INVALID', { slot: LONG, seats: 2, problem: 'the name is odd' });
    expect(error.numbers).toEqual({
      slot: `${'x'.repeat(150)}…${'x'.repeat(49)}`,
      ...{ seats: 2, problem: 'the name is odd' },
    });
    expect(error.message).toBe(
      `The roster slot "${'x'.repeat(150)}…${'x'.repeat(49)}" is not usable: the name is odd.`,
    );
  });
});

describe('the numbers of an error', () => {
  it('stay as they are where they are short', () => {
    const numbers = { slot: 'x'.repeat(200), problem: 'y'.repeat(1_000), at: new Date(0), of: [{ a: null }] };
    expect(toldNumbers(numbers)).toEqual(numbers);
  });

  it('have no half of a character where a text is cut', () => {
    for (const before of ['', 'a']) {
      const { text } = toldNumbers({ text: before + '😀'.repeat(1_000) });
      expect(String(text).isWellFormed()).toBe(true);
      expect(String(text)).toHaveLength(200);
    }
  });

  it('have no more lists in one another than anybody reads', () => {
    let deep: unknown = 'end';
    for (let depth = 0; depth < 10_000; depth += 1) deep = [deep];
    expect(toldNumbers({ deep })).toEqual({ deep: [[[['…']]]] });
  });
});

describe('what can be done', () => {
  it.each([
    ['DRAFT_NOT_IN_PROGRESS', { state: 'CANCELLED' }, /over for good\.$/],
    ['DRAFT_NOT_IN_PROGRESS', { state: 'COMPLETED' }, /a rollback of a pick opens it again\.$/],
    ['DRAFT_NOT_IN_PROGRESS', { state: 'PAUSED' }, /Wait until its clock runs\.$/],
    ['ILLEGAL_TRANSITION', { from: 'PAUSED', to: 'IN_PROGRESS' }, /resume it \(resumeDraft\)\.$/],
  ] as const)('is said of %s with %o', (code, numbers, said) => {
    expect(new DraftError(code, numbers).message).toMatch(said);
  });
});
