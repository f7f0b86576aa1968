import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  type ValidationRule,
} from 'postgraphile/graphql';
import type { AccessConfig } from '../../config/access.ts';
import { MOST_ANSWER_BYTES, MOST_ROWS_BYTES, MOST_TEXT } from '../../http/limits/sizes.ts';
import { isRefusal, ServiceError } from '../../service_errors.ts';
import { valuesFrom, writingMs } from './answer_size.ts';
import { judgeArguments } from './argument_sizes.ts';
import { isChange, looksLikeChange } from './changes.ts';
import { judgeNulls } from './defaulted_variables.ts';
import { Documents, type Prepared } from './documents.ts';
import { Firsts } from './firsts.ts';
import { clientOperations, KnownOperations } from './known_operations.ts';
import {
  limitedReads,
  type Reader,
  type ReadLimits,
  type Reads,
  type UseReadClient,
  type Waiting,
} from './limited_reads.ts';
import { type Asked, judgeSizes } from './query_shape.ts';
import { judgeQueryText, tooLarge } from './query_text.ts';
import { ThreadShare, type Work } from './thread_share.ts';
import { Turns } from './turns.ts';
import { type Payer, payerOfChange, WorkBudgets } from './work_budgets.ts';

/** Reads that run at once for a person, and for an address; so many more wait. Of what nobody knows, who is not signed in has two. */
const READS_AT_ONCE = { perStranger: 2, perPerson: 3, perAddress: 5 } as const;
const MOST_READS_WAITING = 500;
/** What any operation costs of the thread, in milliseconds: reading the request, finding the plan, answering. */
const EACH_MS = 1;
/** An answer of fewer values takes a few milliseconds, and waits for others of its address only. A draft of 12 teams and 15 rounds has 1,800. */
const SMALL_ANSWER_VALUES = 2_000;
/** An answer of more values holds the thread for longer than 40 ms. */
const LARGE_ANSWER_VALUES = 20_000;
/**
 * Whoever has spent their budget is told so after this time, in milliseconds. Refusing costs the thread as much as a small answer: at
 * once, a few connections that ask again and again would take it all.
 */
const REFUSED_AFTER_MS = 1_000;

/** Who asks for an operation, and whether they still wait for its answer. */
interface Asker {
  readonly payer: Payer;
  readonly waiting: Waiting;
}

/** What operations cost, and who pays for it; docs/security.md says what holds by that. */
export class OperationCosts {
  readonly #known: KnownOperations;
  readonly #documents: Documents;
  readonly #budgets: WorkBudgets;
  readonly #thread = new ThreadShare();
  /** Operations that are not known, and needed no plan when they ran last: those run at once. */
  readonly #planned = new WeakSet<DocumentNode>();
  readonly #plans = new WeakSet<object>();
  readonly #parsing = new Firsts<string>();
  readonly #planning = new Firsts<DocumentNode>();
  readonly #limits: ReadLimits;
  readonly #answersAnyQuery: boolean;
  readonly #payers = new WeakMap<IncomingMessage, Payer>();
  #make: ((text: string, isNobody: boolean) => Prepared) | null = null;

  constructor(access: AccessConfig, persisted: readonly DocumentNode[]) {
    this.#known = new KnownOperations([...clientOperations(), ...persisted]);
    this.#documents = new Documents(this.#known, access.persistedOperations === undefined);
    const { workPerPerson: perPerson, workPerAddress: perAddress } = access;
    this.#budgets = new WorkBudgets({ perPerson, perAddress });
    const line = (atOnce: number) =>
      new Turns({ what: 'reads at once', atOnce, mostWaiting: MOST_READS_WAITING });
    this.#limits = {
      budgets: this.#budgets,
      perStranger: line(READS_AT_ONCE.perStranger),
      perPerson: line(READS_AT_ONCE.perPerson),
      perAddress: line(READS_AT_ONCE.perAddress),
    };
    this.#answersAnyQuery = access.visitorQueries === 'any';
  }

  isKnown(document: DocumentNode): boolean {
    return this.#known.has(document);
  }

  /** Tells who pays for what comes with a request, or over the WebSocket that it opened. */
  recognise(request: IncomingMessage, payer: Payer): void {
    this.#payers.set(request, payer);
  }

  /** The payer of what comes with a request, or over its WebSocket, where it was recognised. */
  payerOf(request: IncomingMessage): Payer | undefined {
    return this.#payers.get(request);
  }

  /** Tells how texts are prepared: for which schema, by which rules. */
  serve(schema: GraphQLSchema, rules: readonly ValidationRule[]): void {
    this.#make = (text, isNobody) => this.#documents.prepare(schema, rules, text, isNobody);
  }

  /**
   * Prepares a text when its sender may ask for it: a new one waits for its turn, because parsing holds the thread as planning does.
   * Throws a ServiceError: TOO_MANY_REQUESTS where the sender has spent their budget, unless the text is a known mutation or
   * subscription, for nobody is kept from picking and following by what was read; QUERY_TOO_LARGE for a text that is too much to be
   * parsed.
   */
  async admit(payer: Payer, text: string): Promise<void> {
    // Before anything reads it: what a request may have besides is for its variables.
    if (text.length > MOST_TEXT) throw tooLarge('characters', MOST_TEXT);
    if (this.#known.looksNeverRefused(text)) return;
    const paying = this.#payingFor(text, payer);
    await this.#refuseSpent(paying);
    const isKept = () => this.#documents.kept(text, payer.isNobody) !== undefined;
    await this.#parsing.run(`${payer.isNobody} ${text}`, isKept, () =>
      this.#inTurn(paying, () => {
        const refused = judgeQueryText(text);
        if (refused) throw refused;
        if (this.#make) this.#made(paying, text);
      }),
    );
  }

  /** The document of a text, or what is wrong with it. */
  prepare(text: string, payer: Payer): Prepared {
    return this.#made(this.#payingFor(text, payer), text);
  }

  /**
   * The reads of an operation, limited. Those of a mutation are never refused: it is done by then, and whoever is told to try again does
   * it twice. They are paid for, so that the next operation is refused before it does anything.
   */
  reads(
    use: UseReadClient,
    { document, operationName }: Pick<Asked, 'document' | 'operationName'>,
    who: Pick<Reader, 'payer' | 'gone' | 'waiting'>,
  ): Reads {
    const isMutation = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
    const isRefusable = !isMutation && !this.#known.isNeverRefused(document);
    const isKnown = this.isKnown(document);
    return limitedReads(use, this.#limits, {
      ...who,
      payer: paying(document, who.payer),
      isRefusable,
      isKnown,
      // What is known was looked at by whoever wrote it: the whole of the largest board is more.
      mostBytes: isKnown ? MOST_ANSWER_BYTES : MOST_ROWS_BYTES,
      mayAnswer: (bytes) => this.#mayAnswer(document, who.payer, bytes, isRefusable),
    });
  }

  /** The reads of a file that is no answer to an operation, limited and paid for as those of an operation that is not known. */
  readsOfFiles(use: UseReadClient, who: Pick<Reader, 'payer' | 'gone' | 'waiting'>): Reads {
    const mayAnswer = () => this.#thread.turn(unknownOf(who.payer), who.payer.address);
    return limitedReads(use, this.#limits, { ...who, isRefusable: true, isKnown: true, mayAnswer });
  }

  /** Resolves when a piece of such a file may be made; never refused, as the file was begun. */
  turnOfFile(payer: Payer): Promise<void> {
    return this.#thread.turn(unknownOf(payer), payer.address, false);
  }

  /**
   * Why an operation is refused for what it is given: its size, or null for what has a default; null where it is not. Pages of what is known were judged before.
   * `readCells` reads how many cells the largest board of some drafts has; it is called only where the largest of all would be too large.
   */
  async judgeSizes(
    asked: Asked,
    readCells: (draftIds: readonly unknown[]) => Promise<number>,
  ): Promise<GraphQLError | null> {
    const { schema, document, operationName, variables } = asked;
    const operation = getOperationAST(document, operationName);
    const unusable =
      judgeArguments(document, operationName, variables) ??
      (operation ? judgeNulls(schema, document, operation, variables) : null);
    if (unusable || this.isKnown(document)) return unusable;
    const { refused, boardsOf } = judgeSizes(asked);
    if (!refused || boardsOf.length === 0) return refused;
    return judgeSizes(asked, await readCells(boardsOf)).refused;
  }

  /**
   * Begins an operation, which is planned in the same turn of the event loop; one that is not known waits until it may be. Throws a
   * ServiceError: TOO_MANY_REQUESTS, OPERATION_UNKNOWN; SERVICE_UNAVAILABLE, which nobody hears, where nobody waits for it any more and it
   * changes nothing.
   */
  async begin<T>(
    document: DocumentNode,
    { payer: asker, waiting }: Asker,
    work: () => T,
  ): Promise<Awaited<T>> {
    const payer = paying(document, asker);
    const isKnown = this.isKnown(document);
    if (payer.isNobody && !isKnown && !this.#answersAnyQuery) throw new ServiceError('OPERATION_UNKNOWN');
    if (!this.#known.isNeverRefused(document)) {
      await this.#refuseSpent(payer);
      this.#budgets.charge(payer, EACH_MS);
    }
    const isPlanned = () => isKnown || this.#planned.has(document);
    const refuseUnwanted = () => {
      if (waiting.isOver() && !isChange(document)) throw new ServiceError('SERVICE_UNAVAILABLE');
    };
    refuseUnwanted();
    const begun = await this.#planning.run(document, isPlanned, () =>
      this.#inTurn(payer, () => {
        refuseUnwanted();
        // Taken back where it is planned now.
        this.#planned.add(document);
        return { answer: work() };
      }),
    );
    return await (begun ? begun.answer : work());
  }

  /** The plan of an operation: a kept one, or one that is made now. */
  plan<T extends object>(document: DocumentNode, payer: Payer, plan: () => T): T {
    const made = this.#timed(paying(document, payer), plan);
    if (!this.#plans.has(made)) {
      this.#plans.add(made);
      this.#planned.delete(document);
    }
    return made;
  }

  /** Charges what it costs to write an answer: a text, or an object. */
  answered(document: DocumentNode, payer: Payer, data: unknown): void {
    this.#budgets.charge(paying(document, payer), writingMs(data));
  }

  /** Who pays for a text. */
  #payingFor(text: string, payer: Payer): Payer {
    if (payer.isNobody) return payer;
    const kept = this.#documents.kept(text, payer.isNobody);
    const changes = kept && 'document' in kept ? isChange(kept.document) : looksLikeChange(text);
    return changes ? payerOfChange(payer) : payer;
  }

  #made(payer: Payer, text: string): Prepared {
    const make = this.#make;
    if (!make) throw new Error('Nobody told how texts are prepared');
    return this.#timed(payer, () => make(text, payer.isNobody));
  }

  async #refuseSpent(payer: Payer): Promise<void> {
    const refused = await this.#budgets.refusal(payer);
    if (refused) await refuseLate(refused);
  }

  /** Runs the work when there is a turn for what is not known. Throws a ServiceError (TOO_MANY_REQUESTS), late. */
  async #inTurn<T>(payer: Payer, work: () => T): Promise<Awaited<T>> {
    await this.#thread.turn(unknownOf(payer), payer.address).catch(refuseLate);
    return await work();
  }

  /** Resolves when an answer may be written; at once where it is a known mutation's or subscription's. */
  async #mayAnswer(document: DocumentNode, payer: Payer, bytes: number, isRefusable: boolean): Promise<void> {
    if (this.#known.isNeverRefused(document)) return;
    const values = valuesFrom(document, bytes);
    if (values < SMALL_ANSWER_VALUES) return this.#thread.turnOfSmall(payer.address, isRefusable);
    const small = this.isKnown(document) ? 'known' : unknownOf(payer);
    await this.#thread.turn(values > LARGE_ANSWER_VALUES ? 'large' : small, payer.address, isRefusable);
  }

  #timed<T>(payer: Payer, work: () => T): T {
    const began = performance.now();
    try {
      return work();
    } finally {
      this.#budgets.charge(payer, performance.now() - began);
    }
  }
}

function unknownOf({ isNobody }: Payer): Work {
  return isNobody ? 'ofVisitors' : 'ofPeople';
}

/** Who pays for an operation of a document. */
function paying(document: DocumentNode, payer: Payer): Payer {
  return isChange(document) ? payerOfChange(payer) : payer;
}

async function refuseLate(refusal: unknown): Promise<never> {
  await sleep(REFUSED_AFTER_MS, undefined, { ref: false });
  throw refusal;
}

/** An answer that is nothing but a refusal. */
export function refusedResult(error: unknown): { errors: GraphQLError[] } {
  if (!isRefusal(error)) throw error;
  return { errors: [new GraphQLError(error.message, { originalError: error })] };
}
