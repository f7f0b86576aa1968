import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldName } from '../../src/draft/fold_name.ts';
import { readName } from '../../src/draft/names.ts';
import { POSITION_ALIASES, plainPosition } from '../../src/draft/positions.ts';
import { searchFor } from '../../web/src/state/fold_text.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const RUNS = 30;
const TEXTS_A_RUN = 400;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function inSql(call: string, texts: readonly string[]): Promise<(string | null)[]> {
  const { rows } = await database.pool.query<{ answer: string | null }>(
    `select ${call} as answer from unnest($1::text[]) with ordinality as given (text, place) order by place`,
    [texts],
  );
  return rows.map(({ answer }) => answer);
}

const plainName = (text: string) => {
  const reading = readName(text);
  return 'name' in reading ? reading.name : null;
};

/**
 * Code points that the databases know as well: what Unicode gave a decomposition or an order among marks only lately may
 * differ between Node.js and an older PostgreSQL, which changes no name that anybody has.
 */
function isKnown(point: number): boolean {
  const isLate = point === 0x897 || (point >= 0x1ab0 && point <= 0x1aff);
  return !isLate && !/^[\p{Cn}\p{Cs}]$/u.test(String.fromCodePoint(point));
}

const inRange = (min: number, max: number) => fc.integer({ min, max }).filter(isKnown);
const point = fc.oneof(
  { weight: 4, arbitrary: inRange(1, 0x17f) },
  { weight: 2, arbitrary: inRange(0x180, 0x5ff) },
  { weight: 2, arbitrary: inRange(0x1e00, 0x2bff) },
  { weight: 2, arbitrary: inRange(1, 0xfffd) },
  { weight: 2, arbitrary: inRange(0x1f000, 0x1faff) },
  fc.constantFrom(0x20, 0xa0, 0xad, 0x200b, 0x200d, 0x200e, 0x202e, 0x2066, 0x2800, 0x3164, 0xfe0f, 0xfeff),
  fc.constantFrom(0x300, 0x301, 0x307, 0x308, 0x327, 0x1f3f4, 0xe0067, 0xe0062, 0xe007f, 0x1f3fb),
);
const text = fc.array(point, { maxLength: 12 }).map((points) => String.fromCodePoint(...points));
const TELLING = [
  ...['', ' ', 'A', ' A ', 'A  B', 'A\u00a0B', 'A\tB', 'A\nB', 'Luka Dončić', 'Luka Donc\u030cic\u0301'],
  ...['\u200bA', 'A\u202eB', 'A\u00adB', '\ufeffA', 'A\u2028B', '\u115f', '\u2800', '\u3164', 'A\ufe0fB'],
  ...['❤️', '👨‍👩‍👧', '🏴‍☠️ Raiders', '👩🏽‍🚀', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 Lads', '1️⃣', 'A\u200dB', '\u200d🏈', '🏈\u200d'],
  ...['x'.repeat(100), 'x'.repeat(101), '🏈'.repeat(100), '🏈'.repeat(101), 'é'.repeat(101)],
  ...['ΣΑΣ', 'İIıi', 'Straße', 'STRASSE', 'Ørsted', 'Łódź', 'Đoković', 'Ægir', 'Œuvre', 'ﬁn', 'Ŋ'],
  ...["Ja'Marr", 'Ja’Marr', 'A.J. Brown', 'Smith-Njigba', 'Smith–Njigba', 'Никола Јокић', 'Արմեն', 'Ёж', '.'],
];

describe('in TypeScript and in SQL', () => {
  it.each([
    ['plain names', 'app_private.plain_name(text)', plainName],
    ['folded names', 'app_private.fold_name(text)', foldName],
    ['plain positions', 'app_private.plain_position(text)', plainPosition],
  ] as const)('%s are the same', async (_what, call, inTypeScript) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: TEXTS_A_RUN, maxLength: TEXTS_A_RUN, size: 'max' }),
        async (texts) => {
          expect(await inSql(call, texts)).toEqual(texts.map(inTypeScript));
        },
      ),
      { seed: 14, numRuns: RUNS, endOnFailure: true },
    );
    expect(await inSql(call, TELLING)).toEqual(TELLING.map(inTypeScript));
  });

  it('folded names of ASCII alone are the same, in whatever order their signs are', async () => {
    const ascii = fc.string({ unit: fc.constantFrom(..." -_.'`aZ9~!\u0001\u007f\t"), maxLength: 12 });
    const texts = fc.sample(ascii, { seed: 15, numRuns: 3_000 });
    expect(await inSql('app_private.fold_name(text)', texts)).toEqual(texts.map(foldName));
  });

  it('every name of a position means the same', async () => {
    const names = Object.keys(POSITION_ALIASES).flatMap((name) => [name, name.toLowerCase(), ` ${name} `]);
    expect(await inSql('app_private.plain_position(text)', names)).toEqual(names.map(plainPosition));
    expect(new Set(names.map(plainPosition))).toEqual(new Set(Object.values(POSITION_ALIASES)));
  });
});

describe('a text that somebody typed to search with', () => {
  const signs = [...range(0x20, 0x36f), ...range(0x2000, 0x206f)].filter(isKnown);
  const typed = [...TELLING, ...signs.map((sign) => String.fromCodePoint(sign))];

  it('has nothing in it to search for in the room where it has nothing for the service', async () => {
    const searched = await inSql('app_private.search_text(text)', typed);
    expect(typed.map((text) => [text, searchFor(text) === ''])).toEqual(
      typed.map((text, index) => [text, searched[index] === '']),
    );
  });

  it('has nothing to search for without a letter, a figure or a picture', async () => {
    const nothing = ['', ' ', '.', "'", '’', '-', '–', '_', '%', '!?', '«', '\u200b', '\u0301', ' . ', '…'];
    expect(await inSql('app_private.search_text(text)', nothing)).toEqual(nothing.map(() => ''));
    const something = ['A.', ' 7', '²', 'é', 'Ж', '漢', '🔥', '#1'];
    expect(await inSql('app_private.search_text(text)', something)).toEqual(something.map(foldName));
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
