import { LONGEST_NAME, withoutInvisible } from './names.ts';
import { inNormalForm, mostUnits } from './normal_form.ts';

/** Letters that have no accent to take away, and the one that people type instead. The second line answers to the first. */
const LETTERS = 'ÐĐðđØøŁłĦħŊŋŦŧıȷƏəſςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ';
const TYPED = 'ddddoollhhnnttijeesσαβγδεζηθικλμνξοπρστυφχψω';
const CYRILLIC = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐҒҖҚҢҮҰҲҶҸҺӘӨ';
const CYRILLIC_SMALL = 'абвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґғҗқңүұҳҷҹһәө';
const ARMENIAN = 'ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ';
const ARMENIAN_SMALL = 'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ';
const SMALL = new Map(zip(LETTERS + CYRILLIC + ARMENIAN, TYPED + CYRILLIC_SMALL + ARMENIAN_SMALL));
/** Letters that people type as two letters. */
const TWO: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', ẞ: 'ss', Æ: 'ae', æ: 'ae', Œ: 'oe', œ: 'oe', Þ: 'th', þ: 'th' },
};

/** Apostrophes and full stops: Ja'Marr, Ja’Marr and JaMarr, A.J. and AJ. */
const LEFT_OUT = /['.`\u00b4\u02b9-\u02bc\u2018\u2019\u201b\u2032]/gu;
/** Accents and other marks of Latin, Greek and Cyrillic letters, and the vowel points of Hebrew and Arabic. */
const MARKS =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single marks are what is looked for
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
/** Hyphens, dashes and all white space: a space each. */
const GAPS = /[\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000_\u002d\u2010-\u2015\u2212]+/gu;

/**
 * A name as people type it who look for it: small letters without accents, `o` for ø, `ss` for ß, without apostrophes and full
 * stops, a space for each hyphen. For comparing, never for showing. `app_private.fold_name` does the same in SQL, whatever the
 * collation of the database. Of a text that is too long for any name, such as a line of a file that is taken for its header, the beginning counts.
 */
export function foldName(name: string): string {
  const written = withoutInvisible(name.slice(0, mostUnits(LONGEST_NAME))).replace(LEFT_OUT, '');
  return inNormalForm(written, 'NFKD')
    .replace(MARKS, '')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    .replace(/[\u0080-\u{10ffff}]/gu, (letter) => TWO[letter] ?? SMALL.get(letter) ?? letter)
    .replace(GAPS, ' ')
    .replace(/^ | $/g, '');
}

function zip(from: string, to: string): [string, string][] {
  const letters = [...to];
  return [...from].map((letter, index) => [letter, letters[index] ?? letter]);
}
