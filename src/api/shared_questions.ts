import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type VariableNode,
  visit,
} from 'postgraphile/graphql';
import { isSameForAll } from './shared_fields.ts';

/** The variables on which the answer depends, besides those that say which events. */
export function variablesInside({ selectionSet }: FieldNode, { definitions }: DocumentNode): Set<string> {
  const names = new Set<string>();
  const collect = { Variable: ({ name }: VariableNode) => void names.add(name.value) };
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  for (const part of selectionSet ? [selectionSet, ...fragments] : fragments) visit(part, collect);
  return names;
}

const judged = new WeakMap<DocumentNode, boolean>();

/** Whether the answer is the same for all who follow a draft. The same text is parsed once, so each is judged once. */
export function areSameForAll(schema: GraphQLSchema, document: DocumentNode): boolean {
  const known = judged.get(document) ?? isSameForAll(schema, document);
  judged.set(document, known);
  return known;
}

const documentNumbers = new WeakMap<DocumentNode, number>();
let documents = 0;

/** Numbers a document; the same text is parsed once, for as long as it is remembered. */
export function numberOf(document: DocumentNode): number {
  const known = documentNumbers.get(document);
  if (known !== undefined) return known;
  documents += 1;
  documentNumbers.set(document, documents);
  return documents;
}
