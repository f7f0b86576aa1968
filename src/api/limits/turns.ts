import { ServiceError } from '../../service_errors.ts';

/** Those who wait for a turn of one key, and how many have one. */
interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

/** Lets so many of each key run at once. The others wait in line, and where the line is too long they are refused. */
export class Turns {
  readonly #lines = new Map<string, Line>();
  readonly #atOnce: number;
  readonly #mostWaiting: number;

  constructor({ atOnce, mostWaiting }: { readonly atOnce: number; readonly mostWaiting: number }) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * Runs the work when it is its turn. Throws a ServiceError (TOO_MANY_REQUESTS) where too many wait already; for whoever is gone by
   * then the work is left out (SERVICE_UNAVAILABLE, which nobody hears).
   */
  async run<T>(key: string, gone: AbortSignal, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    if (line.running >= this.#atOnce) {
      if (line.waiting.length >= this.#mostWaiting)
        throw new ServiceError('TOO_MANY_REQUESTS', {
          what: 'reads at once',
          limit: this.#atOnce,
          seconds: 1,
        });
      await new Promise<void>((resolve) => line.waiting.push(resolve));
    } else {
      line.running += 1;
    }
    try {
      if (gone.aborted) throw new ServiceError('SERVICE_UNAVAILABLE');
      return await work();
    } finally {
      this.#passOn(key, line);
    }
  }

  /** Whoever waits longest gets the turn that ends. */
  #passOn(key: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) {
      next();
      return;
    }
    line.running -= 1;
    if (line.running === 0) this.#lines.delete(key);
  }
}
