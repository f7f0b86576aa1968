import { threadMs } from '../../http/limits/thread_time.ts';
import { ServiceError } from '../../service_errors.ts';

/**
 * What holds the thread for a while, and how many times as long the thread rests after it. `known`: writing answers of known queries:
 * a third of the time. `ofPeople`, `ofVisitors`: parsing and planning what nobody knows, and writing its answers, in pieces of about 30
 * ms, for who is signed in and who is not: a sixth and a ninth. `large`: writing large answers, which hold the thread for up to 0.1 s at
 * once: a twentieth.
 */
const REST = { known: 2, ofPeople: 5, ofVisitors: 8, large: 20 } as const;

export type Work = keyof typeof REST;

/** A rest that is shorter is added to the next one, in milliseconds. */
const LEAST_REST_MS = 1;
/** Longer than this nobody is made to wait for one piece, in milliseconds. */
const MOST_REST_MS = 3_000;
/** How many times as long an address rests after one of its small answers: it has a third of the time for them. */
const REST_OF_SMALL = 2;
/** Work of one kind and one address that waits. */
const MOST_WAITING = 100;

/**
 * This process has one thread, and everybody's picks need it. Whatever else holds it for a while waits here for its turn: one piece at
 * a time of each kind, addresses by turns, with a rest after each piece in which the thread is free for others. So however many
 * addresses ask for however much, it takes no more than its share of the time, and a pick waits for a few pieces at most.
 */
export class ThreadShare {
  readonly #lines = Object.fromEntries(
    Object.entries(REST).map(([work, rest]) => [work, new Line(rest)]),
  ) as Record<Work, Line>;
  /** The lines of small answers that are written or wait, by address. */
  readonly #small = new Map<string, Line>();

  /**
   * Resolves when it is the turn of that work. What runs between then and the next turn of the event loop is the piece that is
   * measured. Throws a ServiceError (TOO_MANY_REQUESTS) where too much of the address waits already, unless it is not refusable.
   */
  turn(work: Work, address: string, isRefusable = true): Promise<void> {
    return this.#lines[work].wait(address, isRefusable);
  }

  /**
   * The same for an answer that takes a few milliseconds. These wait for others of their address only: whoever asks for all that their budget
   * allows at once would otherwise hold the thread for some tenths of a second, each time it begins anew.
   */
  turnOfSmall(address: string, isRefusable = true): Promise<void> {
    const line = this.#small.get(address) ?? new Line(REST_OF_SMALL, () => this.#small.delete(address));
    this.#small.set(address, line);
    return line.wait(address, isRefusable);
  }
}

/** Work of one kind, by address. */
class Line {
  readonly #rest: number;
  readonly #onIdle: () => void;
  /** Who waits, by address; the address whose turn is next comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #isGoing = false;
  #owedMs = 0;

  constructor(rest: number, onIdle: () => void = () => {}) {
    this.#rest = rest;
    this.#onIdle = onIdle;
  }

  async wait(address: string, isRefusable: boolean): Promise<void> {
    const waiting = this.#waiting.get(address) ?? [];
    if (isRefusable && waiting.length >= MOST_WAITING) {
      throw new ServiceError('TOO_MANY_REQUESTS', {
        what: 'operations that wait for the thread',
        limit: MOST_WAITING,
        seconds: 1,
      });
    }
    this.#waiting.set(address, waiting);
    const turn = new Promise<void>((resolve) => waiting.push(resolve));
    if (!this.#isGoing) this.#next();
    await turn;
  }

  #next(): void {
    const [first] = this.#waiting;
    this.#isGoing = first !== undefined;
    if (!first) {
      this.#onIdle();
      return;
    }
    const [address, [begin, ...others]] = first;
    this.#waiting.delete(address);
    if (others.length > 0) this.#waiting.set(address, others);
    let began = 0;
    setImmediate(() => {
      began = threadMs();
      begin?.();
    });
    // Between two of these runs what was begun, up to where it waits for something, and nothing else.
    setImmediate(() => this.#restAfter(threadMs() - began));
  }

  #restAfter(ms: number): void {
    this.#owedMs += ms * this.#rest;
    if (this.#owedMs < LEAST_REST_MS) {
      this.#next();
      return;
    }
    setTimeout(() => this.#next(), Math.min(this.#owedMs, MOST_REST_MS)).unref();
    this.#owedMs = 0;
  }
}
