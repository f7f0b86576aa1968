/**
 * Of those who need the same thing done, one does it and the others wait for that one only: a thousand who ask the same at once are
 * one piece of work, and not a thousand in a line.
 */
export class Firsts<Key> {
  readonly #going = new Map<Key, Promise<void>>();

  /**
   * Does it where it is not done and nobody else is doing it; answers what `first` answers. Null: it is done, by somebody else. Where
   * somebody else failed, the next one tries.
   */
  async run<T>(key: Key, isDone: () => boolean, first: () => Promise<T>): Promise<T | null> {
    while (!isDone()) {
      const others = this.#going.get(key);
      if (!others) return await this.#go(key, first);
      await others;
    }
    return null;
  }

  async #go<T>(key: Key, first: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#going.set(key, promise);
    try {
      return await first();
    } finally {
      this.#going.delete(key);
      resolve();
    }
  }
}
