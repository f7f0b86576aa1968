import { isDeepStrictEqual } from 'node:util';

/** A stream of which only the newest value counts: one that nobody took is replaced, and the same value is not told twice. */
export class Newest<Value> implements AsyncIterableIterator<Value> {
  readonly #onEnd: () => void;
  #told: Value | null = null;
  #waiting: { readonly value: Value } | null = null;
  #wake: () => void = () => undefined;
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
    return { value: undefined, done: true };
  }

  async return(): Promise<IteratorResult<Value, undefined>> {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#onEnd();
      this.#wake();
    }
    return { value: undefined, done: true };
  }
}
