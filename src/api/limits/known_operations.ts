import { readFileSync } from 'node:fs';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from 'postgraphile/graphql';

/** The operations of our own client, and with it of the room. */
const CLIENT_OPERATIONS = new URL('../../../client/operations.graphql', import.meta.url);

/** Characters of a text that is looked at before it is parsed. */
const LONGEST_TEXT = 20_000;

/** The operations of our own client: each a document of its own, with the fragments that it uses. */
export function clientOperations(): DocumentNode[] {
  return operationsOf(clientDocument());
}

/** The names of its queries and mutations. */
export function clientOperationNames(): string[] {
  return clientDocument().definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== 'subscription'
      ? (definition.name?.value ?? [])
      : [],
  );
}

function clientDocument(): DocumentNode {
  return parse(readFileSync(CLIENT_OPERATIONS, 'utf8'));
}

/** Each operation of a document as a document of its own, with the fragments that it uses. */
function operationsOf(document: DocumentNode): DocumentNode[] {
  return document.definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const used = new Set<string>();
      const collect = (from: OperationDefinitionNode | DocumentNode['definitions'][number]) =>
        void visit(from, {
          FragmentSpread({ name }) {
            if (used.has(name.value)) return;
            used.add(name.value);
            const fragment = fragmentOf(document, name.value);
            if (fragment) collect(fragment);
          },
        });
      collect(operation);
      const fragments = [...used].flatMap((name) => fragmentOf(document, name) ?? []);
      return { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
    });
}

function fragmentOf({ definitions }: DocumentNode, wanted: string) {
  return definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === wanted,
  );
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The same document as the caches of Apollo and urql ask for it: with `__typename` in each selection but the operation's own. */
function withTypenames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet(node, _key, parent) {
      const isOfOperation =
        parent !== undefined && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION;
      const isThere = node.selections.some(
        (selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename',
      );
      if (isOfOperation || isThere) return undefined;
      return { ...node, selections: [...node.selections, TYPENAME] };
    },
  });
}

/**
 * Documents that nobody can crowd out of memory, recognised whatever their layout and order, as they are and as the caches of Apollo
 * and urql ask for them.
 */
export class KnownOperations {
  readonly #byText = new Map<string, DocumentNode>();
  readonly #names = new Set<string | undefined>();
  readonly #documents = new WeakSet<DocumentNode>();
  readonly #neverRefused = new Set<string>();

  constructor(documents: readonly DocumentNode[]) {
    for (const document of documents.flatMap((each) => [each, withTypenames(each)])) {
      this.#byText.set(canonical(document), document);
      this.#documents.add(document);
      for (const name of namesOf(document)) this.#names.add(name);
      if (!hasQuery(document)) this.#neverRefused.add(withoutLayout(print(document)));
    }
  }

  /** The known document that says the same, or null. */
  find(document: DocumentNode): DocumentNode | null {
    // Printing costs as much as parsing; most strangers stop at their name.
    if (!namesOf(document).every((name) => this.#names.has(name))) return null;
    return this.#byText.get(canonical(document)) ?? null;
  }

  has(document: DocumentNode): boolean {
    return this.#documents.has(document);
  }

  /** Whether it is known as a mutation or a subscription: nobody is kept from picking and following by what they read before. */
  isNeverRefused(document: DocumentNode): boolean {
    return this.has(document) && !hasQuery(document);
  }

  /** Whether a text is one of those in all likelihood, told without parsing it; the parsed document decides. */
  looksNeverRefused(text: string): boolean {
    return text.length <= LONGEST_TEXT && this.#neverRefused.has(withoutLayout(text));
  }
}

function namesOf({ definitions }: DocumentNode): (string | undefined)[] {
  return definitions.map((definition) => ('name' in definition ? definition.name?.value : undefined));
}

function hasQuery({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'query',
  );
}

function withoutLayout(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function canonical({ definitions }: DocumentNode): string {
  return definitions.map(print).sort().join('\n');
}
