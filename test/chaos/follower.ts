import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { DraftEvent } from '../../src/draft/events.ts';
import { oneOf, type Random } from './random.ts';

const SUBSCRIPTION = `subscription ($draftId: UUID!, $after: Int) {
  draftEvents(draftId: $draftId, after: $after) { version at kind data }
}`;
const PING_EVERY_MS = 2_000;
/** A server that answers no ping for so long is given up, and another one asked. */
const PONG_WITHIN_MS = 3_000;
const PAUSE_MS = 200;

/** Follows a draft over a WebSocket; when that breaks, goes on at any server after the last event it has. */
export class Follower {
  readonly draftId: string;
  readonly seen: DraftEvent[] = [];
  /** Events that came where another one was due. */
  readonly disorder: string[] = [];
  connections = 0;
  readonly #urls: readonly string[];
  readonly #random: Random;

  constructor(draftId: string, urls: readonly string[], random: Random) {
    this.draftId = draftId;
    this.#urls = urls;
    this.#random = random;
  }

  /** Follows until the draft is over or the signal aborts; tells each event as it comes. */
  async follow(signal: AbortSignal, hear: (event: DraftEvent) => void): Promise<void> {
    while (!signal.aborted && !this.isOver()) {
      this.connections += 1;
      const client = connectTo(oneOf(this.#random, this.#urls) ?? '');
      const stop = () => client.terminate();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await this.#listen(client, hear);
      } catch {
        // Whatever it was, the next connection goes on where this one ended.
      }
      signal.removeEventListener('abort', stop);
      client.terminate();
      void client.dispose();
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

  async #listen(client: Client, hear: (event: DraftEvent) => void): Promise<void> {
    const answers = client.iterate<{ draftEvents: DraftEvent }>({
      query: SUBSCRIPTION,
      variables: { draftId: this.draftId, after: this.#last },
    });
    for await (const { data, errors } of answers) {
      if (errors || !data) return;
      const event = data.draftEvents;
      if (event.version !== this.#last + 1) {
        this.disorder.push(`${this.draftId}: event ${event.version} came where ${this.#last + 1} was due`);
      }
      this.seen.push(event);
      hear(event);
      if (this.isOver()) return;
    }
  }
}

/** Gives up where the connection is taken and nobody answers. */
class PatientSocket extends WebSocket {
  constructor(address: string, protocols: string[]) {
    super(address, protocols, { handshakeTimeout: PONG_WITHIN_MS });
  }
}

/** A client that notices when nobody is there any more, though the connection stays. */
function connectTo(url: string): Client {
  let awaited: NodeJS.Timeout | undefined;
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: PatientSocket,
    retryAttempts: 0,
    keepAlive: PING_EVERY_MS,
    connectionAckWaitTimeout: PONG_WITHIN_MS,
    on: {
      ping: (received) => {
        if (!received) awaited = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: () => clearTimeout(awaited),
      closed: () => clearTimeout(awaited),
    },
  });
  return client;
}
