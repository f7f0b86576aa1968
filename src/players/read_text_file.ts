import { readFile, stat } from 'node:fs/promises';
import { type DecodedText, decodeText } from './decode_text.ts';
import { ImportError } from './import_error.ts';

const MOST_MEGABYTES = 50;
const MEGABYTE = 1024 * 1024;
/** What error codes of the operating system mean, for the person who named a file. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Correct its path.',
  EISDIR: 'it is a folder. Name a file in it.',
  EACCES: 'this user may not read it. Let them, or copy it.',
  ENOTDIR: 'its path leads through a file. Correct its path.',
};

/** The text of a file. Throws an ImportError that says why it cannot be read. */
export async function readTextFile(file: string, encoding: string | undefined): Promise<DecodedText> {
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > MOST_MEGABYTES * MEGABYTE)
      throw new ImportError(`The file has more than ${MOST_MEGABYTES} MB.`);
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`Cannot read ${file}: ${whyUnreadable(error)}`);
  }
  return decodeText(bytes, encoding);
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = Object.hasOwn(UNREADABLE, code) ? UNREADABLE[code] : undefined;
  return why ?? (error instanceof Error ? error.message : String(error));
}
