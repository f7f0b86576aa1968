import { isDeepStrictEqual } from 'node:util';

/** A stream of which only the newest value counts: one that nobody took is replaced, and the same value is not told twice. */
export class Newest<Value> implements AsyncIterableIterator<Value> {
  readonly #onEnd: () => void;
  #told: Value | null = null;
  #waiting: { readonly value: Value } | null = null;
  #wake: () => void = () => undefined;
  #failure: Error | null = null;
  #isOver = false;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  tell(value: Value): void {
    const last = this.#waiting?.value ?? this.#told;
    if (isDeepStrictEqual(last, value)) return;
    this.#waiting = { value };
    this.#wake();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Value, undefined>> {
    while (!this.#isOver) {
      if (this.#waiting) {
        const { value } = this.#waiting;
        this.#waiting = null;
        this.#told = value;
        return { value, done: false };
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const failure = this.#failure;
    this.#failure = null;
    if (failure) throw failure;
    return { value: undefined, done: true };
  }

  /** Ends the stream with an error, which the next call throws; what nobody took is lost. */
  fail(error: Error): void {
    if (this.#isOver) return;
    this.#failure = error;
    this.#end();
  }

  async return(): Promise<IteratorResult<Value, undefined>> {
    this.#end();
    return { value: undefined, done: true };
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onEnd();
    this.#wake();
  }
}
