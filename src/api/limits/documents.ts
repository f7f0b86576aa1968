import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  type ValidationRule,
  validate,
} from 'postgraphile/graphql';
import type { KnownOperations } from './known_operations.ts';
import { judgeShape } from './query_shape.ts';

/** Characters of texts whose documents are kept; a document takes some 50 bytes for each. */
const MOST_CHARACTERS = 500_000;

/** A document that may be planned, or what is wrong with it. */
export type Prepared = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/**
 * Texts made into documents: parsed, judged by their shape, validated, in this order, because validating a text costs more than
 * measuring it. Good documents are kept, those asked for last, up to a size; texts of known operations apart from the others, so that
 * nobody crowds them out, and all texts of a known operation as one document.
 */
export class Documents {
  readonly #known: KnownOperations;
  readonly #keptKnown = new KeptTexts(MOST_CHARACTERS);
  readonly #keptOthers = new KeptTexts(MOST_CHARACTERS);
  readonly #mutations = new WeakSet<DocumentNode>();

  constructor(known: KnownOperations) {
    this.#known = known;
  }

  /** Whether the document is one of the known operations. */
  isKnown(document: DocumentNode): boolean {
    return this.#known.has(document);
  }

  /** Whether it is known as a change: nobody is kept from picking by what they read before. */
  isKnownMutation(document: DocumentNode): boolean {
    return this.#known.has(document) && this.#mutations.has(document);
  }

  /** The document of a text that was prepared before, and is still kept. */
  kept(text: string): DocumentNode | undefined {
    return this.#keptKnown.get(text) ?? this.#keptOthers.get(text);
  }

  /** Prepares a text; `rules` are those of the server. */
  prepare(schema: GraphQLSchema, rules: readonly ValidationRule[], text: string): Prepared {
    const kept = this.kept(text);
    if (kept) return { document: kept };
    let parsed: DocumentNode;
    try {
      parsed = parse(text);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
    const known = this.#known.find(parsed);
    const document = known ?? parsed;
    const refused = judgeShape(schema, document);
    const errors = refused ? [refused] : validate(schema, document, rules);
    if (errors.length > 0) return { errors };
    if (isMutation(document)) this.#mutations.add(document);
    (known ? this.#keptKnown : this.#keptOthers).set(text, document);
    return { document };
  }
}

function isMutation({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'mutation',
  );
}

/** Documents by their text, the least recently used given up first. */
class KeptTexts {
  readonly #documents = new Map<string, DocumentNode>();
  readonly #most: number;
  #characters = 0;

  constructor(mostCharacters: number) {
    this.#most = mostCharacters;
  }

  get(text: string): DocumentNode | undefined {
    const document = this.#documents.get(text);
    if (document === undefined) return undefined;
    this.#documents.delete(text);
    this.#documents.set(text, document);
    return document;
  }

  set(text: string, document: DocumentNode): void {
    this.#documents.set(text, document);
    this.#characters += text.length;
    for (const [oldest] of this.#documents) {
      if (this.#characters <= this.#most) return;
      this.#documents.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
