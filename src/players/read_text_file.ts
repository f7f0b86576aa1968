import { readFile, stat } from 'node:fs/promises';
import { whyUnreadable } from '../telemetry/error_text.ts';
import { type DecodedText, decodeText } from './decode_text.ts';
import { ImportError } from './import_error.ts';

const MOST_MEGABYTES = 50;
const MEGABYTE = 1024 * 1024;

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
    throw new ImportError(`Cannot read ${file}: ${whyUnreadable(error)}.`);
  }
  return decodeText(bytes, encoding);
}
