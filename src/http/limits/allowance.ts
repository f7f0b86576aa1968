const SECOND_MS = 1_000;

/** So many milliseconds of work in each second, for each key. What a piece takes is known afterwards, so it is spent afterwards. */
export class Allowance {
  readonly #msPerSecond: number;
  readonly #spent = new Map<string, number>();
  #since = 0;

  constructor(msPerSecond: number) {
    this.#msPerSecond = msPerSecond;
  }

  isSpent(key: string): boolean {
    const now = performance.now();
    if (now - this.#since > SECOND_MS) {
      this.#since = now;
      this.#spent.clear();
    }
    return (this.#spent.get(key) ?? 0) >= this.#msPerSecond;
  }

  spend(key: string, ms: number): void {
    this.#spent.set(key, (this.#spent.get(key) ?? 0) + ms);
  }
}
