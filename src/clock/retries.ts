const FIRST_MS = 20;
const LONGEST_MS = 1_000;

/** When to retry, for each key by itself: the pause doubles with each failure in a row. */
export class Retries {
  readonly #failures = new Map<string, number>();

  /** A key failed once more: answers in how many milliseconds to retry. */
  nextMs(key: string): number {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    return Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  }

  succeeded(keys: readonly string[]): void {
    for (const key of keys) this.#failures.delete(key);
  }

  /** Forgets all other keys: nobody will try them again. */
  keepOnly(keys: readonly string[]): void {
    if (this.#failures.size === 0) return;
    const kept = new Set(keys);
    for (const key of this.#failures.keys()) if (!kept.has(key)) this.#failures.delete(key);
  }
}
