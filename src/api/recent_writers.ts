/** How long a change may take, in milliseconds, from when it is asked for. */
const CHANGED_WITHIN_MS = 15_000;

/**
 * People who have asked for a change lately: they read from the primary, or what they have just done would not be there yet. Each process knows
 * those who asked it.
 */
export class RecentWriters {
  readonly #holdsMs: number;
  /** When they did, the longest ago first; performance.now(). */
  readonly #at = new Map<string, number>();

  /** @param mostLagMs how far behind a replica may be, in milliseconds */
  constructor(mostLagMs: number) {
    this.#holdsMs = CHANGED_WITHIN_MS + mostLagMs;
  }

  note(userId: string | null): void {
    if (userId === null) return;
    this.#at.delete(userId);
    this.#at.set(userId, performance.now());
    for (const [other, at] of this.#at) {
      if (this.#isRecent(at)) break;
      this.#at.delete(other);
    }
  }

  has(userId: string | null): boolean {
    const at = userId === null ? undefined : this.#at.get(userId);
    return at !== undefined && this.#isRecent(at);
  }

  #isRecent(at: number): boolean {
    return performance.now() - at <= this.#holdsMs;
  }
}
