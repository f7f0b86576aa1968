import { ServiceError } from '../../service_errors.ts';

/** Those who wait for a turn of one key, and how many have one. */
interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

export interface TurnsOptions {
  /** What a refusal says was too much. */
  readonly what: string;
  readonly atOnce: number;
  readonly mostWaiting: number;
  /** What has waited for longer is left out: whoever asked has given up, or asks again. In milliseconds; for ever unless told. */
  readonly longestWaitMs?: number;
}

/** How somebody stands in a line. */
interface Standing {
  readonly gone?: AbortSignal;
  /** Whether they are refused where the line is too long; else they wait, however long it is. */
  readonly isRefusable?: boolean;
}

/** Lets so many of each key run at once. The others wait in line, and where the line is too long they are refused. */
export class Turns {
  readonly #lines = new Map<string, Line>();
  readonly #options: TurnsOptions;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /**
   * Runs the work when it is its turn. Throws a ServiceError (TOO_MANY_REQUESTS) where too many wait already and it is refusable; for
   * whoever is gone by then, or has waited too long, the work is left out (SERVICE_UNAVAILABLE).
   */
  async run<T>(key: string, work: () => Promise<T>, { gone, isRefusable = true }: Standing = {}): Promise<T> {
    const { what, atOnce, mostWaiting, longestWaitMs = Number.POSITIVE_INFINITY } = this.#options;
    const askedAt = performance.now();
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    if (line.running >= atOnce) {
      if (isRefusable && line.waiting.length >= mostWaiting)
        throw new ServiceError('TOO_MANY_REQUESTS', { what, limit: atOnce, seconds: 1 });
      await new Promise<void>((resolve) => line.waiting.push(resolve));
    } else {
      line.running += 1;
    }
    try {
      if (gone?.aborted || performance.now() - askedAt > longestWaitMs)
        throw new ServiceError('SERVICE_UNAVAILABLE');
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
