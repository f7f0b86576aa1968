import { spanOfTelling } from '../events/event_traces.ts';
import type { LiveEvent } from '../events/live_event.ts';
import { type OpenSpan, openSpan } from '../telemetry/spans.ts';
import { commonFields } from './event_fields.ts';
import type { ClientError } from './mask_error.ts';

/** Proxies and browsers give up on a stream that is silent for about a minute. */
const PING_MS = 15_000;
/** A client that took nothing for so long, while something waits for it, is as good as gone. */
const STALLED_MS = 60_000;
/** A browser that lost the stream asks again after this pause. */
const BEGINNING = Buffer.from('retry: 1000\n\n');
const PING = Buffer.from(': ping\n\n');

/** How a stream is tied to its client. */
export interface EventTextOptions {
  /** What the client learns when the stream ends with an error. */
  readonly tell: (error: unknown) => ClientError;
  /** Cuts the connection to a client that takes nothing. */
  readonly cut: () => void;
}

/**
 * A draft's events as the text of Server-Sent Events. The next piece is made when the client took the last one. An event that
 * many follow is written out once.
 */
export class EventText implements AsyncGenerator<Buffer, void, undefined> {
  readonly #events: AsyncIterator<LiveEvent>;
  readonly #options: EventTextOptions;
  #hasBegun = false;
  #isOver = false;
  #arrived: Buffer | 'end' | null = null;
  #isAsked = false;
  #wake: () => void = () => undefined;
  #stalling: NodeJS.Timeout | undefined;
  /** Of telling an event: until the client's connection asked for more. */
  #span: OpenSpan | null = null;

  constructor(events: AsyncIterator<LiveEvent>, options: EventTextOptions) {
    this.#events = events;
    this.#options = options;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Buffer, void>> {
    clearTimeout(this.#stalling);
    this.#told();
    if (this.#isOver) return { value: undefined, done: true };
    const piece = this.#hasBegun ? await this.#piece() : BEGINNING;
    this.#hasBegun = true;
    if (piece === 'end' || this.#isOver) return this.return();
    this.#stalling = setTimeout(this.#options.cut, STALLED_MS);
    return { value: piece, done: false };
  }

  async return(): Promise<IteratorResult<Buffer, void>> {
    this.#isOver = true;
    clearTimeout(this.#stalling);
    this.#told();
    this.#wake();
    await this.#events.return?.();
    return { value: undefined, done: true };
  }

  async throw(error: unknown): Promise<IteratorResult<Buffer, void>> {
    await this.return();
    throw error;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** The next event, or a ping where none comes in time. An event that is late for one piece becomes the next. */
  async #piece(): Promise<Buffer | 'end'> {
    if (!this.#isAsked) void this.#ask();
    if (this.#arrived === null) await this.#woken();
    const arrived = this.#arrived;
    this.#arrived = null;
    if (arrived !== null) this.#isAsked = false;
    return arrived ?? PING;
  }

  async #ask(): Promise<void> {
    this.#isAsked = true;
    try {
      const { value, done } = await this.#events.next();
      this.#arrived = done ? 'end' : textOf(value);
      const telling = done ? null : spanOfTelling(value, 'http');
      if (telling) this.#span = openSpan(telling);
    } catch (error) {
      const { message, extensions } = this.#options.tell(error);
      this.#arrived = Buffer.from(`event: end\ndata: ${JSON.stringify({ message, ...extensions })}\n\n`);
      // Asked again, events that failed say that they are over.
    }
    this.#wake();
  }

  #told(): void {
    this.#span?.end();
    this.#span = null;
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PING_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const texts = new WeakMap<LiveEvent, Buffer>();

function textOf(event: LiveEvent): Buffer {
  const known = texts.get(event);
  if (known) return known;
  const text = Buffer.from(`id: ${event.version}\ndata: ${JSON.stringify(commonFields(event))}\n\n`);
  texts.set(event, text);
  return text;
}
