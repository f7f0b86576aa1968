import { type DocumentNode, visit } from 'postgraphile/graphql';

/** Bytes that a row has for each value, about: values are short, and each has its length before it. */
const BYTES_OF_VALUE = 12;
/** What writing an answer costs of the thread, in milliseconds: a value of one that is an object, a character of one that is a text. */
const VALUE_MS = 0.002;
const CHARACTER_MS = 0.000_1;

/** What it costs of the thread to write an answer, a text or an object, in milliseconds. */
export function writingMs(data: unknown): number {
  return typeof data === 'string' ? data.length * CHARACTER_MS : valuesIn(data) * VALUE_MS;
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let values = 1;
  for (const part of Object.values(value)) values += valuesIn(part);
  return values;
}

/** How many values the answer to an operation has, about, for which rows of so many bytes were read. */
export function valuesFrom(document: DocumentNode, bytes: number): number {
  return (bytes / BYTES_OF_VALUE) * Math.max(1, aliasesIn(document));
}

const aliases = new WeakMap<DocumentNode, number>();

/** How many fields of a document have another name in the answer, and so may repeat what was read once. */
function aliasesIn(document: DocumentNode): number {
  const known = aliases.get(document);
  if (known !== undefined) return known;
  let count = 0;
  visit(document, {
    Field({ alias }) {
      if (alias) count += 1;
    },
  });
  aliases.set(document, count);
  return count;
}
