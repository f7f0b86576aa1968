/**
 * Lets a bounded number of things happen at once for each owner. What comes while an owner is busy is kept by its name, once, and is done
 * by whoever of them ends first: nobody waits for it.
 */
export class Turns {
  readonly #most: number;
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, Set<string>>();

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Does the work with that name, then what came for the same owner meanwhile; at once nothing where the owner is busy. Rejects with the
   * first failure, after all of it was tried.
   */
  async run(owner: string, name: string, work: (name: string) => Promise<void>): Promise<void> {
    const running = this.#running.get(owner) ?? 0;
    if (running >= this.#most) {
      this.#waitingFor(owner).add(name);
      return;
    }
    this.#running.set(owner, running + 1);
    const failures: unknown[] = [];
    try {
      for (let next: string | undefined = name; next !== undefined; next = this.#next(owner)) {
        await work(next).catch((error: unknown) => failures.push(error));
      }
    } finally {
      this.#leave(owner);
    }
    if (failures.length > 0) throw failures[0];
  }

  #waitingFor(owner: string): Set<string> {
    const waiting = this.#waiting.get(owner) ?? new Set();
    this.#waiting.set(owner, waiting);
    return waiting;
  }

  #next(owner: string): string | undefined {
    const waiting = this.#waiting.get(owner);
    const [first] = waiting ?? [];
    if (first !== undefined) waiting?.delete(first);
    return first;
  }

  #leave(owner: string): void {
    const left = (this.#running.get(owner) ?? 1) - 1;
    if (left > 0) return void this.#running.set(owner, left);
    this.#running.delete(owner);
    this.#waiting.delete(owner);
  }
}
