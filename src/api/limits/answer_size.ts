import { type DocumentNode, visit } from 'postgraphile/graphql';

/** Bytes that a row has for each value, about: values are short, and each has its length before it. */
const BYTES_OF_VALUE = 12;

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
