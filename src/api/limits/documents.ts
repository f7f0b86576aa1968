import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  type ValidationRule,
  validate,
} from 'postgraphile/graphql';
import { ServiceError } from '../../service_errors.ts';
import type { KnownOperations } from './known_operations.ts';
import { judgeShape } from './query_shape.ts';

/** Characters of texts whose documents are kept; a document takes some 50 bytes for each. */
const MOST_CHARACTERS = 500_000;

/** A document that may be planned, or what is wrong with it. */
export type Prepared = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/**
 * Texts made into documents: parsed, judged by their shape, validated, in this order, because validating a text costs more than
 * measuring it. Both good documents and what is wrong with bad ones are kept, those asked for last, up to a size; texts of known
 * operations, of people and of who is not signed in apart, so that these crowd nobody out, and all texts of a known operation as one
 * document.
 */
export class Documents {
  readonly #known: KnownOperations;
  readonly #answersOthers: boolean;
  readonly #keptKnown = new KeptTexts(MOST_CHARACTERS);
  readonly #keptOfPeople = new KeptTexts(MOST_CHARACTERS);
  readonly #keptOfVisitors = new KeptTexts(MOST_CHARACTERS);

  /** `answersOthers`: whether texts may be asked for that are not known; else those are OPERATION_UNKNOWN, whatever is wrong with them. */
  constructor(known: KnownOperations, answersOthers: boolean) {
    this.#known = known;
    this.#answersOthers = answersOthers;
  }

  /** What was made of a text before, where it is still kept. */
  kept(text: string, isNobody: boolean): Prepared | undefined {
    return this.#keptKnown.get(text) ?? this.#others(isNobody).get(text);
  }

  /** Prepares a text; `rules` are those of the server. */
  prepare(
    schema: GraphQLSchema,
    rules: readonly ValidationRule[],
    text: string,
    isNobody: boolean,
  ): Prepared {
    const kept = this.kept(text, isNobody);
    const keep = (prepared: Prepared) => this.#keep(text, prepared, isNobody);
    if (kept) return kept;
    const parsed = parsedOrError(text);
    if (parsed instanceof GraphQLError) return keep({ errors: [parsed] });
    const known = this.#known.find(parsed);
    if (!known && !this.#answersOthers) return keep({ errors: [unknownOperation()] });
    const document = known ?? parsed;
    const refused = judgeShape(schema, document);
    const errors = refused ? [refused] : problemsOf(schema, document, rules);
    if (errors.length > 0) return keep({ errors });
    return keep({ document });
  }

  #keep(text: string, prepared: Prepared, isNobody: boolean): Prepared {
    const isKnown = 'document' in prepared && this.#known.has(prepared.document);
    (isKnown ? this.#keptKnown : this.#others(isNobody)).set(text, prepared);
    return prepared;
  }

  #others(isNobody: boolean): KeptTexts {
    return isNobody ? this.#keptOfVisitors : this.#keptOfPeople;
  }
}

function unknownOperation(): GraphQLError {
  const { message, code, numbers } = new ServiceError('OPERATION_UNKNOWN');
  return new GraphQLError(message, { extensions: { code, numbers } });
}

/** The variable that GraphQL misses in a directive on the field of a subscription, for it looks at that field before there are values. */
const NO_VALUE_YET = /was provided the variable "(\$\w+)" which was not provided a runtime value\.$/;

/** What the rules say of a document; also where a rule throws what is wrong instead of telling it. */
function problemsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  try {
    return validate(schema, document, rules);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [, variable] = NO_VALUE_YET.exec(error.message) ?? [];
    if (variable === undefined) return [error];
    const advice = 'put them on what is selected inside of it, or do not send the subscription';
    const message = `@skip and @include on the field of a subscription take no variable, such as ${variable}: ${advice}.`;
    return [new GraphQLError(message, { nodes: error.nodes ?? null })];
  }
}

function parsedOrError(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** What was made of texts, the least recently used given up first. */
class KeptTexts {
  readonly #prepared = new Map<string, Prepared>();
  readonly #most: number;
  #characters = 0;

  constructor(mostCharacters: number) {
    this.#most = mostCharacters;
  }

  get(text: string): Prepared | undefined {
    const prepared = this.#prepared.get(text);
    if (prepared === undefined) return undefined;
    this.#prepared.delete(text);
    this.#prepared.set(text, prepared);
    return prepared;
  }

  set(text: string, prepared: Prepared): void {
    this.#prepared.set(text, prepared);
    this.#characters += text.length;
    for (const [oldest] of this.#prepared) {
      if (this.#characters <= this.#most) return;
      this.#prepared.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
