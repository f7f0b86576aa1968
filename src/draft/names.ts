import { hasTooManyMarks, inNormalForm, MOST_MARKS, mostUnits } from './normal_form.ts';

/** How long a name may be, in code points: roughly what people count as characters. */
export const LONGEST_NAME = 100;

/** Pictures that may be joined to one another: arrows, symbols, dingbats, emoji. */
const PICTURE = '\\u2190-\\u27ff\\u2900-\\u2bff\\u3030\\u303d\\u3297\\u3299\\u{1f000}-\\u{1faff}';
/** Characters that only choose between two looks of the picture or key before them. */
const LOOK_SELECTOR = new RegExp(
  `(?<=[${PICTURE}0-9#*\\u00a9\\u00ae\\u203c\\u2049\\u2122\\u2139])[\\ufe0e\\ufe0f]+`,
  'gu',
);
const SPACES = /[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/gu;
/** A zero-width joiner between two pictures makes one picture of them; the three flags are spelt in tag characters. */
const JOINED_PICTURES = new RegExp(`(?<=[${PICTURE}])\\u200d(?=[${PICTURE}])`, 'gu');
const SPELT_FLAGS =
  /(?<=\u{1f3f4})\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;
const LINE_BREAK = /[\u2028\u2029]/u;
const TURNS_DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/**
 * Invisible characters: those that Unicode calls "default ignorable" or formatting, and the empty Braille cell.
 * Ranges rather than properties, so that every version of Unicode says the same, in TypeScript and in SQL.
 */
const INVISIBLE_RANGES =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800' +
  '\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}';
const INVISIBLE = new RegExp(`[${INVISIBLE_RANGES}]`, 'u');
const ALL_INVISIBLE = new RegExp(`[${INVISIBLE_RANGES}]`, 'gu');
const NOT_TEXT = /[\ud800-\udfff]/u;
/** What a message must not repeat as it is, besides line breaks: it could not be seen, or would change how the message reads. */
const HIDDEN = new RegExp(`${CONTROL.source}|${LINE_BREAK.source}|[${INVISIBLE_RANGES}]`, 'gu');

/** A name in its plain form, or why it has none: the sentence goes on after what is named, such as "the name". */
export type NameReading = { readonly name: string } | { readonly problem: string };

/**
 * The plain form of a name that somebody gives: composed (NFC), without white space around it, with one space where there was
 * some. Names that look the same are the same then. What cannot be seen, changes the direction of text, or breaks the line is
 * refused rather than removed: two people would read different names. Joined emoji stay; what chooses between the two looks of
 * an emoji is removed. `app_private.plain_name` does the same in SQL, and answers null where this names a problem; only names with too many
 * marks it takes, for they may have been given before they were refused here.
 */
export function readName(text: string, longest = LONGEST_NAME): NameReading {
  if (text.length > mostUnits(longest)) return { problem: tooLong(longest) };
  if (NOT_TEXT.test(text)) return { problem: 'has half a character' };
  const written = text.replace(LOOK_SELECTOR, '');
  if (hasTooManyMarks(written)) return { problem: `has more than ${MOST_MARKS} marks on one character` };
  const name = inNormalForm(written, 'NFC').replace(SPACES, ' ').replace(/^ | $/g, '');
  const problem = problemOf(name, longest);
  return problem === null ? { name } : { problem };
}

function problemOf(name: string, longest: number): string | null {
  if (name === '') return 'is empty';
  const bare = name.replace(JOINED_PICTURES, '').replace(SPELT_FLAGS, '');
  for (const [characters, what] of [
    [CONTROL, 'has a control character'],
    [LINE_BREAK, 'has a line break'],
    [TURNS_DIRECTION, 'has a character that changes the direction of text'],
    [INVISIBLE, 'has an invisible character'],
  ] as const) {
    const [found] = characters.exec(bare) ?? [];
    if (found !== undefined) return `${what} (${codePointOf(found)})`;
  }
  return [...name].length > longest ? tooLong(longest) : null;
}

function tooLong(longest: number): string {
  return `has more than ${longest} characters`;
}

/** "U+200B": how a character is called that nobody can see. */
function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A text with the names of the characters that nobody can see, for messages: "A<U+200B>". */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) =>
    character === '\n' ? character : `<${codePointOf(character)}>`,
  );
}

/** A text without what {@link readName} refuses as invisible: for what is only compared or shown, never for a name given. */
export function withoutInvisible(text: string): string {
  return text.replace(ALL_INVISIBLE, '');
}
