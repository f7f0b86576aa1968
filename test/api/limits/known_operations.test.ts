import { InMemoryCache } from '@apollo/client';
import { formatDocument } from '@urql/core';
import { type DocumentNode, Kind, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { clientOperations, KnownOperations } from '../../../src/api/limits/known_operations.ts';

const operations = clientOperations();
const known = new KnownOperations(operations);
const cache = new InMemoryCache();

const ASKERS: [string, (document: DocumentNode) => DocumentNode][] = [
  ['our own client', (document) => document],
  ['Apollo', (document) => cache.transformDocument(document)],
  // Its type of a document has properties that may be undefined.
  ['urql', (document) => parse(print(formatDocument(document) as DocumentNode))],
];

const isQuery = ({ definitions }: DocumentNode) =>
  definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === 'query');

describe.each(ASKERS)('the operations of our client, as %s sends them', (_name, sent) => {
  it('are known, and answered with every field that was asked for', () => {
    for (const operation of operations) {
      const document = sent(operation);
      const found = known.find(parse(print(document)));
      expect(found && print(found)).toBe(print(document));
    }
  });

  it('are never refused where they change or follow something', () => {
    const changing = operations.filter((operation) => !isQuery(operation));
    expect(changing.length).toBeGreaterThan(3);
    for (const operation of changing) {
      const text = print(sent(operation));
      expect(known.looksNeverRefused(text), text).toBe(true);
      const found = known.find(parse(text));
      expect(found && known.isNeverRefused(found), text).toBe(true);
    }
  });
});

describe('an operation that asks for something else', () => {
  it('is not known, whatever its name', () => {
    const [operation] = operations;
    const other = parse(`${print(operation as DocumentNode).replace(/\{/, '{ databaseTime ')}`);
    expect(known.find(other)).toBeNull();
  });
});
