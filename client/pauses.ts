const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/**
 * Pauses between tries: each about twice the one before, up to five seconds, half of it by chance, so that a thousand clients
 * that lost the same server do not come back in the same instant.
 */
export class Pauses {
  #next = FIRST_MS;

  /** A try succeeded: after the next failure the first pause is short again. */
  reset(): void {
    this.#next = FIRST_MS;
  }

  /** Waits for the next pause; comes back early when the signal aborts. */
  async wait(signal?: AbortSignal): Promise<void> {
    const pause = this.#next * (0.5 + Math.random() / 2);
    this.#next = Math.min(this.#next * 2, LONGEST_MS);
    if (signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, pause);
      signal?.addEventListener('abort', done, { once: true });
    });
  }
}
