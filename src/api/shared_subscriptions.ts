import type {} from 'postgraphile/grafserv';
import {
  type ExecutionResult,
  GraphQLError,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
} from 'postgraphile/graphql';
import { spanOfTelling } from '../events/event_traces.ts';
import type { LiveEvent } from '../events/live_event.ts';
import { ServiceError } from '../service_errors.ts';
import { within } from '../telemetry/spans.ts';
import { NOBODY_CALLS } from './identity/identify.ts';
import { type SubscribeArgs, withLastError } from './last_errors.ts';
import type { ApiServices } from './services.ts';
import { type Tell, toldOver } from './shared_frames.ts';
import { areSameForAll, numberOf, variablesInside } from './shared_questions.ts';
import type { SocketExtra } from './sockets.ts';
import { NOBODY, readSettings } from './viewer.ts';

/** What nobody's request carries, in a transaction that shows a draft: what every viewer of that draft sees. */
type AsNobody = (draftId: string) => Partial<Grafast.Context>;

/** A subscription to draftEvents, taken apart. */
interface Subscription {
  readonly args: SubscribeArgs;
  /** What the viewer asked to follow, as JSON. */
  readonly topic: string;
  /** Names the question: subscriptions with the same get the same result for the same event. */
  readonly question: string;
  readonly asNobody: AsNobody;
}

/**
 * Subscriptions that ask the same about the same event share one result: it is worked out once, as nobody in particular, and
 * sent to all. An event holds only what every viewer of its draft may see, and so do the rows beside it, as far as nothing of them
 * depends on who asks. A thousand followers of one draft would otherwise take a thousand executions for each pick.
 */
export function sharedSubscriptionsPlugin(
  { transactionSettings }: Pick<ApiServices, 'transactionSettings'>,
  visitorRole: string,
): GraphileConfig.Plugin {
  const nobodySees = { ...transactionSettings, ...readSettings(NOBODY, visitorRole) };
  const asNobody: AsNobody = (draftId) => ({
    caller: NOBODY_CALLS,
    pgSettings: { ...nobodySees, 'draft_orchestrator.shown_draft': draftId },
  });
  return {
    name: 'DraftSharedSubscriptionsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async onSubscribe(next, { ctx, message }) {
          const args = await next();
          if (!args || Array.isArray(args)) return args;
          const given = args as SubscribeArgs;
          const { writeFrame } = ctx.extra as SocketExtra;
          const subscription = takeApart(given, asNobody);
          return subscription === null
            ? withoutEnd(given)
            : { ...given, subscribe: () => subscribe(subscription, toldOver(writeFrame, message.id)) };
        },
      },
    },
  };
}

/**
 * A request has to end within a time; a subscription that Grafast runs by itself goes on for as long as somebody listens, and says why it
 * ends.
 */
function withoutEnd(args: SubscribeArgs): SubscribeArgs {
  const { document, operationName, resolvedPreset } = args;
  if (getOperationAST(document, operationName)?.operation !== 'subscription') return args;
  const { timeouts: { execution: _within, ...timeouts } = {}, ...grafast } = resolvedPreset.grafast ?? {};
  return withLastError({ ...args, resolvedPreset: { ...resolvedPreset, grafast: { ...grafast, timeouts } } });
}

/** A result that was not told, and has to be refused; null: it was told. */
type Refused = ExecutionResult | null;

async function subscribe(
  subscription: Subscription,
  tell: Tell,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  try {
    return new SharedResults(
      await subscription.args.contextValue.eventStream.subscribe(subscription.topic),
      subscription,
      tell,
    );
  } catch (error) {
    return failed(error);
  }
}

/**
 * The results of one subscriber: a place in the events of its own, and results that it shares. Those are told to it here, in frames that
 * it shares as well; graphql-ws, which would write each message anew for each, gets only what is no event: errors, and the end.
 */
class SharedResults implements AsyncIterableIterator<ExecutionResult> {
  readonly #events: AsyncIterator<LiveEvent>;
  readonly #subscription: Subscription;
  readonly #tell: Tell;
  #isOver = false;

  constructor(events: AsyncIterator<LiveEvent>, subscription: Subscription, tell: Tell) {
    this.#events = events;
    this.#subscription = subscription;
    this.#tell = tell;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    try {
      while (!this.#isOver) {
        const { value: event, done } = await this.#events.next();
        if (done) return { value: undefined, done };
        const refused = await this.#tellOf(event);
        if (refused) return { value: refused, done: false };
      }
      return { value: undefined, done: true };
    } catch (error) {
      // An error told as a result ends this subscription; thrown, it would end the socket with all others on it.
      await this.return();
      return { value: failed(error), done: false };
    }
  }

  /** Tells an event; answers the result where it has to be refused. A promise only where something has to be waited for. */
  #tellOf(event: LiveEvent): Refused | Promise<Refused> {
    const telling = spanOfTelling(event, 'websocket');
    // Until the system took the message.
    return telling === null ? this.#tellNow(event) : within(telling, async () => this.#tellNow(event));
  }

  #tellNow(event: LiveEvent): Refused | Promise<Refused> {
    const result = workedOut(event, this.#subscription);
    return result
      ? this.#send(result)
      : sharedResult(event, this.#subscription).then((worked) => this.#send(worked));
  }

  #send(result: ExecutionResult): Refused | Promise<Refused> {
    const told = result.errors ? null : this.#tell(result);
    if (told === null) return result;
    return told ? told.then(() => null) : null;
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#isOver = true;
    await this.#events.return?.();
    return { value: undefined, done: true };
  }
}

const results = new WeakMap<LiveEvent, Map<string, Promise<ExecutionResult>>>();
const finished = new WeakMap<LiveEvent, Map<string, ExecutionResult>>();

/** The result that somebody else got for the same event and question; without waiting for a promise, for there may be a thousand of them. */
function workedOut(event: LiveEvent, { question }: Subscription): ExecutionResult | undefined {
  return finished.get(event)?.get(question);
}

/**
 * The result of a question about an event: worked out by whoever asks first, for all who ask meanwhile. Rejects only where this one's own
 * attempt was refused.
 */
export async function sharedResult(event: LiveEvent, subscription: Subscription): Promise<ExecutionResult> {
  const known = results.get(event) ?? new Map<string, Promise<ExecutionResult>>();
  results.set(event, known);
  let refused: Promise<ExecutionResult> | undefined;
  // Whoever worked it out may have spent their budget, which ends nobody's subscription but theirs: one of the others does it for all.
  for (;;) {
    const shared = known.get(subscription.question);
    if (shared === refused) break;
    const worked = await shared?.catch(() => null);
    if (worked) return worked;
    refused = shared;
  }
  const result = execute(event, subscription);
  known.set(subscription.question, result);
  const settled = await result;
  const all = finished.get(event) ?? new Map<string, ExecutionResult>();
  finished.set(event, all.set(subscription.question, settled));
  return settled;
}

/** Runs the subscription over a stream of just that event. Throws where it was refused, and where its subscriber left meanwhile. */
async function execute(event: LiveEvent, { args, asNobody }: Subscription): Promise<ExecutionResult> {
  const stream = await args.subscribe({
    ...args,
    contextValue: {
      ...args.contextValue,
      ...asNobody(event.draftId),
      eventStream: { subscribe: async () => once(event) },
    },
  });
  if (!(Symbol.asyncIterator in stream)) throw stream.errors?.[0]?.originalError ?? new Error('No stream');
  const { value } = await stream.next();
  await stream.return?.();
  // What was not read because of that is an error of theirs alone.
  if (value.errors && args.contextValue.waiting.isOver()) throw new ServiceError('SERVICE_UNAVAILABLE');
  return value;
}

async function* once(event: LiveEvent): AsyncGenerator<LiveEvent> {
  yield event;
}

function failed(error: unknown): ExecutionResult {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return { errors: [new GraphQLError(originalError.message, { originalError })] };
}

/**
 * Null for everything but a plain `subscription { draftEvents(…) { … } }` with usable arguments, of which all followers get the same:
 * Grafast answers that.
 */
function takeApart(args: SubscribeArgs, asNobody: AsNobody): Subscription | null {
  const { schema, document, operationName } = args;
  const operation = getOperationAST(document, operationName);
  const [field, ...others] = operation?.selectionSet.selections ?? [];
  if (operation?.operation !== 'subscription' || others.length > 0) return null;
  if (field?.kind !== Kind.FIELD || field.name.value !== 'draftEvents' || field.directives?.length)
    return null;
  if (!areSameForAll(schema, document)) return null;
  const definition = schema.getSubscriptionType()?.getFields()['draftEvents'];
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], {
    ...args.variableValues,
  });
  if (!definition || !coerced) return null;
  const { draftId, after = null } = getArgumentValues(definition, field, coerced);
  const inside = [...variablesInside(field, document)].map((name) => [name, coerced[name]]);
  const question = JSON.stringify([numberOf(document), operationName ?? null, inside]);
  return { args, topic: JSON.stringify({ draftId, after }), question, asNobody };
}
