import { setTimeout as sleep } from 'node:timers/promises';
import type { DraftEvent } from '../../src/draft/events.ts';
import { oneOf, type Random } from './random.ts';
import { overHttp } from './transports/http.ts';
import { overWebSocket } from './transports/websocket.ts';

const TRANSPORTS = { websocket: overWebSocket, http: overHttp } as const;
type TransportName = keyof typeof TRANSPORTS;
const NAMES: readonly TransportName[] = ['websocket', 'http'];

const PAUSE_MS = 200;

/**
 * Follows a draft over either transport; when that breaks, goes on at any server, over any transport, after the last event it has. Where it
 * is told to read the draft again, or finds that its last event is another one now, it forgets all and begins anew.
 */
export class Follower {
  readonly draftId: string;
  readonly seen: DraftEvent[] = [];
  /** Events that came where another one was due. */
  readonly disorder: string[] = [];
  connections = 0;
  /** How often it had to begin anew. */
  begunAnew = 0;
  /** Events by the transport they came over. */
  readonly seenOver: Record<TransportName, number> = { websocket: 0, http: 0 };
  readonly #urls: readonly string[];
  readonly #random: Random;
  readonly #localAddress: string | undefined;
  /** Up to that event nothing is new to whoever listens, though it is read again. */
  #heardUntil = 0;

  constructor(draftId: string, urls: readonly string[], random: Random, localAddress?: string) {
    this.draftId = draftId;
    this.#urls = urls;
    this.#random = random;
    this.#localAddress = localAddress;
  }

  /** Follows until the draft is over or the signal aborts; yields each event as it comes. */
  async follow(signal: AbortSignal, hear: (event: DraftEvent) => void): Promise<void> {
    while (!signal.aborted && !this.isOver()) {
      this.connections += 1;
      try {
        await this.#listen(signal, hear);
      } catch {
        // Whatever it was, the next connection goes on where this one ended.
      }
      if (!this.isOver()) await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  isOver(): boolean {
    const kind = this.seen.at(-1)?.kind;
    return kind === 'COMPLETED' || kind === 'CANCELLED';
  }

  get #last(): number {
    return this.seen.at(-1)?.version ?? 0;
  }

  async #listen(signal: AbortSignal, hear: (event: DraftEvent) => void): Promise<void> {
    const url = oneOf(this.#random, this.#urls) ?? '';
    const name = oneOf(this.#random, NAMES) ?? 'websocket';
    const { draftId } = this;
    const known = this.seen.at(-1);
    // The last event once more, which shows whether it is still the same.
    const after = known ? known.version - 1 : 0;
    const way = { ...{ url, draftId, after, signal }, localAddress: this.#localAddress };
    for await (const event of TRANSPORTS[name](way)) {
      if (isResync(event) || (event.version === known?.version && event.at !== known.at)) {
        this.#beginAnew(event);
        return;
      }
      if (event.version === known?.version) continue;
      if (event.version !== this.#last + 1) {
        this.disorder.push(`${this.draftId}: event ${event.version} came where ${this.#last + 1} was due`);
      }
      this.seen.push(event);
      this.seenOver[name] += 1;
      if (event.version > this.#heardUntil) hear(event);
      if (this.isOver()) return;
    }
  }

  #beginAnew({ version }: DraftEvent): void {
    this.seen.length = 0;
    this.begunAnew += 1;
    this.#heardUntil = version;
  }
}

/** Sent in the place of events, when a stream leaves some out. */
function isResync({ kind }: { readonly kind: string }): boolean {
  return kind === 'RESYNC';
}
