import { isUtf8 } from 'node:buffer';
import { ImportError } from './import_error.ts';

/** Some of the labels that people need, for messages. */
export const SOME_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'windows-1252',
  'windows-1250',
  'iso-8859-2',
  'macintosh',
];

/** The text of a file, and how its bytes were read. */
export interface DecodedText {
  readonly text: string;
  /** Such as "UTF-8"; a guess says so. */
  readonly encoding: string;
}

/** First bytes of files that are no text, and what to do about them. */
const NO_TEXT: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook (.xlsx) or another ZIP archive. Save the sheet as CSV UTF-8'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an Excel workbook (.xls). Save the sheet as CSV UTF-8'],
  [[0x1f, 0x8b], 'compressed with gzip. Unpack it'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF. Save its table as CSV'],
];
/** Control characters that no text has; tabs, line ends and form feeds are not among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_WRITTEN = /[\u0000-\u0008\u000e-\u001f\u007f]/g;
/** With a smaller share of them the file is text, and the row that has one is rejected with its line number. */
const MOST_NOT_WRITTEN = 0.05;
/** How web pages begin, and the tables that some sites call Excel files. */
const MARKUP = /^\ufeff?\s*<(!doctype|html|head|body|table|\?xml|!--)/i;
const UTF8_MARK = [0xef, 0xbb, 0xbf];
const UTF16_MARKS = [
  [[0xff, 0xfe], 'utf-16le', 'UTF-16 LE'],
  [[0xfe, 0xff], 'utf-16be', 'UTF-16 BE'],
] as const;
/** How much of a file without a byte order mark is looked at for UTF-16. */
const SAMPLE_BYTES = 4_096;
/** What helps besides where somebody named an encoding: the file may be UTF-8 as it is. */
const OTHER_ENCODING = 'Or leave --encoding out, and it is found out; or name another one.';
/** In UTF-16, every other byte of a table in Latin letters is zero. */
const LEAST_ZEROS = 0.3;

/**
 * Reads bytes as text: in the encoding that is named (any label of the WHATWG Encoding Standard, such as `windows-1250`), else as
 * the byte order mark says, else as UTF-8 or UTF-16 where the bytes are that, else as Windows-1252, of which Latin-1 is a part.
 * Throws an ImportError for files that are no text, and for bytes that are not in the encoding.
 */
export function decodeText(bytes: Buffer, encoding?: string): DecodedText {
  const decoded = decodeBytes(bytes, encoding);
  if (MARKUP.test(decoded.text))
    throw new ImportError('The file is a web page (HTML or XML). Save its table as CSV, then import that.');
  const sample = decoded.text.slice(0, SAMPLE_BYTES);
  if ((sample.match(NOT_WRITTEN)?.length ?? 0) > MOST_NOT_WRITTEN * sample.length)
    throw new ImportError(
      'The file has control characters, so it is no text, or in an encoding that nobody can tell. Save it as CSV UTF-8.',
      [],
      [],
      { remedy: 'Or name its encoding with --encoding.' },
    );
  return decoded;
}

function decodeBytes(bytes: Buffer, encoding: string | undefined): DecodedText {
  const noText = NO_TEXT.find(([mark]) => startsWith(bytes, mark));
  if (noText) throw new ImportError(`The file is ${noText[1]}, then import that.`);
  if (encoding !== undefined)
    return { text: decode(bytes, encoding, OTHER_ENCODING), encoding: `${encoding}, as you said` };
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff]))
    throw new ImportError('The file is in UTF-32, which is not read. Save it as UTF-8.');
  if (startsWith(bytes, UTF8_MARK))
    return { text: decode(bytes, 'utf-8'), encoding: 'UTF-8 with a byte order mark' };
  const marked = UTF16_MARKS.find(([mark]) => startsWith(bytes, mark));
  if (marked) return { text: decode(bytes, marked[1]), encoding: `${marked[2]} with a byte order mark` };
  const zeros = unmarkedUtf16(bytes);
  if (zeros) return { text: decode(bytes, zeros[1]), encoding: `${zeros[2]}, as its zero bytes say` };
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), encoding: 'UTF-8' };
  return {
    text: decode(bytes, 'windows-1252'),
    encoding:
      'Windows-1252, because it is not UTF-8 (look at the accents; --encoding names another one, such as windows-1250)',
  };
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function unmarkedUtf16(bytes: Buffer): (typeof UTF16_MARKS)[number] | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros.map((count) => (2 * count) / Math.max(1, sample.length));
  if (odd > LEAST_ZEROS && even < LEAST_ZEROS / 10) return UTF16_MARKS[0];
  return even > LEAST_ZEROS && odd < LEAST_ZEROS / 10 ? UTF16_MARKS[1] : undefined;
}

/** Throws an ImportError for bytes that are not in the encoding. `remedy`: what else helps, for the command. */
function decode(bytes: Buffer, encoding: string, remedy?: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError)
      throw new ImportError(
        `--encoding "${encoding}" is no encoding that is read here. Known are, among others: ${SOME_ENCODINGS.join(', ')}.`,
      );
    throw new ImportError(
      `The file has bytes that are not ${encoding}. Save it as UTF-8.`,
      [],
      [],
      remedy === undefined ? {} : { remedy },
    );
  }
}
