import type {} from 'postgraphile/grafserv';
import type { ExecutionArgs, ExecutionResult } from 'postgraphile/graphql';

/** Grafserv's own type leaves open what its arguments carry. */
export type SubscribeArgs = ExecutionArgs & {
  subscribe(args: SubscribeArgs): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>>;
  contextValue: Grafast.Context;
  resolvedPreset: GraphileConfig.ResolvedPreset;
};

/** Hears the error that a stream ends with. */
type OnError = (error: unknown) => void;

/**
 * A subscription that Grafast runs by itself, and that ends with the error of its stream. Grafast gives such an error only to whoever
 * waits for a result at that moment: where it comes while the result before it is being sent, as with the event that says that somebody
 * may watch no more, the subscription would end as if it were complete.
 */
export function withLastError(args: SubscribeArgs): SubscribeArgs {
  return { ...args, subscribe: () => subscribe(args) };
}

async function subscribe(
  args: SubscribeArgs,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const { contextValue } = args;
  const failures: unknown[] = [];
  const onError: OnError = (error) => failures.push(error);
  const results = await args.subscribe({
    ...args,
    contextValue: {
      ...contextValue,
      eventStream: heard(contextValue.eventStream, onError),
      companyStream: heard(contextValue.companyStream, onError),
    },
  });
  return Symbol.asyncIterator in results ? new Results(results, failures) : results;
}

function heard<T>(
  source: { subscribe(topic: string | number): Promise<AsyncIterableIterator<T>> },
  onError: OnError,
): typeof source {
  return { subscribe: async (topic) => new Heard(await source.subscribe(topic), onError) };
}

/** A stream whose error is heard as well by somebody else than its reader. */
class Heard<T> implements AsyncIterableIterator<T> {
  readonly #stream: AsyncIterableIterator<T>;
  readonly #onError: OnError;

  constructor(stream: AsyncIterableIterator<T>, onError: OnError) {
    this.#stream = stream;
    this.#onError = onError;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    try {
      return await this.#stream.next();
    } catch (error) {
      this.#onError(error);
      throw error;
    }
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    await this.#stream.return?.();
    return { value: undefined, done: true };
  }
}

/** The results of a subscription, and behind the last one the error of its stream, where Grafast gave it to nobody. */
class Results implements AsyncIterableIterator<ExecutionResult> {
  readonly #results: AsyncIterableIterator<ExecutionResult>;
  readonly #failures: unknown[];

  constructor(results: AsyncIterableIterator<ExecutionResult>, failures: unknown[]) {
    this.#results = results;
    this.#failures = failures;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    const result = await this.#results.next();
    if (result.done && this.#failures.length > 0) throw this.#failures.pop();
    return result;
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#failures.length = 0;
    await this.#results.return?.();
    return { value: undefined, done: true };
  }
}
