export interface RememberedOptions {
  /** In milliseconds, from when it was asked for. */
  readonly forMs: number;
  /** What was used longest ago is forgotten where all of it would be more. */
  readonly mostBytes: number;
}

interface Kept<V> {
  readonly value: Promise<V>;
  readonly forgetting: NodeJS.Timeout;
  bytes: number;
}

/** What is remembered of somebody who gets nothing, and of what is still being read. */
const LEAST_BYTES = 1_000;

/** Remembers for a short time what was read, so that it is read once however many ask; bounded in bytes, not in how many there are. */
export class Remembered<V> {
  readonly #options: RememberedOptions;
  /** What was used last comes last. */
  readonly #kept = new Map<string, Kept<V>>();
  #bytes = 0;

  constructor(options: RememberedOptions) {
    this.#options = options;
  }

  get(key: string): Promise<V> | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.value;
  }

  /** Remembers what is being read; what fails is forgotten at once. */
  set(key: string, value: Promise<V>, bytesOf: (value: V) => number): void {
    this.#forget(key);
    const forgetting = setTimeout(() => this.#forget(key, kept), this.#options.forMs).unref();
    const kept: Kept<V> = { value, forgetting, bytes: 0 };
    this.#kept.set(key, kept);
    this.#weigh(key, kept, LEAST_BYTES);
    value.then(
      (known) => this.#weigh(key, kept, Math.max(LEAST_BYTES, bytesOf(known))),
      () => this.#forget(key, kept),
    );
  }

  #weigh(key: string, kept: Kept<V>, bytes: number): void {
    if (this.#kept.get(key) !== kept) return;
    this.#bytes += bytes - kept.bytes;
    kept.bytes = bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#options.mostBytes) return;
      this.#forget(oldest);
    }
  }

  /** Forgets what is kept under a key: whatever that is, unless it is told. */
  #forget(key: string, only?: Kept<V>): void {
    const kept = this.#kept.get(key);
    if (!kept || (only && kept !== only)) return;
    clearTimeout(kept.forgetting);
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
  }
}
